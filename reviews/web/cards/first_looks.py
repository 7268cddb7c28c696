"""First looks on the workbench: what the desks saw, and the two buttons of whoever has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from people.models import User
from reviews.first_looks import policies
from reviews.first_looks.actions import looks_on
from reviews.models import FirstLook, Purpose, Review, Wait
from reviews.pure.flags import PLAIN, Flag
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.first_looks import LookAgainForm, LookForm


@dataclass(frozen=True)
class FlagRow:
    """A flag as reviewers name it, and as the requester reads it."""

    label: str
    plain: str


@dataclass(frozen=True)
class LookItem:
    """What one desk saw; `again` is there for whoever may open it again."""

    look: FirstLook
    flags: list[FlagRow]
    again: LookAgainForm | None


@dataclass(frozen=True)
class LookToGive:
    wait: Wait
    form: LookForm


@dataclass(frozen=True)
class Looks:
    """`given` are the looks that count, `to_give` those that the reader may have."""

    given: list[LookItem]
    to_give: list[LookToGive]

    @property
    def has_any(self) -> bool:
        return bool(self.given or self.to_give)


def flag_rows(flags: Iterable[str]) -> list[FlagRow]:
    return [FlagRow(str(Flag(flag).label), PLAIN[Flag(flag)]) for flag in flags]


def looks_of(review: Review, waits: Iterable[Wait], user: User, forms: Forms) -> Looks:
    """The card for one reader. One query."""
    given = [
        LookItem(
            look=look,
            flags=flag_rows(look.flags),
            again=forms.take(LookAgainForm, look) if _may_look_again(user, look) else None,
        )
        for look in looks_on(review)
    ]
    open_looks = [wait for wait in waits if wait.purpose == Purpose.FIRST_LOOK and policies.may_look(user, wait)]
    return Looks(given, [LookToGive(wait, forms.take(LookForm, wait)) for wait in open_looks if not wait.paused_at])


def _may_look_again(user, look):
    return policies.may_reopen(user, look) and not policies.blockers_to_reopen(look)
