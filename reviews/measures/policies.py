"""Who reads the figures."""

from people.models import TWO_SIDES, User

WHO = "Figures are for the leads of both sides and for auditors."


def may_read_figures(user: User) -> bool:
    """Leads of a desk that speaks for a side, and auditors. They see whatever is not walled anyway; a figure is no way
    round what other desks do not see."""
    return user.is_active and (user.is_auditor or any(user.leads_side(side) for side in TWO_SIDES))
