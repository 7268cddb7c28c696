"""Disagreements, and what was talked about at a check-in."""

from common.sentences import sentence
from reviews.pure.verbs import Verb
from reviews.sentences.waits import needed


def _disagreement(facts):
    return f"{facts.desk('of')} on “{facts['name']}”"


@sentence(Verb.DISAGREED)
def disagreed(facts):
    blocks = ", and it blocks" if facts["is_blocking"] else ""
    return f"disagreed on “{facts['name']}” for {facts.desk('of')}{blocks}"


@sentence(Verb.DISAGREEMENT_ANSWERED)
def answered(facts):
    return f"answered {_disagreement(facts)}"


@sentence(Verb.DISAGREEMENT_OUTCOME)
def outcome_proposed(facts):
    return f"proposed an outcome for {_disagreement(facts)}"


@sentence(Verb.DISAGREEMENT_SETTLED)
def settled(facts):
    return f"settled {_disagreement(facts)}: {facts.text('outcome')}"


@sentence(Verb.DISAGREEMENT_WITHDRAWN)
def withdrawn(facts):
    return f"withdrew the disagreement of {_disagreement(facts)}"


@sentence(Verb.TALKED_ABOUT)
def talked_about(facts):
    """A wait that a ladder put on the agenda, or a disagreement."""
    what = f"{facts['reference']}: {needed(facts)}" if facts.get("reference") else _disagreement(facts)
    return f"noted at the check-in on {what}: {facts.text('outcome')}"
