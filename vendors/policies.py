"""Who may change what we know about vendors. Who may see them is VendorQuerySet.visible_to."""

from people.models import DeskSide


def may_edit_vendors(user):
    """Procurement looks after vendors and their contacts."""
    return user.serves(DeskSide.COMMERCIAL)
