"""The reviewers' page of one review: everything both functions see, and what the reader may do."""

from dataclasses import dataclass

from common.log import events_of
from common.models import READ_BY_DESKS
from reviews.approvals import policies as approval_policies
from reviews.checks.papers import papers_of
from reviews.closing import policies as closing_policies
from reviews.findings import policies as finding_policies
from reviews.models import DEVIATIONS, DecisionNote, Issue, Responsibility, Slot
from reviews.pure.stages import Stage
from reviews.rounds import requesters
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.waits.status import status_of
from reviews.web.cards.approvals import approval_items
from reviews.web.cards.checks import missing_lines
from reviews.web.cards.comments import conversation_on
from reviews.web.cards.composer import composer_of
from reviews.web.cards.findings import findings_context
from reviews.web.cards.papers import paper_context
from reviews.web.cards.terms import cards_of, terms_of
from reviews.web.cards.time_spent import time_spent
from reviews.web.cards.waits import answered_questions, wait_items
from reviews.web.forms.reply import ReplyForm
from reviews.web.forms.review import FiguresForm, IssueForm, ObjectForm, ResolveForm, SignatureForm, SplitForm, parts_of

EVENTS_SHOWN = 12


@dataclass(frozen=True)
class IssueItem:
    """An issue, and the form that settles it when the reader may."""

    issue: Issue
    resolve: ResolveForm | None


def workbench_context(review, user, forms, *, chosen="all", audience_key=""):
    """What templates/reviews/review.html needs. `review` comes from `with_status`."""
    status, works = status_of(review, plain=False), policies.may_work_on(user, review)
    papers = papers_of([review.pk] if policies.may_read_content(user) else [])
    cards = cards_of(review, user, papers)
    return {
        "review": review,
        "status": status,
        "waits": wait_items(status.lines, user, forms),
        "terms": terms_of(review, cards, chosen),
        "split": split_of(review, user, forms),
        "may_reroute": review.is_live and rule_policies.may_reroute(user, review),
        "may_change_requester": review.is_live and requesters.may_change_requester(user, review),
        "issues": [issue_item(issue, user, forms) for issue in status.issues],
        "issue_form": forms.take(IssueForm, review) if works and review.is_live else None,
        "resolved_issues": review.issues.filter(resolved_at__isnull=False).select_related("resolved_by"),
        "answered": answered_questions(review),
        "conversation": conversation_on(review, user),
        "composer": composer_of(review, user, forms, audience_key=audience_key) if works else None,
        "papers": paper_context(review, user),
        "missing": missing_lines(review, user, forms, papers),
        **findings_context(review, user, forms),
        "figures_form": forms.take(FiguresForm, review) if _may_change_figures(review, user) else None,
        "events": events_of(review, audiences=READ_BY_DESKS)[:EVENTS_SHOWN],
        "times": time_spent(review),
        **endings(review, user, forms, cards),
    }


def _may_change_figures(review, user):
    return approval_policies.may_change_figures(user, review) and not approval_policies.blockers_to_change_figures(
        review
    )


def issue_item(issue, user, forms):
    may = finding_policies.may_resolve_issue(user, issue) and issue.review.is_live
    return IssueItem(issue=issue, resolve=forms.take(ResolveForm, issue) if may else None)


@dataclass(frozen=True)
class SplitLine:
    """One of the three questions: its answer, or the form to answer it."""

    slot: Slot
    answer: Responsibility | None
    form: SplitForm | None


def split_of(review, user, forms):
    """The three questions, in the order people ask them."""
    may = review.stage == Stage.TRIAGE and rule_policies.may_answer_split(user, review)
    answers = {answer.slot: answer for answer in review.responsibilities.all()}
    return [
        SplitLine(
            slot=slot,
            answer=answers.get(slot),
            form=forms.take(SplitForm, review, slot=slot) if may and slot not in answers else None,
        )
        for slot in Slot
    ]


def endings(review, user, forms, cards):
    """The ways on and out: joint position, reply, approvals, signature, decision notes."""
    contact = review.responsible(Slot.VENDOR_CONTACT)
    talks = policies.may_talk_to_vendor(user, review)
    approvals, former = approval_items(review, user, forms)
    return {
        "contact": contact,
        "talks_to_vendor": talks,
        "reply_form": forms.take(ReplyForm, review) if talks and review.stage == Stage.NEGOTIATION else None,
        "signature_form": forms.take(SignatureForm, review) if talks and review.stage == Stage.SIGNATURE else None,
        "approvals": approvals,
        "former_approvals": former,
        "notes": [note_item(note, user, forms) for note in notes_of(review)],
        "may_decline": closing_policies.may_draft_decision_note(user, review)
        and not closing_policies.blockers_to_decision_note(review),
        "deviations": sum(card.term.outcome in DEVIATIONS for card in cards),
        "asks": sum(card.term.is_asked for card in cards),
    }


def notes_of(review):
    return review.decision_notes.select_related(
        "drafted_by", "co_signed_by", "objected_by", "wait__desk", "wait__review"
    ).order_by("-pk")


@dataclass(frozen=True)
class NoteItem:
    """A decision note with its five parts; `object_form` is there for whoever may answer it."""

    note: DecisionNote
    parts: list
    may_co_sign: bool
    object_form: ObjectForm | None

    @property
    def is_pending(self):
        return self.note.co_signed_at is None and self.note.objected_by_id is None


def note_item(note, user, forms):
    may = closing_policies.may_co_sign(user, note) and not closing_policies.blockers_to_co_sign(note)
    return NoteItem(
        note=note, parts=parts_of(note), may_co_sign=may, object_form=forms.take(ObjectForm, note) if may else None
    )
