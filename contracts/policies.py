"""Who may change a contract, and what is still missing. Who reads it: `Contract.objects.visible_to`."""

from people.models import TWO_SIDES

WHO_CORRECTS = "Procurement and legal keep the record of contracts."


def may_correct(user, contract):
    """Procurement and legal, on contracts that they see (doors look for them among those)."""
    return user.is_active and any(map(user.serves, TWO_SIDES))


def may_read_files(user):
    """Whoever reads contracts reads their papers, too; auditors see that there are some."""
    return not user.is_auditor


def may_record(user):
    """Procurement and legal put contracts on record."""
    return user.is_active and any(map(user.serves, TWO_SIDES))
