"""Who notes value, and who checks it."""

from people.models import TWO_SIDES, User
from reviews.models import Review, ValueEntry
from reviews.models.value_entry import PRICED, ValueState
from reviews.spine import policies

WHO_NOTES = "Procurement and legal note what they have brought about, never the requester."
WHO_CHECKS = "Somebody of a desk that checks amounts does this, who did not note it."
WHO_WITHDRAWS = "Whoever noted it, or a lead of procurement or legal, takes it back."


def may_note_value(user: User, review: Review) -> bool:
    """Members of desks that speak for a side, on what others ask for."""
    return policies.may_work_on(user, review) and any(map(user.serves, TWO_SIDES))


def may_check_value(user: User, entry: ValueEntry) -> bool:
    """Members of a desk that checks amounts (`Team.checks_value`), but its author."""
    return user.checks_value and user.pk not in {entry.noted_by_id, entry.review.requester_id}


def may_withdraw_value(user: User, entry: ValueEntry) -> bool:
    """Its author, and leads of the two sides."""
    return user.pk == entry.noted_by_id or (
        user.pk != entry.review.requester_id and any(map(user.leads_side, TWO_SIDES))
    )


def blockers_to_check(entry: ValueEntry) -> list[str]:
    """Why nobody can confirm or reject it."""
    if entry.kind not in PRICED:
        return ["Only amounts are checked: this is none."]
    return blockers_to_end(entry)


def blockers_to_end(entry: ValueEntry) -> list[str]:
    """Why it cannot be ended any more, with who did so."""
    if entry.is_open:
        return []
    verb = ValueState(entry.state).label.lower()
    return [f"This was {verb} by {entry.ended_by} already."]
