"""Who reads the figures."""

from people.models import User

WHO = "Figures are for the leads of both sides and for auditors."


def may_read_figures(user: User) -> bool:
    """Whoever `User.reads_figures` says."""
    return user.reads_figures
