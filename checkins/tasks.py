"""What the clock starts: meetings are planned ahead, agendas are built a day before, promises are reminded of."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from checkins.actions.series import plan_ahead
from checkins.agenda.building import build
from checkins.models import Meeting, Series
from common.tasks import beat
from notices.actions import notify
from notices.models import NoticeKind

A_DAY_BEFORE = timedelta(days=1)
KEPT_FRESH = timedelta(hours=1)


@shared_task
def prepare_check_ins():
    """Plan meetings ahead, and build what is due tomorrow, again each hour until it begins. Harmless when repeated."""
    now = timezone.now()
    for series in Series.objects.running():
        plan_ahead(series)
    soon = Meeting.objects.planned().filter(starts_at__gt=now, starts_at__lte=now + A_DAY_BEFORE)
    for meeting in soon.filter(Q(built_at=None) | Q(built_at__lte=now - KEPT_FRESH)).select_related("series"):
        is_first = meeting.built_at is None
        meeting = build(meeting)
        if is_first:
            tell_of_agenda(meeting)
    beat("prepare-check-ins")


def tell_of_agenda(meeting):
    """Everybody who comes is told that there is an agenda: no word of what is on it, which each may see or not."""
    notify(
        meeting.series.members.all(),
        key=f"meeting-{meeting.pk}-agenda",
        kind=NoticeKind.NEWS,
        title=f"Agenda of {meeting.series.title}",
        body="It was built from the state of the work. Add what is missing, and settle before it what two can settle.",
        url=meeting.get_absolute_url(),
        topic=f"meeting-{meeting.pk}-agenda",
        about=(meeting,),
    )
