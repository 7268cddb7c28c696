"""The comparison of two versions of a document, as its page shows it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from common.keys import number_or
from common.words import counted
from contracts.actions.comparisons import compare_versions
from reading.compare import Kind, Op
from reviews.models import Review, Term
from reviews.negotiation.loose_clauses import LooseClause, loose_clauses
from reviews.papers import policies as paper_policies
from reviews.papers.redlines import TermChange, segments, term_changes, title_of
from reviews.spine import policies
from reviews.web.cards.papers.passages import place_url

KINDS = {
    Kind.EDITED: ("Edited", "pencil", "info"),
    Kind.ADDED: ("Added", "plus", "success"),
    Kind.REMOVED: ("Removed", "minus", "danger"),
    Kind.MOVED: ("Moved", "move-vertical", "warning"),
    Kind.SPLIT: ("Split", "split", "info"),
    Kind.MERGED: ("Merged", "merge", "info"),
    Kind.RENUMBERED: ("Renumbered", "hash", "neutral"),
    Kind.UNCHANGED: ("Unchanged", "equal", "neutral"),
}
"""{kind: (label, icon, tone)}, in the order of the filter."""

CHANGED = [kind for kind in KINDS if kind != Kind.UNCHANGED]
QUIET = {Kind.RENUMBERED, Kind.UNCHANGED}
CHANGES, ALL = "changes", "all"
INLINE, SIDES = "inline", "sides"
PER_PAGE = 150
"""Clauses on one page; a comparison of 200 pages has three or four of them when all clauses are shown."""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True)
class ChangeRow:
    """One change as it is drawn. `pieces` are pairs of an operation and its words."""

    anchor: str
    kind: str
    label: str
    icon: str
    tone: str
    title: str
    where: str
    pieces: list[list[str]]
    terms: list[TermChange]
    is_change: bool
    loose: LooseClause | None = None
    loose_url: str = ""

    @property
    def is_unchanged(self):
        return self.kind == Kind.UNCHANGED

    @property
    def before(self):
        return [piece for piece in self.pieces if piece[0] != Op.INSERT]

    @property
    def after(self):
        return [piece for piece in self.pieces if piece[0] != Op.DELETE]


def comparison_context(review, document, old, new, user, query):
    """What templates/reviews/papers/comparison.html needs. `query` is request.GET."""
    context = {
        "review": review,
        "document": document,
        "old": old,
        "new": new,
        "versions": sorted(document.versions.all(), key=lambda version: version.number),
        "same_file": old.sha256 == new.sha256,
    }
    try:
        comparison = compare_versions(old, new)
    except ValidationError as refusal:
        waiting = any(not is_read(version) for version in (old, new))
        return context | {"refused": refusal.messages, "waiting": waiting}
    return context | _changes_context(review, document, comparison, user, query)


def is_read(version):
    return hasattr(version, "reading") and version.reading.is_read


def _changes_context(review, document, comparison, user, query):
    changes = comparison.all_changes()
    touched = touched_by(review, comparison, user)
    base = address(review, document, comparison.old, comparison.new)
    view = SIDES if query.get("view") == SIDES else INLINE
    show = query.get("show") if query.get("show") in {ALL, *map(str, Kind)} else CHANGES
    places = [place for place, change in enumerate(changes) if _shows(show, change)]
    page = _page_number(query.get("page", ""))
    on_page = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    more = base + "&" + urlencode({"show": show, "view": view})
    return {
        "comparison": comparison,
        "summary": summary(comparison.counts, touched),
        "identical": all(change.kind == Kind.UNCHANGED for change in changes),
        "rows": [row(place, changes[place], comparison, touched) for place in on_page],
        "tabs": _tabs(base, view, show, comparison.counts),
        "views": [
            Tab(label, f"{base}&{urlencode({'show': show, 'view': key})}", view == key)
            for key, label in ((INLINE, "In one text"), (SIDES, "Side by side"))
        ],
        "side_by_side": view == SIDES,
        "touched": touched.terms_changed,
        "ask_again_url": _ask_again_url(review, document, comparison, touched, user),
        "loose": [clause for clause in touched.loose.values() if clause.guess],
        "newer_url": f"{more}&page={page - 1}" if page > 1 else "",
        "older_url": f"{more}&page={page + 1}" if len(places) > page * PER_PAGE else "",
        "export_url": address(review, document, comparison.old, comparison.new, name="reviews:export_comparison"),
    }


def _ask_again_url(review, document, comparison, touched, user):
    """Where the owners of decided terms are asked again; empty for whoever may not, and with nothing to ask."""
    decided = [change.term for change in touched.terms_changed if change.is_decided]
    if not paper_policies.may_mark_clause(user, review):
        return ""
    if paper_policies.blockers_to_ask_owners_again(review, comparison.new, decided):
        return ""
    return address(review, document, comparison.old, comparison.new, name="reviews:ask_owners_again")


def _page_number(asked):
    return max(1, number_or(1, asked))


def exported_rows(comparison, touched):
    """What an export holds: every clause that is not the same, renumbered ones included."""
    return [
        row(place, change, comparison, touched)
        for place, change in enumerate(comparison.all_changes())
        if change.kind != Kind.UNCHANGED
    ]


@dataclass(frozen=True)
class Touched:
    """What the changes of a comparison mean for the terms of a review."""

    review: Review
    terms: list[TermChange]
    loose: dict[int, LooseClause]  # by the place of their change

    @property
    def terms_changed(self):
        return [change for change in self.terms if change.words_changed]

    def at(self, place):
        """The terms that rest on the clauses of a change."""
        return [change for change in self.terms if place in change.changes]


def touched_by(review, comparison, user):
    """For reviewers: requesters read the documents, not the terms."""
    if not policies.may_work_on(user, review):
        return Touched(review, [], {})
    visible = Term.objects.visible_to(user).filter(review=review).select_related("term_type")
    terms = term_changes(comparison, list(visible))
    return Touched(review, terms, {clause.place: clause for clause in loose_clauses(review, comparison, terms)})


def address(review, document, old, new, name="reviews:comparison"):
    url = reverse(name, args=[review.pk, document.pk])
    return f"{url}?{urlencode({'from': old.number, 'to': new.number})}"


def _shows(show, change):
    if show == ALL:
        return True
    return change.kind not in QUIET if show == CHANGES else change.kind == show


def _tabs(base, view, show, counts):
    changes = sum(number for kind, number in counts.items() if kind not in QUIET)
    kinds = [kind for kind in CHANGED if counts[kind]]
    kinds = [kind for kind in kinds if kind in QUIET or kind == show or counts[kind] < changes]  # else the same list
    choices = [(CHANGES, "Changes", changes)] + [(kind, KINDS[kind][0], counts[kind]) for kind in kinds]
    choices += [(ALL, "All clauses", sum(counts.values()))]
    return [
        Tab(label, f"{base}&{urlencode({'show': str(key), 'view': view})}", show == key, count)
        for key, label, count in choices
    ]


def summary(counts, touched):
    """“12 edited, 2 added, 1 removed; 5 terms touched, 2 clauses outside our terms”."""
    changes = ", ".join(f"{counts[kind]} {KINDS[kind][0].lower()}" for kind in CHANGED if counts[kind])
    changes = changes or "No clause changed"
    terms, loose = len(touched.terms_changed), len(touched.loose)
    parts = [f"{counted(terms, 'term')} touched"] if terms else []
    parts += [f"{counted(loose, 'clause')} outside our terms"] if loose else []
    return f"{changes}; {', '.join(parts)}" if parts else changes


def row(place, change, comparison, touched):
    """One change, ready to be drawn on the page or in an export."""
    label, icon, tone = KINDS[change.kind]
    if change.moved and change.kind != Kind.MOVED:
        label = f"Moved and {label.lower()}"
    old, new = comparison.old.reading, comparison.new.reading
    clauses = [new.clauses[index] for index in change.new] or [old.clauses[index] for index in change.old]
    loose = touched.loose.get(place)
    return ChangeRow(
        anchor=f"change-{place + 1}",
        kind=str(change.kind),
        label=label,
        icon=icon,
        tone=tone,
        title=title_of(clauses[0]),
        where=_where(change, comparison),
        pieces=segments(change, old.text, new.text),
        terms=touched.at(place),
        is_change=change.kind not in QUIET,
        loose=loose,
        loose_url=place_url(touched.review.pk, loose.version, loose.clause) if loose else "",
    )


def _where(change, comparison):
    """“version 1, page 3, clause 8 · version 2, page 4, clause 9”."""
    sides = ((comparison.old, change.old), (comparison.new, change.new))
    return " · ".join(_side(version, version.reading.clauses[places[0]]) for version, places in sides if places)


def _side(version, clause):
    number = f", clause {clause['number']}" if clause["number"] else ""
    return f"version {version.number}, page {clause['page']}{number}"
