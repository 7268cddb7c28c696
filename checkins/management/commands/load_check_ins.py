"""`manage.py load_check_ins`: a quarter of check-ins at the demo company, and one that is due tomorrow. Once; after
`load_demo`. Does nothing without the demo company; refuses in production."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from checkins.actions.items import add_item, add_remark
from checkins.actions.minutes import confirm_minutes, say_what_was_done
from checkins.actions.outcomes import note_outcome
from checkins.actions.promises import finish_action
from checkins.actions.running import begin_meeting, end_meeting
from checkins.actions.series import plan_ahead, set_up_series
from checkins.agenda.building import build
from checkins.models import Action, Meeting, Remark, RemarkKind, Series
from notices.models import Notice
from people.models import DeskSide, User

ZONE = "Europe/Berlin"
HELD = 6
FORTNIGHT = timedelta(weeks=2)
MEMBERS = ("buyer", "ivo", "counsel", "sara", "lead", "jonas")
TOPICS = ("series-", "minutes-", "action-", "meeting-")

MEETINGS = [
    # [(what it was about, result, what came of it, owner)], what worked, what to improve, what was done about it
    (
        [
            ("Who asks the vendor", "decision", "Whoever talks to the vendor asks, for both desks.", None),
            ("Templates for NDAs", "action", "Put our NDA where requesters find it", "sara"),
            ("Summer figures", "information", "Legal reads software papers in three days.", None),
        ],
        "Nobody asked twice for the same paper.",
        "Say who talks to the vendor before both do.",
        "It stands on every review since October.",
    ),
    (
        [
            ("60 days for payment", "decision", "Below EUR 50,000, 30 days are fine if they buy 2 %.", None),
            ("Vendors without our data terms", "action", "List those that refuse our data terms", "ivo"),
            ("Trade fair in November", "carry_over", "", None),
        ],
        "Reading together for half an hour saved a week.",
        "Send the agenda a day before, not an hour.",
        "Duet builds it a day before.",
    ),
    (
        [
            ("Trade fair in November", "information", "Ivo goes; questions to Ben meanwhile.", None),
            ("Price increases", "action", "Ask for indexation caps in the standard text", "buyer"),
        ],
        "The leads decided two blocked terms in one call.",
        "Fewer items, and the rest by writing.",
        "",
    ),
    (
        [
            ("Signatures", "decision", "Procurement collects them, legal checks the names.", None),
            ("Holidays", "information", "Ben is away from 21 December, Ivo stands in.", None),
        ],
        "Everybody had read the agenda.",
        "Tell requesters earlier when it gets late.",
        "",
    ),
    (
        [
            ("Customer letters", "action", "Tell customer care why we declined", "counsel"),
            ("Warehouse contract", "decision", "We ask for their 2027 rates in writing first.", None),
        ],
        "Ivo and Sara did the roof in one call.",
        "One list of what waits for the vendor.",
        "",
    ),
    (
        [
            ("A standard answer on notice periods", "action", "A standard answer on 60 days' notice", "sara"),
            ("Time recording", "information", "It comes by law; Mei looks for vendors.", None),
            ("Consent of people in photos", "carry_over", "", None),
        ],
        "Short, and done five minutes early.",
        "Say what a term is worth before arguing.",
        "",
    ),
]


class Command(BaseCommand):
    help = "Load a quarter of check-ins at the demo company."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Demo data does not belong into production.")
        people = {mailbox: User.objects.filter(email=f"{mailbox}@duet.example").first() for mailbox in MEMBERS}
        if None in people.values() or Series.objects.exists():
            return
        with transaction.atomic():
            _play(people)
        self.stdout.write("A quarter of check-ins is ready.")


def _play(people):
    tomorrow = timezone.localdate(timezone=ZoneInfo(ZONE)) + timedelta(days=1)
    first_on = tomorrow - HELD * FORTNIGHT
    with _at(first_on - timedelta(days=3)):
        series = set_up_series(
            title="Procurement and legal",
            rhythm="fortnightly",
            first_on=first_on,
            starts_at=time(10),
            minutes=45,
            time_zone=ZONE,
            members=people.values(),
            by=people["lead"],
        )
    for number, story in enumerate(MEETINGS):
        day = first_on + number * FORTNIGHT
        with _at(day, minute=1):
            meeting = _hold(series, number, story, people)
        with _at(day + timedelta(days=1)):
            confirm_minutes(meeting, side=DeskSide.COMMERCIAL, by=people["lead"])
            confirm_minutes(meeting, side=DeskSide.LEGAL, by=people["jonas"])
    now = timezone.now()
    old = [notice.pk for topic in TOPICS for notice in Notice.objects.filter(topic__startswith=topic)]
    Notice.objects.filter(pk__in=old).update(read_at=now, withdrawn_at=now)
    plan_ahead(series)
    meeting = build(series.meetings.get(number=HELD))
    add_remark(meeting, RemarkKind.WORKED, "Two terms were settled before we met.", by=people["ivo"])


def _hold(series, number, story, people):
    items, worked, improve, done = story
    plan_ahead(series)
    meeting, leader = series.meetings.get(number=number), people["counsel" if number % 2 else "buyer"]
    rows = [add_item(meeting, title, by=leader) for title, *_ in items]
    meeting = _begin(meeting, rows, people, leader)
    for row, (_, result, outcome, owner) in zip(rows, items, strict=True):
        given = {"owner": people[owner], "due_on": timezone.localdate() + timedelta(days=10)} if owner else {}
        note_outcome(row, result, outcome, **given, by=leader)
    add_remark(meeting, RemarkKind.WORKED, worked, by=leader)
    add_remark(meeting, RemarkKind.IMPROVE, improve, by=leader)
    end_meeting(meeting, by=leader)
    if done:
        say_what_was_done(Remark.objects.get(meeting=meeting, kind=RemarkKind.IMPROVE), done, by=leader)
    if number < HELD - 1:
        for action in Action.objects.filter(item__meeting=meeting):
            finish_action(action, "Done, and both desks know.", by=action.owner)
    return Meeting.objects.get(pk=meeting.pk)


def _begin(meeting, rows, people, leader):
    """These meetings talked about what their story says: what today's work would put on the agenda is left out."""
    meeting = begin_meeting(meeting, [people["buyer"], people["counsel"], people["lead"], people["jonas"]], by=leader)
    meeting.items.exclude(pk__in=[row.pk for row in rows]).delete()
    return Meeting.objects.get(pk=meeting.pk)


def _at(day, *, minute=0):
    return time_machine.travel(datetime.combine(day, time(10, minute), ZoneInfo(ZONE)))
