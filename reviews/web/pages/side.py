"""The panel beside the terms: documents, issues, comments, timeline and request, one of them at a time.

Each is drawn when it is looked at: `?side=comments` in the address of the review chooses it, with or without htmx.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve

from common.log import events_of
from common.models import READ_BY_DESKS
from people.models import User
from reviews.approvals import policies as approval_policies
from reviews.findings import policies as finding_policies
from reviews.models import Issue, Review
from reviews.web.cards.checks import missing_lines
from reviews.web.cards.comments import conversation_on
from reviews.web.cards.composer import composer_of
from reviews.web.cards.findings import findings_context
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.papers.documents import paper_context
from reviews.web.cards.time_spent import time_spent
from reviews.web.cards.waits import answered_questions
from reviews.web.forms.comments import CommentForm
from reviews.web.forms.review import (
    CloseFindingForm,
    FiguresForm,
    FindingForm,
    IssueForm,
    NotNeededForm,
    PageForm,
    ResolveForm,
)
from reviews.web.pages.workbench import Workbench, split_of

EVENTS_SHOWN = 12
FIRST = "documents"
"""What is shown until somebody chooses."""


@dataclass(frozen=True)
class IssueItem:
    """An issue, and the form that settles it when the reader may."""

    issue: Issue
    resolve: ResolveForm | None


@dataclass(frozen=True)
class Tab:
    """One tab of the panel, with its address. `count` is None where there is nothing to count; `new` is how many of
    them others wrote since the reader looked last."""

    key: str
    label: str
    url: str
    active: bool
    count: int | None
    new: int


@dataclass(frozen=True)
class Side:
    """The panel as it is shown: its tabs, and the template of the chosen one."""

    tabs: list[Tab]
    chosen: str

    @property
    def template(self) -> str:
        return f"reviews/side/_{self.chosen}.html"


def side_context(workbench: Workbench, chosen: str, *, audience_key: str = "") -> dict[str, Any]:
    """What templates/reviews/_side.html needs. `chosen` is what the address says; a form that was sent comes first."""
    shown = _side_of(workbench.forms.sent) or (chosen if chosen in SIDES else "comments" if audience_key else FIRST)
    _, build = SIDES[shown]
    context = build(workbench, audience_key) if shown == "comments" else build(workbench)
    return {"side": Side(_tabs(workbench, shown), shown), **context}


def part_address(review: Review, part: str) -> str:
    """The address of a part of the page of a review, with the tab in which it stands."""
    side = "request" if part == "split" and not review.is_in_triage else SIDE_OF_PART.get(part)
    query = f"?side={side}" if side else ""
    return f"{review.get_absolute_url()}{query}" + (f"#{part}" if part else "")


SIDE_OF_PART = {
    "comments": "comments",
    "documents": "documents",
    "missing": "documents",
    "issues": "issues",
    "findings": "issues",
    "timeline": "timeline",
    "brief": "request",
    "figures": "request",
}
"""In which tab a part of the page stands: {its id: the tab}."""

SIDE_OF_ADDRESS = {
    "comment": "comments",
    "release_draft": "comments",
    "add_to_circle": "comments",
    "change_figures": "request",
    "answer_split": "request",
    "raise_issue": "issues",
    "resolve_issue": "issues",
    "raise_finding": "issues",
    "resolve_finding": "issues",
    "waive_finding": "issues",
    "add_document": "documents",
    "not_needed": "documents",
}
"""In which tab a form stands: {the name of the address that it is sent to: the tab}."""


def side_of_typed(address: str) -> str:
    """The tab with the form that somebody was typing into, by where it is sent; empty where that is in none."""
    try:
        return SIDE_OF_ADDRESS.get(resolve(address.partition("?")[0]).url_name or "", "")
    except Resolver404:
        return ""


SIDE_OF_FORM: dict[type[PageForm], str] = {
    NotNeededForm: "documents",
    IssueForm: "issues",
    ResolveForm: "issues",
    FindingForm: "issues",
    CloseFindingForm: "issues",
    CommentForm: "comments",
    FiguresForm: "request",
}


def _side_of(form: PageForm | None) -> str:
    return SIDE_OF_FORM.get(type(form), "") if form is not None else ""


def _tabs(workbench, shown):
    comments = workbench.comments.values()
    counts = {"issues": len(workbench.status.issues), "comments": sum(counted.number for counted in comments)}
    new = {"comments": sum(counted.new for counted in comments)}
    base = workbench.review.get_absolute_url()
    return [
        Tab(key, label, f"{base}?side={key}#side", key == shown, counts.get(key) or None, new.get(key, 0))
        for key, (label, _) in SIDES.items()
    ]


# --- the tabs -------------------------------------------------------------------------------------------


def _documents(workbench: Workbench) -> dict[str, Any]:
    review, user = workbench.review, workbench.user
    return {
        "papers": paper_context(review, user, papers=workbench.papers.get(review.pk, [])),
        "missing": missing_lines(
            review, user, workbench.forms, workbench.papers, terms=[row.term for row in workbench.rows]
        ),
    }


def _issues(workbench: Workbench) -> dict[str, Any]:
    review, user, forms = workbench.review, workbench.user, workbench.forms
    may_raise = workbench.works and review.is_live
    return {
        "issues": [issue_item(issue, user, forms) for issue in workbench.status.issues],
        "issue_form": forms.take(IssueForm, review) if may_raise else None,
        "resolved_issues": review.issues.filter(resolved_at__isnull=False).select_related("resolved_by"),
        **findings_context(review, user, forms),
    }


def issue_item(issue: Issue, user: User, forms: Forms) -> IssueItem:
    may = finding_policies.may_resolve_issue(user, issue) and issue.review.is_live
    return IssueItem(issue=issue, resolve=forms.take(ResolveForm, issue) if may else None)


def _comments(workbench: Workbench, audience_key: str = "") -> dict[str, Any]:
    review, user, forms = workbench.review, workbench.user, workbench.forms
    return {
        "conversation": conversation_on(review, user),
        "composer": composer_of(review, user, forms, audience_key=audience_key) if workbench.works else None,
        "answered": answered_questions(review),
    }


def _timeline(workbench: Workbench) -> dict[str, Any]:
    review = workbench.review
    return {"events": events_of(review, audiences=READ_BY_DESKS)[:EVENTS_SHOWN], "times": time_spent(review)}


def _request(workbench: Workbench) -> dict[str, Any]:
    review, user, forms = workbench.review, workbench.user, workbench.forms
    may_change = approval_policies.may_change_figures(user, review)
    may_change = may_change and not approval_policies.blockers_to_change_figures(review)
    return {
        "split": split_of(review, user, forms),
        "figures_form": forms.take(FiguresForm, review) if may_change else None,
    }


SIDES: dict[str, tuple[str, Callable[..., dict[str, Any]]]] = {
    "documents": ("Documents", _documents),
    "issues": ("Issues", _issues),
    "comments": ("Comments", _comments),
    "timeline": ("Timeline", _timeline),
    "request": ("Request", _request),
}
"""{key in the address: (label, what its template needs)}."""
