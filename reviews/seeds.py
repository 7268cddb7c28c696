"""The defaults of reviews: term types, split, approvals, target times and ladders.

Each becomes an editable row. Rules, target times and rungs are written into empty tables only, and term types that
exist are left alone: running this again never undoes an admin's work, deletions included.
Sources: the design's table of term types, its reminder ladder and its approval examples.
"""

import csv
import json
from pathlib import Path

from people.models import Team
from reviews.models import (
    Anchor,
    ApprovalRule,
    Book,
    Expected,
    Ladder,
    Part,
    Purpose,
    Recipient,
    Rung,
    Slot,
    SplitRule,
    TargetTime,
    TermType,
    Wording,
)
from reviews.rules.books import current_version

TERM_TYPES = Path(__file__).parent / "defaults" / "term_types.csv"
PLAYBOOK = Path(__file__).parent / "defaults" / "playbook.json"
"""For every kind of term: why we hold its position, two fallbacks or more, where we stop. A starting point."""
EXPECTATIONS = Path(__file__).parent / "defaults" / "expectations.json"
"""What is checked in a vendor's text, and in which kinds of request a term is missed."""

WORDINGS = Path(__file__).parent / "defaults" / "wordings.json"
"""What requesters read of the desks' work."""

SPLIT = [
    # slot, position, name, conditions, desk
    (Slot.COMMERCIAL_TERMS, 1, "Procurement handles commercial terms", [], "procurement"),
    (Slot.LEGAL_REVIEW, 1, "Legal owns every legal review", [], "legal"),
    (
        Slot.VENDOR_CONTACT,
        1,
        "Legal talks to the vendor about confidentiality agreements",
        [{"field": "kind", "comparison": "equals", "value": "nda"}],
        "legal",
    ),
    (Slot.VENDOR_CONTACT, 2, "Procurement talks to the vendor", [], "procurement"),
]

APPROVALS = [
    # position, name, conditions, desk, what it covers beside the documents
    (
        1,
        "Every contract that costs money",
        [{"field": "kind", "comparison": "not_equals", "value": "nda"}],
        "procurement",
        [Part.VALUE, Part.NEEDED_BY, Part.COMMERCIAL_TERMS, Part.FINDINGS],
    ),
    (
        2,
        "Value is 50,000 or more",
        [{"field": "value", "comparison": "at_least", "value": 50000}],
        "finance",
        [Part.VALUE, Part.COMMERCIAL_TERMS],
    ),
    (
        3,
        "Legal terms deviate from our position",
        [{"field": "legal_deviations", "comparison": "at_least", "value": 1}],
        "legal",
        [Part.LEGAL_TERMS],
    ),
    (
        4,
        "Every confidentiality agreement",
        [{"field": "kind", "comparison": "equals", "value": "nda"}],
        "legal",
        [Part.LEGAL_TERMS],
    ),
]

TARGETS = {  # business days
    Purpose.FULL_REQUEST: 20,
    Purpose.FIRST_LOOK: 1,
    Purpose.SPLIT: 1,
    Purpose.DESK_REVIEW: 5,
    Purpose.QUESTION: 5,
    Purpose.DESK_QUESTION: 2,
    Purpose.VENDOR_QUESTION: 5,
    Purpose.ESCALATION: 2,
    Purpose.DISAGREEMENT: 2,
    Purpose.JOINT_POSITION: 2,
    Purpose.VENDOR_REPLY: 7,
    Purpose.APPROVAL: 2,
    Purpose.CO_SIGNATURE: 2,
    Purpose.SIGNATURE: 5,
}

