"""Whether a person can be counted on now: the one seam between the split and absences."""

from django.utils import timezone

try:
    from people.absences import is_away
except ImportError:  # an installation without absences: everybody who has not left is there

    def is_away(user, at):
        """Nobody is known to be away."""
        return False


def is_present(user, at=None):
    """Neither left nor away."""
    return why_not_present(user, at) is None


def why_not_present(user, at=None):
    """“has left” or “is away”, or None for somebody who can be counted on."""
    if not user.is_active:
        return "has left"
    return "is away" if is_away(user, at or timezone.now()) else None
