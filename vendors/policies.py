"""Who may change what we know about vendors. Who may see them is VendorQuerySet.visible_to."""

from people.models import DeskSide

EDITORS_ALONE = "Only procurement can change vendors and their contacts."
SECOND_PERSON = "A second person has to answer: somebody else of procurement, or a lead of legal."


def may_edit_vendors(user):
    """Procurement looks after vendors and their contacts."""
    return user.serves(DeskSide.COMMERCIAL)


def may_merge_vendors(user):
    """Leads of procurement: much moves at once."""
    return user.leads_side(DeskSide.COMMERCIAL)


def may_read_sensitive(user):
    """Tax numbers and bank accounts: those who change and confirm them, and auditors."""
    return may_edit_vendors(user) or user.leads_side(DeskSide.LEGAL) or user.is_auditor


def may_answer_changes(user):
    """Whether changes of sensitive fields are confirmed by people like them."""
    return may_edit_vendors(user) or user.leads_side(DeskSide.LEGAL)


def may_answer(user, change):
    """A second person: never who has asked."""
    return may_answer_changes(user) and user.pk != change.asked_by_id