TO_HOLDER = [Recipient.HOLDER]
RUNGS = [
    # Daily mail by default; a mail of its own only on the day the deadline falls on.
    {
        "ladder": Ladder.REVIEWERS,
        "anchor": Anchor.SHARE,
        "percent": 50,
        "only_over_days": 2,
        "recipients": TO_HOLDER,
    },
    {
        "ladder": Ladder.REVIEWERS,
        "anchor": Anchor.SHARE,
        "percent": 75,
        "only_over_days": 1,
        "recipients": TO_HOLDER,
        "note": "Three quarters of its time are gone.",
    },
    {"ladder": Ladder.REVIEWERS, "anchor": Anchor.DUE, "recipients": TO_HOLDER, "daily": False},
    {"ladder": Ladder.REVIEWERS, "anchor": Anchor.DUE, "business_days": 1, "recipients": TO_HOLDER, "times": 60},
    {
        "ladder": Ladder.REVIEWERS,
        "anchor": Anchor.DUE,
        "business_days": 2,
        "recipients": [Recipient.BACKUP, Recipient.COORDINATOR],
        "note": "Perhaps somebody else can take it: it can be handed over on its page.",
    },
    {"ladder": Ladder.REVIEWERS, "anchor": Anchor.DUE, "business_days": 4, "recipients": [Recipient.LEAD]},
    {
        "ladder": Ladder.REVIEWERS,
        "anchor": Anchor.DUE,
        "business_days": 7,
        "recipients": [Recipient.AGENDA, Recipient.HEADS],
    },
    {"ladder": Ladder.REQUESTER, "anchor": Anchor.OPENED, "business_days": 2, "recipients": TO_HOLDER},
    {"ladder": Ladder.REQUESTER, "anchor": Anchor.OPENED, "business_days": 5, "recipients": TO_HOLDER},
    {
        "ladder": Ladder.REQUESTER,
        "anchor": Anchor.OPENED,
        "business_days": 10,
        "recipients": TO_HOLDER,
        "note": "We have paused our work on it until we hear from you. Please tell us when you expect to know.",
    },
    {"ladder": Ladder.VENDOR, "anchor": Anchor.DUE, "recipients": TO_HOLDER, "daily": False},
    {"ladder": Ladder.VENDOR, "anchor": Anchor.DUE, "business_days": 3, "recipients": TO_HOLDER},
    {"ladder": Ladder.VENDOR, "anchor": Anchor.DUE, "business_days": 7, "recipients": TO_HOLDER},
]


def seed():
    """Create what is missing. Desks must exist (people.seeds)."""
    desks = {team.slug: team for team in Team.objects.all()}
    _term_types(desks)
    _playbook(desks)
    _expectations()
    _fill(
        SplitRule,
        [
            {"slot": slot, "position": position, "name": name, "conditions": conditions, "desk": desks[desk]}
            for slot, position, name, conditions, desk in SPLIT
        ],
    )
    current_version()
    _fill(
        ApprovalRule,
        [
            {"position": position, "name": name, "conditions": conditions, "desk": desks[desk], "covers": covers}
            for position, name, conditions, desk, covers in APPROVALS
        ],
    )
    current_version(Book.APPROVALS)
    _fill(TargetTime, [{"purpose": purpose, "business_days": days} for purpose, days in TARGETS.items()])
    _fill(Rung, RUNGS)
    _wordings(desks)


def _fill(model, rows):
    if not model.objects.exists():
        model.objects.bulk_create(model(**row) for row in rows)


def _wordings(desks):
    if Wording.objects.exists():
        return
    types = {term_type.slug: term_type for term_type in TermType.objects.all()}
    for row in json.loads(WORDINGS.read_text(encoding="utf-8")):
        about = [types[slug] for slug in row.pop("term_types") if slug in types]
        Wording.objects.create(**row | {"desk": desks[row["desk"]]}).term_types.set(about)


def _term_types(desks):
    known = set(TermType.objects.values_list("slug", flat=True))
    with TERM_TYPES.open(encoding="utf-8", newline="") as lines:
        missing = [row for row in csv.DictReader(lines) if row["slug"] not in known]
    for row in missing:
        row["desk"] = desks[row["desk"]]
        row["second_desk"] = desks[row["second_desk"]] if row["second_desk"] else None
    TermType.objects.bulk_create(TermType(**row) for row in missing)


def _playbook(desks):
    """Write the entries of which nobody has written or changed a word yet, the preferred position included."""
    untouched = TermType.objects.filter(fallbacks=[], walk_away="", why="", playbook_changes=None)
    with TERM_TYPES.open(encoding="utf-8", newline="") as lines:
        positions = {row["slug"]: row["position"] for row in csv.DictReader(lines)}
    for slug, entry in json.loads(PLAYBOOK.read_text(encoding="utf-8")).items():
        if "deviation_desk" in entry:
            entry["deviation_desk"] = desks[entry["deviation_desk"]]
        untouched.filter(slug=slug, position=positions[slug]).update(**entry, is_starting_point=True)


def _expectations():
    """Those of the entries that nobody has changed yet."""
    untouched = TermType.objects.filter(expectations=[], expected=Expected.NEVER, playbook_changes=None)
    for slug, entry in json.loads(EXPECTATIONS.read_text(encoding="utf-8")).items():
        untouched.filter(slug=slug).update(**entry)
