"""What the company had signed before: sixty contracts over four years, some to be decided on now.

They are put on record in bulk, as an import would: nobody was told of them at the time. What is decided about them is
done by the people of the company, as everybody does it.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from djmoney.money import Money

from contracts.actions import contracts as recording
from contracts.actions import obligations as owing
from contracts.actions import renewals
from contracts.models import Contract, ContractKind, Party, Per, Reader, Renewal, Rhythm
from contracts.renewals.opening import keep_up
from people.models import Team

PAPERS = [
    # (title, kind, renewal, notice, amount a month, months of the first term)
    ("Framework agreement", ContractKind.MSA, Renewal.OPEN, "3m", None, 0),
    ("Yearly subscription", ContractKind.ORDER_FORM, Renewal.AUTO, "90d", 1500, 12),
    ("Support and maintenance", ContractKind.SOW, Renewal.AUTO, "60d", 640, 24),
    ("Pilot in one branch", ContractKind.SOW, Renewal.NONE, "", 2200, 9),
    ("Data processing agreement", ContractKind.DPA, Renewal.OPEN, "30d", None, 0),
]
"""What each vendor has signed with us."""

OWED = [
    # (what is owed, by whom, where it says so, rhythm, due in so many days, whether a file must show it)
    ("Report of service levels", Party.THEIRS, "Schedule B, 3", Rhythm.QUARTERLY, 9, False),
    ("Certificate of insurance", Party.THEIRS, "Clause 14.2", Rhythm.ONCE, -12, True),
    ("Count of users", Party.OURS, "Order form, 5", Rhythm.HALF_YEARLY, 20, False),
    ("Penetration test", Party.THEIRS, "Schedule C, 2", Rhythm.YEARLY, 48, True),
    ("Deletion of our data", Party.THEIRS, "DPA, 11", Rhythm.ONCE, 95, True),
]
"""What is owed under the yearly subscriptions, one after the other."""

DUE = [2, 9, 24, 30, 46, 63, 74, 87, 121, 151, 160, 176]
"""So many days from today are the last dates to act of the yearly subscriptions, vendor by vendor."""

OWNERS = ["tom", "mei", "noah", "ivo"]


def sign_contracts(people, vendors):
    """Put them on record, and let some of them be decided on. Returns how many."""
    today = timezone.localdate()
    desk = Team.objects.get(slug="procurement")
    rows = []
    for number, vendor in enumerate(vendors.values()):
        owner = people[OWNERS[number % len(OWNERS)]]
        backup = people[OWNERS[(number + 1) % len(OWNERS)]]
        rows += [_contract(paper, number, vendor, owner, backup, desk, today) for paper in PAPERS]
    Contract.objects.bulk_create(rows)
    _belong_together(rows)
    Reader.objects.bulk_create(Reader(contract=row, person=row.owner, why=recording.OWNS) for row in rows)
    for row in rows:
        keep_up(row)
    _decide([row for row in rows if row.title.startswith(PAPERS[1][0])], people)
    _owe([row for row in rows if row.title.startswith(PAPERS[1][0])], people, today)
    return len(rows)


def _contract(paper, number, vendor, owner, backup, desk, today):
    title, kind, renewal, notice, amount, months = paper
    starts_on = _start(renewal, notice, months, number, today)
    row = Contract(
        vendor=vendor,
        title=f"{title}: {vendor.name}"[:200],
        kind=kind,
        reference=f"{vendor.name[:2].upper()}-{starts_on.year}-{number + 1:02}",
        our_entity="Duet Demo GmbH",
        their_entity=vendor.name,
        owner=owner,
        backup_owner=backup,
        desk=desk,
        calendar=desk.calendar,
        value=None if amount is None else Money(Decimal(amount + 110 * number), "USD" if number % 5 == 2 else "EUR"),
        value_per=Per.MONTH if amount else Per.ONCE,
        signed_on=starts_on - timedelta(days=12),
        starts_on=starts_on,
        first_term=f"{months}m" if months else "",
        renewal=renewal,
        renewal_term="12m" if renewal == Renewal.AUTO else "",
        notice=notice,
        notice_to=f"notices@{vendor.name.split()[0].lower()}.example",
    )
    row.work_out()
    return row


def _start(renewal, notice, months, number, today):
    """The first day: of a yearly subscription so that it is due as `DUE` says, of the others over four years."""
    if notice == "90d":
        last = today + timedelta(days=DUE[number % len(DUE)])
        return _years_before(last + timedelta(days=91), 1 + number % 3)
    if renewal == Renewal.NONE:
        return today - timedelta(days=30 * (number * 3 % 26) + 20)
    return today - timedelta(days=180 + 97 * number)


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _belong_together(rows):
    """The other papers of a vendor belong to its framework agreement."""
    frames = {row.vendor_id: row for row in rows if row.kind == ContractKind.MSA}
    children = [row for row in rows if row.kind != ContractKind.MSA]
    for row in children:
        row.parent = frames[row.vendor_id]
    Contract.objects.bulk_update(children, ["parent"])


def _decide(subscriptions, people):
    """A few were looked at: one is proposed, one renewed, one waits for legal, one is ended with notice."""
    proposed, renewed, unsigned, ended = subscriptions[:1] + subscriptions[3:6]
    lead, jonas = people["lead"], people["jonas"]
    why = "The shop needs it, traffic doubled, the price should fall."
    renewals.propose(proposed, "renegotiate", why=why, by=proposed.owner)
    renewals.propose(renewed, "renew", why="Everybody uses it, and nobody is cheaper.", by=renewed.owner)
    renewals.decide(renewed, "renew", why="Agreed: same price for another year.", by=lead)
    renewals.decide(unsigned, "end", why="Two of three branches no longer use it.", by=lead)
    renewals.decide(ended, "replace", why="The new platform has it built in.", by=lead)
    renewals.sign(ended, by=jonas)
    renewals.record_sending(
        ended, sent_on=timezone.localdate(), how="By registered letter and e-mail.", by=people["buyer"]
    )


def _owe(subscriptions, people, today):
    """What is owed under them; one date was done, one waived, one is overdue."""
    for number, contract in enumerate(subscriptions):
        title, party, clause, rhythm, days, needs_evidence = OWED[number % len(OWED)]
        owing.add_obligation(
            contract,
            title=title,
            party=party,
            clause=clause,
            owner=contract.owner,
            backup_owner=contract.backup_owner,
            first_due_on=today + timedelta(days=days + 3 * number),
            rhythm=rhythm,
            needs_evidence=needs_evidence,
            survives=title.startswith("Deletion"),
            by=people["buyer"],
        )
    done, waived = [contract.obligations.get().dates.get() for contract in (subscriptions[0], subscriptions[2])]
    owing.mark_done(done, done_on=today, note="99.97 %, no credit is due.", by=done.obligation.owner)
    owing.waive(waived, why="The number of users is fixed since the last amendment.", by=people["lead"])
