"""The page of one document: its text or its pages on one side, the points to look at on the other."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from contracts.actions.comparisons import compare_versions
from contracts.models import ReadingState
from people.models import Team
from reading.compare import Kind as Change
from reviews.checks.papers import papers_of
from reviews.checks.stands import stands_of
from reviews.checks.versions import checks_of_version
from reviews.models import Proposal, ProposalState, Term
from reviews.papers import attention, proposing
from reviews.papers import policies as paper_policies
from reviews.pure.attention import Kind
from reviews.spine import policies
from reviews.web.cards.checks import check_lines, missing_lines
from reviews.web.cards.comments import Conversation
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.papers.fact_words import fact_lines, words_of
from reviews.web.cards.papers.paper_parts import Part, part_with, parts_of
from reviews.web.cards.papers.paper_text import Mark, anchor_of, stretches_of
from reviews.web.cards.papers.passages import document_url
from reviews.web.cards.papers.points import REJECTED, PointCard, Row
from reviews.web.cards.papers.readings import line_of
from reviews.web.cards.terms import open_desks, term_card, terms_with_names

FOLDS = {
    # key: (label, hint)
    "settled": ("Decided", ""),
    Kind.NOBODY.value: (
        "Need nothing, as far as Duet can tell",
        "Of these Duet knows neither the term nor the side. They stand in the text like all others.",
    ),
    REJECTED: ("Not terms", "Somebody said so."),
}
"""What may be folded away, in order. The folds carry the number; their rows come when they are opened."""


@dataclass
class Section:
    """Points that are listed together."""

    label: str
    hint: str
    cards: list[PointCard]


@dataclass
class Together:
    """What one desk may confirm in one step, as the list that is shown."""

    desk: Team
    passages: list[Proposal]
    may_confirm: bool

    @property
    def names(self):
        """[(name of a term, its passages)]."""
        by_name = defaultdict(list)
        for proposal in self.passages:
            by_name[str(proposal.term_type)].append(proposal)
        return list(by_name.items())


@dataclass
class Fold:
    """Points, or passages, that need nothing; `rows` once it is opened."""

    key: str
    count: int
    cards: list[PointCard] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_opened: bool = False

    @property
    def set_aside(self):
        """The passages that can be said to be no terms, in one step."""
        return [row for row in self.rows if row.may_settle]

    @property
    def label(self):
        return FOLDS[self.key][0]

    @property
    def hint(self):
        return FOLDS[self.key][1]


# --- the list -----------------------------------------------------------------------------------------


def passages_context(review, document, version, user, *, opened="", sent=None, papers=None):
    """What templates/reviews/papers/_passages.html needs: the points, whatever was just done to one of them.

    `opened` is the key of the point, or fold, that shows all it has; `sent` a form of it that needs another look.
    `papers` are those of reviews.checks, where they are known already.
    """
    papers = papers or papers_of([review.pk])
    checks = checks_of_version(review, version, papers)
    rows = rows_of(review, version, user)
    cards = cards_of(review, version, rows, checks, user)
    rejected = [row for row in rows if row.is_rejected]
    listed = [card for card in cards if not card.point.is_folded and not card.is_together]
    for card in cards:
        card.is_opened = card.key == opened
        if card.is_opened and card.point.term is not None:
            card.term = _term_card(card.point.term, review, user, papers, sent)
    return {
        "review": review,
        "document": document,
        "version": version,
        "rows": rows,
        "cards": cards,
        "checks": checks,
        "opened": opened,
        "sections": sections_of(listed),
        "together": together_of(cards, review, user),
        "folds": folds_of(cards, rejected, opened),
        "to_look_at": len(listed),
        "mine": sum(card.is_mine for card in listed),
        "blockers": paper_policies.blockers_to_settle_proposals(review),
        "still_looking": not rows and proposing.is_to_be_proposed(review, version),
    }


def cards_of(review, version, rows, checks, user):
    """A card for each point of the version, those to look at first. One query."""
    points = attention.points_of((row.proposal for row in rows), checks, attention.terms_by_type(review))
    by_proposal = {row.proposal.pk: row for row in rows}
    may_sort = paper_policies.may_mark_clause(user, review)
    cards = []
    for point in points:
        is_mine = _waits_for(user, point, review) if point.desks else may_sort
        rows_here = [by_proposal[proposal.pk] for proposal in point.proposals]
        cards.append(PointCard(point, rows_here, check_lines(point.checks), is_mine, review, version))
    return cards


def _waits_for(user, point, review):
    return any(point.waits_for(desk) and policies.may_work_for(user, desk, review) for desk in point.desks)


def sections_of(cards):
    """What the reader must look at, then what others must: nothing of either is folded."""
    mine, others = [card for card in cards if card.is_mine], [card for card in cards if not card.is_mine]
    sections = [
        Section("For you to look at", "", mine),
        Section("For others to look at", "", others),
    ]
    return [section for section in sections if section.cards]


def together_of(cards, review, user):
    """The lists that desks may confirm in one step. Those of desks that want a tick for each passage are none."""
    points = [card.point for card in cards]
    desks = {proposal.desk for point in points for proposal in point.open if proposal.desk}
    allowed = not paper_policies.blockers_to_settle_proposals(review)
    lists = [(desk, attention.confirmable(points, desk)) for desk in sorted(desks, key=lambda desk: desk.pk)]
    return [
        Together(desk, passages, allowed and policies.may_work_for(user, desk, review))
        for desk, passages in lists
        if passages
    ]


def folds_of(cards, rejected, opened):
    """The folds that hold anything."""
    settled = [card for card in cards if card.point.is_settled]
    nobodys = [row for card in cards if card.point.subject.kind == Kind.NOBODY for row in card.rows]
    folds = [
        Fold("settled", len(settled), cards=settled),
        Fold(Kind.NOBODY.value, len(nobodys), rows=nobodys),
        Fold(REJECTED, len(rejected), rows=rejected),
    ]
    for fold in folds:
        fold.is_opened = fold.key == opened or any(card.is_opened for card in fold.cards)
    return [fold for fold in folds if fold.count]


def rows_of(review, version, user):
    """The passages of a version on a review, in the order of the document. One query."""
    proposals = Proposal.objects.filter(review=review, version=version).select_related(
        "term_type", "decided_type", "desk", "second_desk", "decided_desk", "decided_by"
    )
    allowed = not paper_policies.blockers_to_settle_proposals(review)
    news = news_of(version) if proposals else {}
    return [_row(proposal, review, version, user, allowed, news) for proposal in proposals]


def _row(proposal, review, version, user, allowed, news):
    proposal.review, proposal.version = review, version
    may = allowed and paper_policies.may_settle(user, proposal)
    return Row(
        proposal,
        may_settle=may and proposal.is_open,
        may_reopen=may and not proposal.is_open,
        news=news.get(proposal.clause, ""),
    )


def news_of(version):
    """{index of a clause: “New in version 2”} of a version, against the one before it where both were read."""
    before = version.document.versions.filter(number__lt=version.number).order_by("number").last()
    try:
        changes = compare_versions(before, version).all_changes() if before else []
    except ValidationError:
        return {}
    return {
        clause: f"{'New' if change.kind == Change.ADDED else 'Changed'} in version {version.number}"
        for change in changes
        if change.words_changed
        for clause in change.new
    }


def _term_card(term, review, user, papers, sent):
    """What the reader may decide about the term of an opened point, as its own card says it."""
    (term,) = terms_with_names(Term.objects.filter(pk=term.pk))
    term.review = review
    stand = stands_of([term], papers)[term.pk]
    # the words about it stand on the term's own page
    conversation = Conversation(items=[], total=0)
    return term_card(term, user, Forms(sent), deciding=open_desks(review), stand=stand, conversation=conversation)


# --- the page -----------------------------------------------------------------------------------------


def document_context(review, document, version, user, *, opened="", place="", part=None, as_pages=False, sent=None):
    """What templates/reviews/papers/document.html needs.

    Of the text one part is there, the others come when somebody scrolls or asks: that of the `place` (an anchor), or
    the one of this number, else the first.
    """
    reading = paper_policies.readings().get(version=version)
    papers = papers_of([review.pk])
    context = passages_context(review, document, version, user, opened=opened, sent=sent, papers=papers)
    shows_pages = as_pages and may_show_pages(version, reading)
    quotes = quotes_of(reading, context["checks"])
    parts = parts_of(reading) if reading.has_text and not shows_pages else []
    here = part_with(parts, place, _clause_of(context["cards"], opened)) if part is None else _part(parts, part)
    return context | {
        "reading": reading,
        "line": line_of(review, version, reading, user),
        "parts": parts,
        "part": here,
        "stretches": stretches_of(reading, marks_of(context), quotes, here) if here else [],
        "pages": pages_of(review, document, version, reading, quotes) if shows_pages else [],
        "shows_pages": shows_pages,
        "may_show_pages": may_show_pages(version, reading),
        "facts": fact_lines(reading),
        "missing": missing_lines(review, user, Forms(), papers),
        "may_mark": paper_policies.may_mark_clause(user, review) and not context["blockers"],
        "versions": [(other, document_url(review.pk, other)) for other in document.versions.all()],
        "url": document_url(review.pk, version),
        "nothing": len(reading.clauses) - len({row.proposal.clause for row in context["rows"]}),
    }


def part_context(review, document, version, user, number):
    """What templates/reviews/papers/_part.html needs: one part of the text, with its marks."""
    reading = paper_policies.readings().get(version=version)
    context = passages_context(review, document, version, user)
    part = _part(parts_of(reading) if reading.has_text else [], number)
    if part is None:
        raise Http404
    quotes = quotes_of(reading, context["checks"])
    may_mark = paper_policies.may_mark_clause(user, review) and not context["blockers"]
    stretches = stretches_of(reading, marks_of(context), quotes, part)
    return context | {"part": part, "stretches": stretches, "may_mark": may_mark}


def marks_of(context):
    """{index of a clause: its marks}: one for each point that it is part of."""
    marks = defaultdict(list)
    for card in context["cards"]:
        for row in card.rows:
            marks[row.proposal.clause].append(Mark(card.key, card.mark_name, card.tone, card.mark_note))
    for row in context["rows"]:
        if row.is_rejected:
            marks[row.proposal.clause].append(Mark(REJECTED, "Not a term", "neutral"))
    return marks


def _part(parts: list[Part], number: int) -> Part | None:
    return parts[number - 1] if 1 <= number <= len(parts) else None


def _clause_of(cards, opened):
    """The clause in which the opened point begins."""
    return next((card.first.clause for card in cards if card.key == opened), None)


def quotes_of(reading, checks):
    """The (start, end) of all words that checks and facts refer to, whether their term is on the page or not."""
    quoted = (extract for of_term in checks.values() for check in of_term for extract in check.quotes)
    return {(extract.start, extract.end) for extract in quoted} | {words_of(fact) for fact in reading.facts}


def point_of(context, key):
    """The card or the fold of this key, as its fragment draws it: (card, None) or (None, fold). Neither is a 404."""
    card = next((card for card in context["cards"] if card.key == key), None)
    fold = next((fold for fold in context["folds"] if fold.key == key), None)
    if card is None and fold is None:
        raise Http404
    return (None, fold) if fold else (card, None)


def point_key(proposal):
    """The key of the point that a passage is part of."""
    if proposal.state == ProposalState.REJECTED:
        return REJECTED
    (point,) = attention.points_of([proposal], {}, {})
    return point.key


# --- pictures -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PagePicture:
    """One page, where its picture comes from, and the anchors of clauses and quotes that begin on it."""

    number: int
    url: str
    picture_url: str
    anchors: list[str] = field(default_factory=list)


def may_show_pages(version, reading):
    """PDF files have pages; a Word file does not know its own."""
    return version.content_type == "application/pdf" and reading.state == ReadingState.READ and bool(reading.pages)


def pages_of(review, document, version, reading, quotes):
    pages = [page_picture(review, document, version, page["number"]) for page in reading.pages]
    starts = [page["start"] for page in reading.pages]
    places = [(clause["start"], f"c-{index}") for index, clause in enumerate(reading.clauses)]
    places += [(quote[0], anchor_of(quote)) for quote in sorted(quotes)]
    for start, anchor in places:
        pages[max(bisect_right(starts, start), 1) - 1].anchors.append(anchor)
    return pages


def page_picture(review, document, version, number):
    where = [review.pk, document.pk, version.number, number]
    return PagePicture(number, reverse("reviews:page", args=where), reverse("reviews:page_picture", args=where))
