"""Waits: asked, taken, handed over, paused, settled; questions and their answers.

Reviewers read what is needed (“Decide 9 terms.”); the requester reads what happens, in plain words.
"""

from common.sentences import milestone, sentence
from common.words import day_in_words
from reviews.models import Purpose
from reviews.pure.needed import ALL_DECIDED, note_to_sign
from reviews.pure.verbs import Verb


def who(facts, role="holder"):
    """Whoever must act: a person, a desk or the vendor."""
    if facts.has("people", role):
        return facts.person(role)
    return facts.desk(role) if facts.has("desks", role) else facts["vendor"]


def who_for_whom(facts):
    """With the one they hold it for: “Ben Buyer for Lena Lead”."""
    return f"{who(facts)} for {facts.person('for')}" if facts.has("people", "for") else who(facts)


def needed(facts):
    """What the wait asked for at that time."""
    return note_to_sign(facts.person("drafter")) if facts.has("people", "drafter") else facts["needed"]


PLAIN = {
    Purpose.FULL_REQUEST: "to complete the request",
    Purpose.FIRST_LOOK: "to have a first look",
    Purpose.SPLIT: "to settle who looks after this",
    Purpose.DESK_REVIEW: "to look at its part",
    Purpose.VENDOR_QUESTION: "to answer a question",
    Purpose.ESCALATION: "to decide a point",
    Purpose.JOINT_POSITION: "to send our answer to the vendor",
    Purpose.VENDOR_REPLY: "to reply to our answer",
    Purpose.APPROVAL: "for the final approval",
    Purpose.SIGNATURE: "to have the contract signed",
}
"""What somebody is asked for, as the requester reads it. What is not here asks the requester, or is not for them."""


@sentence(Verb.WAIT_OPENED)
def opened(facts):
    return f"asked {who_for_whom(facts)}: {needed(facts)}"


@milestone(Verb.WAIT_OPENED)
def opened_plainly(facts):
    if plain := PLAIN.get(facts.get("purpose")):
        return f"asked {who_for_whom(facts)} {plain}"
    return opened(facts)


@sentence(Verb.SETTLER_NAMED)
def settler_named(facts):
    what = (
        f"decide “{facts['name']}” for" if facts["purpose"] == Purpose.ESCALATION else f"settle “{facts['name']}” for"
    )
    return f"named {facts.person('to')} to {what} {facts.desk('of')}, where nobody else could: {facts.text('reason')}"


@sentence(Verb.CLAIMED)
def claimed(facts):
    return f"{claimed_plainly(facts)}: {needed(facts)}"


@milestone(Verb.CLAIMED)
def claimed_plainly(facts):
    return f"took over from {facts.desk('of')}"


@sentence(Verb.RELEASED)
def released(facts):
    return f"gave back to {facts.desk('of')}: {needed(facts)}"


@sentence(Verb.HANDED_OVER)
def handed_over(facts):
    return f"{handed_over_plainly(facts)}: {needed(facts)}"


@milestone(Verb.HANDED_OVER)
def handed_over_plainly(facts):
    """To a colleague, to another desk, or because the split gives it to others. The reason is not said."""
    if facts.has("desks", "to"):
        return f"handed over to {facts.desk('to')}, before: {facts.desk('before')}"
    because = ", because the split has changed" if facts.get("because") == "split" else ""
    return f"handed over to {who_for_whom(facts)}{because}"


@sentence(Verb.UNDONE)
def undone(facts):
    return f"{undone_plainly(facts)}: {needed(facts)}"


@milestone(Verb.UNDONE)
def undone_plainly(facts):
    return f"undid that, so it is with {who_for_whom(facts)} as before"


@sentence(Verb.PAUSED)
def paused(facts):
    return f"{_pause(facts)}: {needed(facts)}{_because(facts)}"


@milestone(Verb.PAUSED)
def paused_plainly(facts):
    return _pause(facts) + _because(facts)


def _pause(facts):
    """Until a day or until another wait is done, each with a reason; or because a question was asked."""
    if day := facts.get("until"):
        return f"paused until {day_in_words(day)}"
    return f"waits until {who(facts, 'other')} is done" if facts.get("other") else "paused"


def _because(facts):
    return f" ({facts.text('reason')})" if facts.has_text("reason") else ""


@sentence(Verb.PAUSE_ENDED)
def pause_ended(facts):
    return f"ended the pause: {needed(facts)}"


@milestone(Verb.PAUSE_ENDED)
def pause_ended_plainly(facts):
    return "ended the pause"


@sentence(Verb.DUE_MOVED)
def due_moved(facts):
    return f"{due_moved_plainly(facts)}: {needed(facts)}"


@milestone(Verb.DUE_MOVED)
def due_moved_plainly(facts):
    return f"needs until {day_in_words(facts['day'])}{_because(facts)}"


@sentence(Verb.RESUMED)
def resumed(facts):
    return f"can go on: {needed(facts)}"


@sentence(Verb.CLOSED)
def closed(facts):
    if facts.get("needed") == ALL_DECIDED:
        return "settled what there was to decide"
    return f"settled: {needed(facts)}"


@sentence(Verb.REMINDED)
def reminded(facts):
    return f"reminded {who_for_whom(facts)}: {needed(facts)}"


@sentence(Verb.NUDGED)
def nudged(facts):
    return f"nudged {who(facts)}: {needed(facts)}"


# --- questions --------------------------------------------------------------------------------------


@milestone(Verb.ASKED)
def asked(facts):
    if facts.has("desks", "asked"):
        return f"asked {facts.desk('asked')}: {facts.text('question')}"
    if vendor := facts.get("vendor"):
        return f"asked for an answer of {vendor}: {facts.text('question')}"
    return f"asked the requester: {facts.text('question')}"


@milestone(Verb.ANSWERED)
def answered(facts):
    if vendor := facts.get("vendor"):
        return f"noted the answer of {vendor}: {facts.text('answer')}"
    return f"answered: {facts.text('answer')}"


@milestone(Verb.QUESTION_SENT)
def question_sent(facts):
    return f"sent a question of {facts.desk('asker')} to {facts['vendor']}"


@milestone(Verb.QUESTION_WITHDRAWN)
def question_withdrawn(facts):
    return f"withdrew a question to {facts.desk('asked') if facts.has('desks', 'asked') else 'the requester'}"
