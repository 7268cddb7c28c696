"""Approvals and the figures of the deal. What exactly changed, and why one was passed over, is for reviewers."""

from common.sentences import milestone, sentence
from reviews.approvals.asking import in_sentences
from reviews.approvals.figures import in_words
from reviews.approvals.overrides import WORDS
from reviews.models import How
from reviews.pure.coverage import Difference
from reviews.pure.verbs import Verb
from reviews.sentences.rounds import owner


@milestone(Verb.APPROVAL_ASKED)
def asked(facts):
    return f"asked for the approval of {owner(facts, 'of')}: {facts['why']}"


@milestone(Verb.APPROVED)
def approved(facts):
    return f"approved for {facts.desk('of')}" + (f": {facts.text('remark')}" if facts.has_text("remark") else "")


@milestone(Verb.APPROVAL_RESET)
def reset(facts):
    return f"changed what {facts.person('decided')} approved for {facts.desk('of')}: the approval is asked for again"


@sentence(Verb.APPROVAL_CHANGED)
def changed(facts):
    parts = ("label", "before", "after")
    changes = [Difference(*(facts.text(f"{part}_{n}") for part in parts)) for n in range(facts["changes"])]
    return f"changed what {facts.desk('of')} approves. {in_sentences(changes)}"


@milestone(Verb.APPROVAL_WITHDRAWN)
def withdrawn(facts):
    return f"made the approval of {owner(facts, 'of')} unnecessary: {facts['why']}"


@sentence(Verb.APPROVER_NAMED)
def approver_named(facts):
    why = facts.text("reason") if facts.has_text("reason") else "the rule names them as backup"
    return f"named {facts.person('to')} to approve for {facts.desk('of')}, where nobody else could: {why}"


@sentence(Verb.TWO_APPROVERS_CHANGED)
def two_approvers(facts):
    what = "asks two people always" if facts["always"] else "lets one person approve for two desks again"
    return f"{what}, for reviews whose approval is asked from now on: {facts.text('reason')}"


@milestone(Verb.APPROVAL_SKIPPED)
def skipped_for_requester(facts):
    return f"{WORDS[How.SKIPPED]} {facts.desk('of')}"


@sentence(Verb.APPROVAL_SKIPPED)
def skipped(facts):
    return f"{WORDS[How.SKIPPED]} {facts.desk('of')}, because: {facts.text('reason')}"


@milestone(Verb.APPROVAL_OVERRIDDEN)
def overridden_for_requester(facts):
    return f"{WORDS[How.OVERRIDDEN]} {facts.desk('of')}"


@sentence(Verb.APPROVAL_OVERRIDDEN)
def overridden(facts):
    return f"{WORDS[How.OVERRIDDEN]} {facts.desk('of')}, because: {facts.text('reason')}"


@milestone(Verb.FIGURES_CHANGED)
def figures_changed(facts):
    return f"changed the {in_words(facts['changes'])}: {facts.text('reason')}"
