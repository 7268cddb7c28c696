"""docs/architecture.md draws the ways that calls take through the rooms; here they are taken, and compared.

After a change of a way: `DRAW=1 make test ARGS="tests/docs/test_ways.py -n0"` writes what it is now into the page.
"""

import inspect
import os

import pytest
from django.conf import settings

import config.urls  # noqa: F401  (so that nothing is imported on the way)
from contracts import tasks as contract_tasks
from contracts.models import DocumentKind
from intake import actions as intake_actions
from intake.demo.paper import contract_pdf
from notices import tasks as notice_tasks
from operations.management.commands.draw_rooms import between, put_between
from reviews.approvals import deciding as approval_deciding
from reviews.models import Book, Outcome, Purpose, RuleDraft
from reviews.pure.stages import Stage
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.rules.preview import preview
from reviews.terms import deciding
from reviews.waits.opening_and_closing import open_wait, open_waits
from tests.docs.tracing import traced

PAGE = settings.BASE_DIR / "docs" / "architecture.md"
PARTS = dict.fromkeys(map(inspect.unwrap, (open_wait, open_waits)), "open a wait")


@pytest.fixture
def drawn():
    """drawn(name, way): compares the way with what the page draws of it."""

    def compare(name, way):
        if os.environ.get("DRAW"):
            PAGE.write_text(put_between(PAGE.read_text(), name, way.as_markdown()))
        assert way.as_markdown() == between(PAGE.read_text(), name), "Draw it again: see the head of this file."

    return compare


def one_owner(review, desk, place=0):
    """A term that one desk alone decides."""
    return review.terms.filter(desk=desk, second_desk=None).order_by("pk")[place]


def test_submit_a_request(draft, requester, buyer, counsel, lead, drawn):
    with traced(PARTS) as way:
        intake_actions.submit(draft, by=requester)
    drawn("submit a request", way)
    assert len(way.rooms) <= 5


def test_decide_a_term(review, buyer, desks, drawn):
    term = one_owner(review, desks["procurement"])
    with traced(PARTS) as way:
        deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    drawn("decide a term", way)


def test_escalate_a_term(review, buyer, desks, drawn):
    term = one_owner(review, desks["procurement"])
    with traced(PARTS) as way:
        deciding.decide_term(term, Outcome.ESCALATED, desk=desks["procurement"], reason="Too dear.", by=buyer)
    drawn("escalate a term", way)


def test_decide_a_term_after_approval_was_asked_for(review_at, lead, desks, drawn):
    review = review_at(Stage.FINAL_APPROVAL)
    approval_deciding.approve(review.approvals.pending().first(), by=lead)
    term = one_owner(review, desks["procurement"])
    with traced(PARTS) as way:
        deciding.decide_term(term, Outcome.THEIRS, desk=desks["procurement"], reason="It is cheap.", by=lead)
    drawn("decide a term after approval was asked for", way)


def test_open_a_wait(review, buyer, desks, drawn):
    with traced() as way:
        open_wait(review, Purpose.ESCALATION, needed="Decide this.", by=buyer, desk=desks["legal"])
    drawn("open a wait", way)


def test_deliver_a_notice(review, drawn):
    with traced() as way:
        notice_tasks.deliver_notices()
    drawn("deliver a notice", way)


def test_read_a_document(draft, requester, buyer, counsel, lead, drawn):
    paper = contract_pdf("Quill Surveys", "Survey tool")
    document = intake_actions.attach(draft, paper, kind=DocumentKind.CONTRACT, by=requester)
    intake_actions.submit(draft, by=requester)
    with traced() as way:
        contract_tasks.read_document(document.latest.pk)
    assert document.latest.proposals.exists()
    drawn("read a document", way)
    assert len(way.rooms) <= 3


def test_preview_a_split(review, admin, drawn):
    drafts.switch_rule(live_rules().rules[0].key, by=admin)
    draft = RuleDraft.objects.get(book=Book.SPLIT)
    with traced() as way:
        preview(live_rules(), draft.rule_set)
    drawn("preview a split", way)
