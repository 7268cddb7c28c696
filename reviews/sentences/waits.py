"""Waits: asked, taken, handed over, paused, settled; questions and their answers."""

from datetime import date

from common.sentences import milestone, sentence
from reviews.pure.verbs import Verb
from reviews.waits.needed import ALL_DECIDED, note_to_sign


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


@milestone(Verb.WAIT_OPENED)
def opened(facts):
    return f"asked {who_for_whom(facts)}: {needed(facts)}"


@milestone(Verb.CLAIMED)
def claimed(facts):
    return f"took over from {facts.desk('of')}: {needed(facts)}"


@sentence(Verb.RELEASED)
def released(facts):
    return f"gave back to {facts.desk('of')}: {needed(facts)}"


@milestone(Verb.HANDED_OVER)
def handed_over(facts):
    """To a colleague, to another desk, or because the split gives it to others. The reason is not said."""
    if facts.has("desks", "to"):
        return f"handed over to {facts.desk('to')}, before: {facts.desk('before')}: {needed(facts)}"
    because = ", because the split has changed" if facts.get("because") == "split" else ""
    return f"handed over to {who_for_whom(facts)}{because}: {needed(facts)}"


@milestone(Verb.PAUSED)
def paused(facts):
    """Until a day or until another wait is done, each with a reason; or because a question was asked."""
    if day := facts.get("until"):
        return f"paused until {date.fromisoformat(day):%-d %B %Y}: {needed(facts)} ({facts.text('reason')})"
    if facts.get("other"):
        return f"waits until {who(facts, 'other')} is done: {needed(facts)} ({facts.text('reason')})"
    return f"paused: {needed(facts)}"


@milestone(Verb.PAUSE_ENDED)
def pause_ended(facts):
    return f"ended the pause: {needed(facts)}"


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
