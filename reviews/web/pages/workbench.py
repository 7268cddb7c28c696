"""The reviewers' page of one review: who has it, its terms, what stands beside them, and the reader's next step.

The page is made of parts that are also answers of their own (reviews.web.pages.answers): the strip, the terms, the
panel at the side and the foot. All of them are made from one `Workbench`, which asks the database for everything once.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from people.models import User
from reviews.agenda import policies as agenda_policies
from reviews.checks.papers import Papers, papers_of
from reviews.closing import policies as closing_policies
from reviews.models import DEVIATIONS, DecisionNote, Look, Responsibility, Review, Slot
from reviews.pure.stages import Stage
from reviews.rounds import requesters
from reviews.rounds.policies import OpenOn, parts_done_on
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.waits.status import Status, status_of
from reviews.web.cards.approvals import approval_items
from reviews.web.cards.comments import Counted, counts_by_term
from reviews.web.cards.dock import Dock, dock_of
from reviews.web.cards.first_looks import looks_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.papers.terms_read import terms_read
from reviews.web.cards.substance import substance_of
from reviews.web.cards.term_rows import TermRow, Terms, rows_of, terms_of
from reviews.web.cards.waits import Strip, strip_of
from reviews.web.forms.reply import ReplyForm
from reviews.web.forms.review import ObjectForm, SignatureForm, SplitForm, parts_of


@dataclass
class Workbench:
    """One review as one reader sees it. `review` comes from `review_for_page`; what is asked of it is kept."""

    review: Review
    user: User
    forms: Forms
    chosen: str = "all"

    @cached_property
    def status(self) -> Status:
        return status_of(self.review, plain=False)

    @cached_property
    def works(self) -> bool:
        return policies.may_work_on(self.user, self.review)

    @cached_property
    def papers(self) -> Papers:
        return papers_of([self.review.pk] if policies.may_read_content(self.user) else [])

    @cached_property
    def looked_at(self) -> datetime | None:
        """When the reader had looked before they came back this time; None the first time."""
        return Look.objects.marks_since(self.review, self.user)

    @cached_property
    def comments(self) -> dict[int | None, Counted]:
        """How many comments the reader sees on each term, and (None) on none."""
        return counts_by_term(self.review, self.user, self.looked_at)

    @cached_property
    def rows(self) -> list[TermRow]:
        return rows_of(self.review, self.user, self.papers, comments=self.comments, looked_at=self.looked_at)

    @cached_property
    def terms(self) -> Terms:
        return terms_of(self.review, self.rows, self.chosen, self.user)

    @cached_property
    def known(self) -> OpenOn:
        """What keeps desks from being done, out of what the page has read anyway."""
        disagreements = [disagreement for row in self.rows for disagreement in row.blocking]
        in_review = self.review.stage == Stage.IN_REVIEW
        return OpenOn(
            waits=[line.wait for line in self.status.lines],
            terms=[row.term for row in self.rows],
            disagreements=disagreements,
            issues=self.status.issues,
            parts_done=list(parts_done_on(self.review)) if in_review else [],
        )

    @cached_property
    def strip(self) -> Strip:
        return strip_of(self.review, self.status.lines, self.user, self.forms, self.known)

    @cached_property
    def dock(self) -> Dock:
        everything = terms_of(self.review, self.rows, "all", self.user)
        return dock_of(self.review, self.user, everything.rows, self.known)

    @cached_property
    def asks(self) -> int:
        return sum(row.term.is_asked for row in self.rows)

    @cached_property
    def deviations(self) -> int:
        return sum(row.term.outcome in DEVIATIONS for row in self.rows)


def workbench_context(workbench: Workbench) -> dict[str, Any]:
    """What templates/reviews/review.html needs besides the side panel (reviews.web.pages.side)."""
    review, user, forms = workbench.review, workbench.user, workbench.forms
    return {
        "review": review,
        "status": workbench.status,
        "strip": workbench.strip,
        "terms": workbench.terms,
        "dock": workbench.dock,
        "split": split_of(review, user, forms) if review.is_in_triage else [],
        "may_mark_for_check_in": review.is_live and agenda_policies.may_mark(user, review),
        "may_change_requester": review.is_live and requesters.may_change_requester(user, review),
        "may_reroute": review.is_live and rule_policies.may_reroute(user, review),
        **endings(workbench),
    }


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


def endings(workbench: Workbench) -> dict[str, Any]:
    """The ways on and out: joint position, reply, approvals, signature, decision notes."""
    review, user, forms = workbench.review, workbench.user, workbench.forms
    talks = policies.may_talk_to_vendor(user, review)
    was_asked = Stage.FINAL_APPROVAL in review.visited_stages()
    approvals, former = approval_items(review, user, forms) if was_asked else ([], [])
    notes = [note_item(note, user, forms) for note in notes_of(review)] if review.has_notes else []
    return {
        "contact": review.responsible(Slot.VENDOR_CONTACT),
        "talks_to_vendor": talks,
        "reply_form": forms.take(ReplyForm, review) if talks and review.stage == Stage.NEGOTIATION else None,
        "signature_form": _signature_form(review, forms) if talks and review.stage == Stage.SIGNATURE else None,
        "substance": substance_of(review, user, workbench.rows) if review.is_under_approval else None,
        "approvals": approvals,
        "former_approvals": former,
        "notes": notes,
        "looks": _looks(workbench),
        "may_decline": _may_decline(review, user, notes),
        "deviations": workbench.deviations,
        "asks": workbench.asks,
    }


def _signature_form(review: Review, forms: Forms) -> SignatureForm:
    """With what was read in the paper, to be confirmed."""
    return forms.take(SignatureForm, review, read=terms_read(review))


def _looks(workbench):
    """First looks: of a heads-up, and what became of them later. No query where there were none."""
    review = workbench.review
    if review.stage != Stage.HEADS_UP and not review.has_looks:
        return None
    return looks_of(review, [line.wait for line in workbench.status.lines], workbench.user, workbench.forms)


def _may_decline(review, user, notes):
    is_pending = any(item.is_pending for item in notes)
    may = closing_policies.may_draft_decision_note(user, review)
    return may and not closing_policies.blockers_to_decision_note(review, is_pending=is_pending)


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
