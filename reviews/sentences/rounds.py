"""The review itself: opened, moved, its split, its sides."""

from common.sentences import milestone, sentence
from reviews.models import Slot
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb

CHOSEN_MAX = 200
"""“Chosen by Lena Lead: ...” stands in the row of the responsibility, too, and is cut there."""


def _slot(facts):
    return Slot(facts["slot"]).label.lower()


def owner(facts, role):
    """“Clara Counsel (Legal)”, or the desk."""
    desk = facts.desk(role)
    return f"{facts.person(role)} ({desk})" if facts.has("people", role) else desk


def why(facts):
    """The name of the rule that decided; or who chose, with their reason where they gave one."""
    if "why" in facts.data:
        return facts["why"]
    reason = f": {facts.text('reason')}" if facts.has_text("reason") else ""
    return f"Chosen by {facts.by}{reason}"[:CHOSEN_MAX]


@milestone(Verb.OPENED)
def opened(facts):
    return "gave a heads-up" if facts["stage"] == Stage.HEADS_UP else "submitted the request"


@milestone(Verb.REQUESTER_CHANGED)
def requester_changed(facts):
    return f"made {facts.person('to')} the requester in place of {facts.person('before')}: {facts.text('reason')}"


@sentence(Verb.MOVED)
def moved(facts):
    return f"moved the review to “{Stage(facts['stage']).label}”"


@milestone(Verb.SPLIT_ANSWERED)
def split_answered(facts):
    to = facts.person("to") if facts.has("people", "to") else facts.desk("to")
    return f"settled who {_slot(facts)}: {to} ({why(facts)})"


@milestone(Verb.REROUTED)
def rerouted(facts):
    """By a rule or by somebody, who say why; or along with a wait that was handed to another desk, without a word."""
    before = f", before: {owner(facts, 'before')}" if facts.has("desks", "before") else ""
    return f"settled anew who {_slot(facts)}: {owner(facts, 'to')}{before}{_because(facts)}"


@sentence(Verb.TERM_REROUTED)
def term_rerouted(facts):
    return f"gave “{facts['name']}” to {owner(facts, 'to')}, before: {owner(facts, 'before')}{_because(facts)}"


def _because(facts):
    return f" ({why(facts)})" if "why" in facts.data or facts.has_text("reason") else ""


@milestone(Verb.SIDE_DONE)
def side_done(facts):
    return f"closed the side of {facts.desk('of')}"
