"""The words for lines of the log about check-ins."""

from datetime import datetime

from checkins.verbs import Verb
from common.sentences import sentence
from common.words import moment_in_words


def _when(facts):
    return moment_in_words(datetime.fromisoformat(facts["at"]))


@sentence(Verb.SERIES_SET_UP)
def set_up(facts):
    return f"set up the check-in {facts.text('title')}"


@sentence(Verb.SERIES_CHANGED)
def changed(facts):
    return f"changed the plan or the people of {facts.text('title')}"


@sentence(Verb.SERIES_ENDED)
def ended(facts):
    return f"ended the check-in {facts.text('title')}"


@sentence(Verb.MEETING_MOVED)
def moved(facts):
    return f"moved meeting {facts['number'] + 1} to {_when(facts)}"


@sentence(Verb.MEETING_CANCELLED)
def cancelled(facts):
    return f"cancelled meeting {facts['number'] + 1}: {facts.text('because')}"


@sentence(Verb.MEETING_BEGAN)
def began(facts):
    return f"began meeting {facts['number'] + 1}"


@sentence(Verb.MEETING_ENDED)
def over(facts):
    left = f", with {facts['left']} left for next time" if facts["left"] else ""
    return f"ended meeting {facts['number'] + 1}{left}"


RESULTS = {
    "decision": "a decision",
    "action": "an action",
    "information": "for information",
    "carry_over": "carried over",
}


@sentence(Verb.OUTCOME_NOTED)
def noted(facts):
    words = f": {facts.text('outcome')}" if facts.has_text("outcome") else ""
    return f"noted {RESULTS[facts['result']]} on item {facts['item']}{words}"


@sentence(Verb.OUTCOME_TAKEN_BACK)
def taken_back(facts):
    return f"took back what was noted on item {facts['item']}"


@sentence(Verb.PROPOSAL_CONFIRMED)
def confirmed(facts):
    return f"confirmed for {facts.desk('of')} what the check-in proposed for “{facts['name']}”"


@sentence(Verb.ACTION_DONE)
def done(facts):
    return f"has done what was promised: {facts.text('note')}"


@sentence(Verb.MINUTES_CONFIRMED)
def minutes_confirmed(facts):
    return f"confirmed the minutes of meeting {facts['number'] + 1}"


@sentence(Verb.CAME_UP)
def came_up(facts):
    """On the timeline of a review: what a check-in noted about it, once its minutes are confirmed."""
    words = f": {facts.text('outcome')}" if facts.has_text("outcome") else ""
    return f"noted at a check-in ({RESULTS[facts['result']]}){words}"
