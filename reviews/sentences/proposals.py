"""What people made of passages that were proposed as terms."""

from common.sentences import sentence
from common.words import counted, listed
from reviews.pure.verbs import Verb


def _passage(facts):
    return f"{facts['place']} of “{facts['file']}”"


@sentence(Verb.PROPOSAL_CONFIRMED)
def confirmed(facts):
    return f"confirmed {_passage(facts)} as “{facts['name']}”"


@sentence(Verb.PASSAGES_CONFIRMED)
def confirmed_by_deciding(facts):
    names = listed([f"“{name}”" for name in facts["names"]])
    return f"confirmed {counted(len(facts['proposals']), 'passage')} by deciding {names}"


@sentence(Verb.PROPOSAL_CORRECTED)
def corrected(facts):
    return f"said that {_passage(facts)} is about “{facts['name']}”, for {facts.desk('to')}"


@sentence(Verb.PROPOSAL_REJECTED)
def rejected(facts):
    return f"said that {_passage(facts)} is not a term"


@sentence(Verb.PROPOSAL_REOPENED)
def reopened(facts):
    return f"took back what was said about {_passage(facts)}"
