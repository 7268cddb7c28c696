"""From what was read in a version to proposals on a review: which clauses look like terms, and whose they would be.

Called when a version was read, when a version that was read comes to a review, and by a sweep; `ReadPaper` is the
memory that lets each be proposed once. Nothing here decides: a proposal is nothing until somebody confirms it.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from common.log import record
from common.models import Audience
from contracts.models import DocumentVersion, Reading, ReadingState
from notices.actions import notify
from notices.models import NoticeKind
from people.models import DeskSide, Team
from reading.touches import types_touched
from reviews.models import Passage, Proposal, ProposalState, ReadPaper, Review, Side, Slot, TermRule, TermType
from reviews.models.term_type import LEGAL_SIDES
from reviews.pure.guesses import guesses, seems_nobodys, types_stated
from reviews.pure.stages import CLOSED, Stage
from reviews.pure.verbs import Verb
from reviews.terms.passages import passage_of

NOT_YET = {Stage.HEADS_UP, *CLOSED}
"""Nobody looks at terms in these stages; a heads-up gets its proposals with the full request."""

SLOT_OF_SIDE = {Side.COMMERCIAL: Slot.COMMERCIAL_TERMS, Side.LEGAL: Slot.LEGAL_REVIEW}


def propose(version_pk):
    """Propose the terms of a version that was read, on every review that it belongs to. Harmless when repeated."""
    for review, version in waiting().filter(version=version_pk):
        propose_on(review, version)


def waiting():
    """(pk of a review, pk of a version that was read and whose terms were not proposed there yet)."""
    papers = Review.documents.through.objects.annotate(
        version=F("document__versions"), state=F("document__versions__reading__state")
    )
    proposed = ReadPaper.objects.filter(review=OuterRef("review"), version=OuterRef("version"))
    ready = papers.filter(~Exists(proposed), state=ReadingState.READ).exclude(review__stage__in=NOT_YET)
    return ready.order_by("version", "review").values_list("review", "version")


def is_to_be_proposed(review, version):
    """Whether the terms of a version are still to be proposed there; what was read in a draft is, until the sweep."""
    return waiting().filter(review=review.pk, version=version.pk).exists()


@transaction.atomic
def propose_on(review_pk, version_pk):
    """Write the proposals of one version on one review, and say so in its log. Whether it was done here and now."""
    review = Review.objects.select_for_update(of=("self",)).select_related("vendor", "requester").get(pk=review_pk)
    if review.stage in NOT_YET:
        return False
    reading = _reading_of(version_pk)
    if reading is None:
        return False
    paper, is_new = ReadPaper.objects.get_or_create(review=review, version_id=version_pk)
    if not is_new:
        return False
    paper.touches = types_touched(reading.clauses, reading.facts)
    paper.save(update_fields=["touches"])
    proposals = [] if _is_overtaken(review, reading.version) else _proposals(review, reading)
    _drop_older(review, reading.version)
    Proposal.objects.bulk_create(proposals, batch_size=500)
    _keep_what_was_decided(proposals)
    _say(review, reading, proposals)
    return True


def _reading_of(version_pk):
    """What was read; None where somebody has asked meanwhile to read the version again."""
    readings = Reading.objects.select_related("version__document", "version__uploaded_by")
    return readings.filter(version=version_pk, state=ReadingState.READ).first()


def _is_overtaken(review, version):
    """A newer version was read first: nobody needs to look at this one."""
    newer = DocumentVersion.objects.filter(document=version.document, number__gt=version.number)
    return ReadPaper.objects.filter(review=review, version__in=newer).exists()


def _drop_older(review, version):
    """What nobody decided in older versions is asked anew in this one."""
    older = DocumentVersion.objects.filter(document=version.document, number__lt=version.number)
    Proposal.objects.filter(review=review, version__in=older).open().delete()


# --- whose it would be ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owner:
    """Who would own a term: desks and side. `desk` is None where people sort it."""

    desk: Team | None
    second_desk: Team | None
    side: str


class Owners:
    """Whose a clause of some type would be on one review: as its term has it, as the rules say, or as usual."""

    def __init__(self, review):
        self.review = review
        active = TermType.objects.filter(is_active=True).select_related("desk", "second_desk")
        self.types = {term_type.slug: term_type for term_type in active}
        self.by_rules = TermRule.objects.owners(list(self.types.values()), review.facts)
        self.terms = {}
        for term in review.terms.select_related("desk", "second_desk"):
            self.terms.setdefault(term.term_type_id, term)

    def of_type(self, term_type):
        if term := self.terms.get(term_type.pk):
            return Owner(term.desk, term.second_desk, term.side)
        owner = self.by_rules.get(term_type.pk)
        desk = owner.desk if owner else term_type.desk
        second = term_type.desk if desk == term_type.second_desk else term_type.second_desk
        return Owner(desk, second, term_type.side)

    def of_side(self, side):
        """The desk that the split names for a side, else whose terms are of that side, else who speaks for it."""
        slot = SLOT_OF_SIDE.get(side)
        if slot and (responsibility := self.review.responsible(slot)):
            return Owner(responsibility.desk, None, side)
        kinds = TermType.objects.filter(side=side, desk__retired_at=None).select_related("desk").order_by("number")
        usual = None if slot else kinds.first()
        speaks_for = DeskSide.LEGAL if side in LEGAL_SIDES else DeskSide.COMMERCIAL
        desk = usual.desk if usual else Team.objects.in_use().of_side(speaks_for).first()
        return Owner(desk, None, side)


def _proposals(review, reading):
    """A proposal for each clause that looks like a term; what people said of the same words before, stays said."""
    owners, earlier = Owners(review), _earlier_decisions(review, reading.version)
    new_proposals = []
    for index, clause in enumerate(reading.clauses):
        for guess in guesses(clause, stated=types_stated(clause, reading.facts)):
            proposal = _proposal(review, reading.version, index, clause, guess, owners)
            _repeat(proposal, earlier)
            new_proposals.append(proposal)
    return new_proposals


def _proposal(review, version, index, clause, guess, owners):
    """What is proposed for one clause. Where reading is not sure there is no desk: people sort it."""
    proposal = unguessed(review, version, index, clause)
    proposal.term_type, proposal.type_confidence = owners.types.get(guess["name"]), guess["confidence"]
    if not clause["triage"]:
        by_type = proposal.term_type is not None
        owner = owners.of_type(proposal.term_type) if by_type else owners.of_side(clause["side"])
        proposal.desk, proposal.second_desk, proposal.side = owner.desk, owner.second_desk, owner.side
    return proposal


def unguessed(review, version, index, clause):
    """The passage of a clause, not saved, without a word on what it is about."""
    return Proposal(
        review=review,
        version=version,
        clause=index,
        **{name: clause[name] for name in ("start", "end", "page")},
        number=clause["number"][:40],
        heading=clause["heading"][:200],
        quote=clause["text"],
        side=Side.LEGAL if clause["side"] == "neither" else clause["side"],
        side_confidence=clause["side_confidence"],
        seems_nobodys=seems_nobodys(clause),
    )


# --- a further version --------------------------------------------------------------------------------


def words_of(quote):
    """What makes two passages the same: their words, however the lines are broken."""
    return " ".join(quote.split())


def _earlier_decisions(review, version):
    """{(words of a passage, pk of its proposed type): what people said of it in the latest version they looked at}."""
    earlier = Proposal.objects.filter(review=review, version__document=version.document)
    decided = earlier.filter(version__number__lt=version.number).exclude(state=ProposalState.PROPOSED)
    oldest_first = decided.order_by("version__number", "start")
    return {(words_of(proposal.quote), proposal.term_type_id): proposal for proposal in oldest_first}


REPEATED = (
    "state",
    "decided_by_id",
    "decided_at",
    "decided_type_id",
    "decided_side",
    "decided_desk_id",
    "term_id",
    "settled_with",
)


def _repeat(proposal, earlier):
    """The words are the same, so what a person said of them holds: nobody is asked twice."""
    if before := earlier.get((words_of(proposal.quote), proposal.term_type_id)):
        for name in REPEATED:
            setattr(proposal, name, getattr(before, name))


def _keep_what_was_decided(proposals):
    Passage.objects.bulk_create(
        [passage_of(proposal) for proposal in proposals if proposal.term_id], ignore_conflicts=True
    )


# --- saying so ----------------------------------------------------------------------------------------


def _say(review, reading, proposals):
    """The requester reads that the document was read; the desks read what is proposed to them."""
    version = reading.version
    about = {"document": version.document_id, "version": version.pk, "file": version.original_name}
    failed = {} if reading.has_text else {"reason": reading.reason}
    record(Verb.DOCUMENT_READ, review, by=None, audience=Audience.BUSINESS, **about, **failed)
    if failed:
        _tell_uploader(review, reading)
    elif still_open := [proposal for proposal in proposals if proposal.is_open]:
        record(Verb.TERMS_PROPOSED, review, by=None, **about, **_numbers(still_open))


def _numbers(proposals):
    """For the log: the desks, how many proposals each of them has, and how many are to be sorted."""
    numbers = Counter(proposal.desk_id for proposal in proposals)
    to_sort = numbers.pop(None, 0)
    return {"desks": {"of": list(numbers)}, "numbers": list(numbers.values()), "to_sort": to_sort}


def _tell_uploader(review, reading):
    notify(
        [reading.version.uploaded_by],
        key=f"version-{reading.version_id}-not-read-{reading.attempts}",
        kind=NoticeKind.NEWS,
        title=str(review),
        body=reading.reason,
        url=review.get_absolute_url(),
        about=(review,),
    )
