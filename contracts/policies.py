"""Who may change a contract, and what is still missing. Who reads it: `Contract.objects.visible_to`."""

from people.models import TWO_SIDES, DeskSide

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


# --- what becomes of it -----------------------------------------------------------------------------------

WHO_PROPOSES = "Its owner, who stands in for them, and the desks propose what becomes of a contract."
WHO_DECIDES = "A lead of procurement decides what becomes of a contract."
WHO_SIGNS = "Legal signs before a contract is ended."
WHO_SENDS = "Only whoever talks to the vendor sends a notice."


def may_propose(user, contract):
    """Its owner, who stands in for them, and the two sides."""
    return user.is_active and (
        user.pk in (contract.owner_id, contract.backup_owner_id) or any(map(user.serves, TWO_SIDES))
    )


def may_decide(user, contract):
    """Leads of the commercial side."""
    return user.is_active and user.leads_side(DeskSide.COMMERCIAL)


def may_sign(user, contract):
    """Members of legal."""
    return user.is_active and user.serves(DeskSide.LEGAL)


def may_send(user, contract):
    """Members of the desk that looks after it; without one, of the commercial side."""
    if contract.desk is not None:
        return user.is_active and user.is_on(contract.desk)
    return user.is_active and user.serves(DeskSide.COMMERCIAL)


# --- what is owed under it --------------------------------------------------------------------------------

WHO_KEEPS_OBLIGATIONS = "The owner of a contract and the desks keep what is owed under it."
WHO_FULFILS = "Whoever owns an obligation, or its contract, and the desks say that it is done."


def may_keep_obligations(user, contract):
    """The owner of the contract, who stands in for them, and the two sides. They alone say what is not needed."""
    return may_propose(user, contract)


def may_fulfil(user, obligation):
    """The owner of the obligation, who stands in for them, and whoever keeps the obligations of the contract."""
    holders = (obligation.owner_id, obligation.backup_owner_id)
    return (user.is_active and user.pk in holders) or may_keep_obligations(user, obligation.contract)
