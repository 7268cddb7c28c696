"""The page of one document: its text or its pages on one side, the passages on our terms on the other."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.urls import reverse

from contracts.actions.comparisons import compare_versions
from contracts.models import ReadingState
from reading.compare import Kind
from reviews.checks.papers import papers_of
from reviews.models import Proposal, ProposalState, Side
from reviews.papers import policies as paper_policies
from reviews.papers import proposing
from reviews.playbook.checks import checks_of_version
from reviews.web.cards.checks import CheckLine, check_lines, missing_lines
from reviews.web.cards.fact_words import fact_lines, words_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.paper_text import anchor_of, stretches_of
from reviews.web.cards.readings import line_of
from reviews.web.cards.terms import BANDS

SORT, REJECTED = "sort", "rejected"
HEADINGS = {
    **{key: (label, "") for key, (label, _) in BANDS.items()},
    SORT: ("To be sorted", "Duet was not sure whose these are: procurement or legal says."),
    REJECTED: ("Not terms", ""),
}
"""The bands of the list, in order: {key: (heading, hint)}."""
TONES = {SORT: "info", REJECTED: "neutral"}
BAND_OF_SIDE = {side: key for key, (_, sides) in BANDS.items() for side in sides}
FILTERS = {
    "all": ("All", lambda row: True),
    "open": ("Open", lambda row: row.proposal.is_open),
    "mine": ("For me", lambda row: row.may_settle and row.proposal.is_open),
}


@dataclass(frozen=True)
class Row:
    """One passage in the list, and what the reader may do with it."""

    proposal: Proposal
    may_settle: bool
    may_reopen: bool
    news: str = ""

    @property
    def pk(self):
        return self.proposal.pk

    @property
    def name(self):
        return str(self.proposal.decided_type or self.proposal)

    @property
    def name_and_place(self):
        """What screen readers call it."""
        return f"{self.name}, {self.proposal.place}"

    @property
    def side(self):
        """The tone of its mark in the text."""
        proposal = self.proposal
        if proposal.state == ProposalState.REJECTED:
            return "neutral"
        if proposal.is_open and proposal.desk is None:
            return "info"
        return proposal.decided_side or proposal.side

    @property
    def percent(self):
        return round(self.proposal.type_confidence * 100)

    @property
    def may_confirm(self):
        return self.may_settle and self.proposal.is_open and self.proposal.term_type_id is not None


@dataclass
class Group:
    """The passages of one term."""

    name: str
    rows: list[Row] = field(default_factory=list)
    checks: list[CheckLine] = field(default_factory=list)

    @property
    def term_type(self):
        """The pk of what its passages are about; None for what is to be sorted."""
        proposal = self.rows[0].proposal
        return proposal.decided_type_id or proposal.term_type_id

    @property
    def open(self):
        return [row for row in self.rows if row.may_confirm]

    @property
    def number_open(self):
        return len(self.open)

    @property
    def confirm_all(self):
        """The first of several that can be confirmed together, or None: what is to be sorted is looked at singly."""
        return self.open[0] if len(self.open) > 1 and self.desk else None

    @property
    def desk(self):
        proposal = self.rows[0].proposal
        return proposal.decided_desk or proposal.desk


@dataclass
class Band:
    """One side of the list."""

    key: str
    groups: list[Group]

    @property
    def is_to_sort(self):
        return self.key == SORT

    @property
    def label(self):
        return HEADINGS[self.key][0]

    @property
    def hint(self):
        return HEADINGS[self.key][1]

    @property
    def tone(self):
        return TONES.get(self.key, self.key)

    @property
    def count(self):
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True)
class Choice:
    """One filter of the list, as a tab."""

    label: str
    url: str
    active: bool
    count: int


def passages_context(review, document, version, user, *, show="all", papers=None):
    """What templates/reviews/papers/_passages.html needs: the list of passages, whatever was just done to one of them.

    `papers` are those of reviews.playbook.checks, where they are known already.
    """
    rows = rows_of(review, version, user)
    show = show if show in FILTERS else "all"
    url = document_url(review, document, version)
    bands = bands_of([row for row in rows if FILTERS[show][1](row)])
    checks = checks_of_version(review, version, papers or papers_of([review.pk]))
    _add_checks(bands, checks)
    return {
        "review": review,
        "document": document,
        "version": version,
        "bands": bands,
        "checks": checks,
        "rows": rows,
        "show": show,
        "settled": sum(not row.proposal.is_open for row in rows),
        "choices": [
            Choice(label, f"{url}&show={key}#found", key == show, sum(map(counts, rows)))
            for key, (label, counts) in FILTERS.items()
        ],
        "blockers": paper_policies.blockers_to_settle_proposals(review),
        "still_looking": not rows and proposing.is_to_be_proposed(review, version),
    }


def document_context(review, document, version, user, *, show="all", as_pages=False):
    """What templates/reviews/papers/document.html needs. The text is there once, however many passages."""
    reading = paper_policies.readings().get(version=version)
    papers = papers_of([review.pk])
    context = passages_context(review, document, version, user, show=show, papers=papers)
    by_clause = defaultdict(list)
    for row in context["rows"]:
        by_clause[row.proposal.clause].append(row)
    shows_pages = as_pages and may_show_pages(version, reading)
    quotes = quotes_of(reading, context["checks"])
    return context | {
        "reading": reading,
        "line": line_of(review, version, reading, user),
        "stretches": [] if shows_pages or not reading.has_text else stretches_of(reading, by_clause, quotes),
        "pages": pages_of(review, document, version, reading, quotes) if shows_pages else [],
        "shows_pages": shows_pages,
        "may_show_pages": may_show_pages(version, reading),
        "facts": fact_lines(reading),
        "missing": missing_lines(review, user, Forms(), papers),
        "may_mark": paper_policies.may_mark_clause(user, review) and not context["blockers"],
        "versions": [(other, document_url(review, document, other)) for other in document.versions.all()],
        "url": document_url(review, document, version),
    }


def rows_of(review, version, user):
    """The passages of a version on a review, in the order of the document. One query."""
    proposals = Proposal.objects.filter(review=review, version=version).select_related(
        "term_type", "decided_type", "desk", "second_desk", "decided_desk", "decided_by"
    )
    allowed = not paper_policies.blockers_to_settle_proposals(review)
    news = news_of(version) if proposals else {}
    return [_row(proposal, review, user, allowed, news) for proposal in proposals]


def _row(proposal, review, user, allowed, news):
    proposal.review = review
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
        clause: f"{'New' if change.kind == Kind.ADDED else 'Changed'} in version {version.number}"
        for change in changes
        if change.words_changed
        for clause in change.new
    }


def bands_of(rows):
    """The rows in bands by side, grouped by term in the order of the document. Empty bands are left out.

    The sides on which the reader has something to confirm come first.
    """
    groups_by_band = {key: {} for key in HEADINGS}
    for row in rows:
        groups = groups_by_band[_band_of(row.proposal)]
        groups.setdefault(row.name, Group(row.name)).rows.append(row)
    bands = [Band(key, list(groups.values())) for key, groups in groups_by_band.items() if groups]
    return sorted(bands, key=_place_of)


def _add_checks(bands, checks):
    """What the playbook says of each term that the version speaks of; nothing of what is no term."""
    for band in bands:
        for group in band.groups if band.key not in {SORT, REJECTED} else []:
            group.checks = check_lines(checks.get(group.term_type, ()))


def quotes_of(reading, checks):
    """The (start, end) of all words that checks and facts refer to, whether their term is on the page or not."""
    quoted = (extract for of_term in checks.values() for check in of_term for extract in check.quotes)
    return {(extract.start, extract.end) for extract in quoted} | {words_of(fact) for fact in reading.facts}


def _place_of(band):
    if band.key in {SORT, REJECTED}:
        return 2
    return 0 if any(group.open for group in band.groups) else 1


def _band_of(proposal):
    if proposal.state == ProposalState.REJECTED:
        return REJECTED
    if proposal.is_open and proposal.desk is None:
        return SORT
    return BAND_OF_SIDE[Side(proposal.decided_side or proposal.side)]


def document_url(review, document, version):
    return f"{reverse('reviews:read_document', args=[review.pk, document.pk])}?version={version.number}"


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
