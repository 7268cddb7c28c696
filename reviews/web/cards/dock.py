"""The foot of the workbench: what the reader's own side still has to do, and the one next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from people.models import User
from reviews.models import Purpose, Review, Wait
from reviews.rounds import policies as round_policies
from reviews.rounds.policies import OpenOn
from reviews.waits import policies as wait_policies
from reviews.web.cards.term_rows import TermRow

NAMED = 3
"""How many terms are named in the foot; the others are a number."""

STEPS = {
    # purpose: (label, id of the part of the page)
    Purpose.FIRST_LOOK: ("Have a first look", "next"),
    Purpose.SPLIT: ("Say who does what", "split"),
    Purpose.JOINT_POSITION: ("The joint position", "next"),
    Purpose.VENDOR_REPLY: ("Record the reply", "next"),
    Purpose.APPROVAL: ("Decide the approval", "approvals"),
    Purpose.CO_SIGNATURE: ("Read the decision note", "next"),
    Purpose.SIGNATURE: ("Record the signature", "next"),
}
"""What the holder of such a wait does, and where."""


@dataclass(frozen=True)
class OwnPart:
    """What a desk of the reader has to decide on a review. `blockers` are why it is not done yet."""

    wait: Wait
    total: int
    left: list[TermRow]
    blockers: list[str]

    @property
    def decided(self) -> int:
        return self.total - len(self.left)

    @property
    def named(self) -> list[TermRow]:
        return self.left[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.left) - len(self.named)

    @property
    def label(self) -> str:
        return "Our side is done"

    @property
    def button_css(self) -> str:
        """The one primary button, once nothing else comes before it."""
        return f"btn btn-sm {'btn-quiet' if self.blockers else 'btn-primary'}"


@dataclass(frozen=True)
class NextStep:
    """Where the next key leads: a term, a question, or a part of the page."""

    label: str
    url: str
    term: int | None = None
    wait: int | None = None


@dataclass(frozen=True)
class Dock:
    """`claim` is what the reader could take out of the queue of a desk; `also` is who holds the review where nothing of
    it is the reader's."""

    parts: list[OwnPart]
    next: NextStep | None
    claim: Wait | None
    also: list[str]

    @property
    def is_for_one_desk(self) -> bool:
        return len(self.parts) == 1


def dock_of(review: Review, user: User, rows: Sequence[TermRow], known: OpenOn) -> Dock:
    """The foot for one reader. `rows` in the order of the page."""
    parts = [
        _part(wait, user, rows, known)
        for wait in known.waits
        if wait.purpose == Purpose.DESK_REVIEW and wait_policies.may_close(user, wait)
    ]
    step = _question(known.waits, user) or _term(rows) or _step(review, known.waits, user)
    able = (wait for wait in known.waits if wait_policies.may_claim(user, wait))
    claim = next((wait for wait in able if not wait_policies.blockers_to_claim(wait)), None)
    others = [] if parts or step else [f"{wait.who}: {wait.needed}" for wait in known.waits[:2]]
    return Dock(parts=parts, next=step, claim=claim, also=others)


def _part(wait, user, rows, known):
    blockers = [
        *round_policies.blockers_to_done(wait.review, wait.desk, known),
        *round_policies.blocker_of_two_functions(wait, user, known.parts_done),
    ]
    own = [row for row in rows if wait.desk in row.term.desks]
    left = [row for row in own if row.term.waits_for(wait.desk)]
    return OwnPart(wait=wait, total=len(own), left=left, blockers=blockers)


def _question(waits: Iterable[Wait], user: User) -> NextStep | None:
    for wait in waits:
        if wait.purpose in {Purpose.DESK_QUESTION, Purpose.VENDOR_QUESTION} and wait_policies.may_answer(user, wait):
            label = f"Answer {wait.asked_by}" if wait.asked_by else "Answer the question"
            return NextStep(label, reverse("reviews:wait", args=[wait.pk]), wait=wait.pk)
    return None


def _term(rows):
    row = next((row for row in rows if row.needs_reader), None)
    return row and NextStep(str(row.term), f"#term-{row.term.pk}", term=row.term.pk)


def _step(review, waits, user):
    for wait in waits:
        if wait.purpose in STEPS and wait.paused_at is None and wait_policies.may_close(user, wait):
            label, part = STEPS[wait.purpose]
            return NextStep(label, f"{review.get_absolute_url()}#{part}")
    return None
