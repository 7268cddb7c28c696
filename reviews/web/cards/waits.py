"""Lines about waits: who has it, and what the reader may do with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from people.models import User
from reviews.comments.vendor_texts import text_for_vendor
from reviews.models import QUESTIONS, Purpose, Review, Wait
from reviews.pure.stages import Stage
from reviews.rounds.policies import OpenOn
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import NO_LONGER_NEEDED
from reviews.waits.status import WaitLine
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.review import AnswerForm, HandOverForm
from reviews.web.forms.waits import PAUSES, AskForm, HandToDeskForm, StandStillForm

AMONG_US = (Purpose.DESK_QUESTION, Purpose.VENDOR_QUESTION)
"""Questions that reviewers answer on the workbench; the requester answers theirs on the status page."""


DOES: dict[str, str] = {
    Purpose.FULL_REQUEST: "to complete it",
    Purpose.FIRST_LOOK: "to have a first look",
    Purpose.SPLIT: "to say who does what",
    Purpose.DESK_REVIEW: "to decide",
    Purpose.QUESTION: "to answer",
    Purpose.DESK_QUESTION: "to answer",
    Purpose.VENDOR_QUESTION: "to ask the vendor",
    Purpose.ESCALATION: "to decide what was escalated",
    Purpose.DISAGREEMENT: "to settle a disagreement",
    Purpose.JOINT_POSITION: "to send the joint position",
    Purpose.VENDOR_REPLY: "to reply",
    Purpose.APPROVAL: "to approve",
    Purpose.CO_SIGNATURE: "to co-sign",
    Purpose.SIGNATURE: "to have it signed",
}
"""What the holder of a wait does, in a few words, by its purpose."""


@dataclass(frozen=True)
class HolderChip:
    """One holder on the strip of the workbench. `left` is how many terms their desk has still to decide, None where
    that is not what they do; `item` is what the chip opens, where it stands open already."""

    line: WaitLine
    is_mine: bool
    left: int | None
    item: "WaitItem | None"

    @property
    def wait(self) -> Wait:
        return self.line.wait

    @property
    def does(self) -> str:
        """What they do, in two words."""
        if self.left is None:
            return DOES[self.wait.purpose]
        return f"{self.left} left" if self.left else "all decided"

    @property
    def url(self) -> str:
        return reverse("reviews:wait", args=[self.wait.pk])


@dataclass(frozen=True)
class Strip:
    """Who has the review: the chips, the reader's own first, and the desks that are done with this round."""

    chips: list[HolderChip]
    done: list[Wait]


def strip_of(review: Review, lines: Iterable[WaitLine], user: User, forms: Forms, known: OpenOn) -> Strip:
    """The strip for one reader. What a chip opens is made when it is opened, unless its form needs another look."""
    chips = [
        HolderChip(
            line=line,
            is_mine=line.wait.person_id == user.pk,
            left=_left_to(line.wait, known),
            item=wait_item(line, user, forms) if forms.sent is not None and forms.sent.about == line.wait else None,
        )
        for line in lines
    ]
    busy = {line.wait.desk_id for line in lines if line.wait.purpose == Purpose.DESK_REVIEW}
    done = [part for part in known.parts_done if part.opened_at >= review.stage_since and part.desk_id not in busy]
    in_review = review.stage == Stage.IN_REVIEW
    return Strip(sorted(chips, key=lambda chip: (not chip.is_mine, chip.line.paused)), done if in_review else [])


def _left_to(wait: Wait, known: OpenOn) -> int | None:
    if wait.purpose != Purpose.DESK_REVIEW or wait.desk is None:
        return None
    return len(known.undecided_by(wait.desk))


@dataclass(frozen=True)
class WaitItem:
    """One open wait as the workbench shows it, with the forms and buttons that are the reader's."""

    line: WaitLine
    is_mine: bool
    may_claim: bool
    may_release: bool
    hand_over: HandOverForm | None
    hand_to_desk: HandToDeskForm | None
    ask: AskForm | None
    answer: AnswerForm | None
    may_note_sent: bool
    text: str
    may_withdraw: bool
    pauses: list[StandStillForm]
    may_resume: bool
    may_nudge: bool
    may_take_back: bool

    @property
    def wait(self) -> Wait:
        return self.line.wait

    @property
    def question_shown(self) -> str:
        """What was asked, unless the text for the vendor stands there instead, or it is about an approval."""
        return "" if self.text or self.wait.purpose == Purpose.APPROVAL else self.wait.question

    @property
    def is_pausing(self) -> bool:
        """Whether one of the forms of pauses comes back with its faults."""
        return any(form.is_bound for form in self.pauses)

    @property
    def has_actions(self) -> bool:
        forms = self.hand_over or self.hand_to_desk or self.ask or self.answer or self.pauses
        buttons = self.may_claim or self.may_release or self.may_nudge or self.may_withdraw or self.may_resume
        return bool(forms or buttons)


def wait_item(line: WaitLine, user: User, forms: Forms) -> WaitItem:
    """What `user` may do with the wait of a status line."""
    wait = line.wait
    closes = wait_policies.may_close(user, wait)
    answers = wait.purpose in AMONG_US and wait_policies.may_answer(user, wait)
    may_pause = wait_policies.may_pause(user, wait) and not wait_policies.blockers_to_pause(wait)
    return WaitItem(
        line=line,
        is_mine=wait.person_id == user.pk,
        may_claim=wait_policies.may_claim(user, wait) and not wait_policies.blockers_to_claim(wait),
        may_release=wait_policies.may_release(user, wait),
        hand_over=forms.take(HandOverForm, wait) if wait_policies.may_hand_over(user, wait) else None,
        hand_to_desk=_form_for_desks(user, wait, forms),
        ask=forms.take(AskForm, wait) if closes and not wait_policies.blockers_to_ask(wait) else None,
        answer=_answer_form(wait, forms) if answers else None,
        may_note_sent=answers and wait.purpose == Purpose.VENDOR_QUESTION and wait.sent_at is None,
        text=text_for_vendor(wait) if answers else "",
        may_withdraw=wait_policies.may_withdraw_question(user, wait),
        pauses=[forms.take(form_class, wait) for form_class in PAUSES] if may_pause else [],
        may_resume=wait_policies.may_pause(user, wait) and not wait_policies.blockers_to_resume(wait),
        may_nudge=wait_policies.offers_nudge(user, wait),
        may_take_back=wait.on_behalf_of_id == user.pk,
    )


def _answer_form(wait, forms):
    """What the vendor answered is written down by us, so it is nobody's “your answer”."""
    form = forms.take(AnswerForm, wait)
    if wait.purpose == Purpose.VENDOR_QUESTION:
        form.fields["answer"].label = "What the vendor answered"
    return form


def _form_for_desks(user, wait, forms):
    """Where there is a desk that this kind of wait can go to; most have none."""
    if not wait_policies.may_hand_over(user, wait):
        return None
    form = forms.take(HandToDeskForm, wait)
    return form if form.is_bound or form.fields["desk"].queryset else None


def answered_questions(review: Review, purposes: Sequence[Purpose] = QUESTIONS) -> QuerySet[Wait]:
    """Questions that were answered, newest first. The requester reads those that they answered themselves."""
    questions = review.waits.filter(purpose__in=purposes, closed_at__isnull=False)
    questions = questions.exclude(answer__in=["", NO_LONGER_NEEDED])
    return questions.select_related("asked_by", "desk", "closed_by", "blocks__desk").order_by("-closed_at")
