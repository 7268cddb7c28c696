"""Setting a series up, changing and ending it; moving and cancelling one of its meetings. Calendars are told."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from checkins import policies
from checkins.models import Meeting, Series, SeriesMember
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import record
from common.words import day_in_words, moment_in_words, too_long
from notices.actions import Pace, notify, withdraw
from notices.models import NoticeKind

AHEAD = 4
"""So many meetings of a series are planned at any time: one more than an agenda looks ahead."""

PLAN = ("title", "rhythm", "starts_at", "minutes", "time_zone")


@transaction.atomic
def set_up_series(*, title, rhythm, first_on, starts_at, minutes, time_zone, members, by):
    """A new series, with an invitation to the calendars of its members. Returns it."""
    if not policies.may_set_up(by):
        raise PermissionDenied(policies.WHO_SETS_UP)
    members = list(members)
    plan = {
        "title": title.strip(),
        "rhythm": rhythm,
        "starts_at": starts_at,
        "minutes": minutes,
        "time_zone": time_zone,
    }
    _require_whole(plan, members, policies.blockers_to_first_day(first_on))
    series = Series.objects.create(**plan, first_on=first_on, set_up_by=by)
    SeriesMember.objects.bulk_create([SeriesMember(series=series, person=person) for person in members])
    plan_ahead(series)
    record(Verb.SERIES_SET_UP, series, by=by, people={"members": members}, texts={"title": series.title})
    _tell(series, members, f"{series.get_rhythm_display()}, first on {_first(series)}.")
    return series


@transaction.atomic
def change_series(series, *, title, rhythm, first_on, starts_at, minutes, time_zone, members, by):
    """Another plan from the next meeting on, or other members. What was moved or cancelled stays so. Returns it.

    `first_on` is the day of the next meeting that is still to come.
    """
    series = locked_row(series)
    if not policies.may_set_up(by):
        raise PermissionDenied(policies.WHO_SETS_UP)
    if blockers := policies.blockers_to_series_change(series):
        raise ValidationError(blockers)
    members = list(members)
    plan = {
        "title": title.strip(),
        "rhythm": rhythm,
        "starts_at": starts_at,
        "minutes": minutes,
        "time_zone": time_zone,
    }
    next_number = next_number_of(series)
    is_another_day = first_on != series.planned_day(next_number)
    _require_whole(plan, members, policies.blockers_to_first_day(first_on) if is_another_day else [])
    former = list(series.members.all())
    if is_another_day or rhythm != series.rhythm:
        series.first_on, series.first_number = first_on, next_number
    for name in PLAN:
        setattr(series, name, plan[name])
    _raise_sequence(series)
    series.memberships.exclude(person__in=members).delete()
    SeriesMember.objects.bulk_create(
        [SeriesMember(series=series, person=person) for person in members if person not in former]
    )
    for meeting in series.meetings.planned().filter(number__gte=next_number):
        meeting.minutes = minutes
        if meeting.moved_at is None:
            meeting.starts_at = series.planned_at(meeting.number)
        meeting.save(update_fields=["starts_at", "minutes"])
    plan_ahead(series)
    record(Verb.SERIES_CHANGED, series, by=by, people={"members": members}, texts={"title": series.title})
    _tell(series, members, f"It was changed: {series.get_rhythm_display().lower()}, next on {_first(series)}.")
    _tell_of_leaving(series, [person for person in former if person not in members])
    return series


@transaction.atomic
def end_series(series, *, by):
    """No more meetings. What is planned goes out of the calendars; what was held stays to be read."""
    series = locked_row(series)
    if not policies.may_set_up(by):
        raise PermissionDenied(policies.WHO_SETS_UP)
    if blockers := policies.blockers_to_series_change(series):
        raise ValidationError(blockers)
    series.ended_at = timezone.now()
    _raise_sequence(series)
    series.meetings.planned().update(cancelled_at=series.ended_at, cancelled_because="The series has ended.")
    record(Verb.SERIES_ENDED, series, by=by, texts={"title": series.title})
    _tell(series, series.members.all(), "It has ended: there are no more meetings.")
    return series


@transaction.atomic
def move_meeting(meeting, starts_at, *, by):
    """One meeting at another time; the others stay. Returns it."""
    series, meeting = _locked(meeting)
    _require_may_plan(meeting, by)
    if starts_at <= timezone.now():
        raise ValidationError(["Choose a time that is still to come."])
    if starts_at > timezone.now() + policies.YEARS_AHEAD:
        raise ValidationError(["Choose a time within the next two years."])
    meeting.starts_at = starts_at
    meeting.moved_at = None if starts_at == series.planned_at(meeting.number) else timezone.now()
    meeting.save(update_fields=["starts_at", "moved_at"])
    _raise_sequence(series)
    record(Verb.MEETING_MOVED, series, by=by, number=meeting.number, at=starts_at.isoformat())
    _tell(series, series.members.all(), f"One meeting was moved: it is on {moment_in_words(starts_at)}.")
    return meeting


@transaction.atomic
def cancel_meeting(meeting, because, *, by):
    """One meeting does not take place; what was on its agenda comes up at the next one. Returns it."""
    series, meeting = _locked(meeting)
    _require_may_plan(meeting, by)
    because = because.strip()
    if not because:
        raise ValidationError(["Say why: everybody who comes reads it."])
    if faults := too_long(because, 200):
        raise ValidationError(faults)
    meeting.cancelled_at, meeting.cancelled_because = timezone.now(), because
    meeting.save(update_fields=["cancelled_at", "cancelled_because"])
    _raise_sequence(series)
    plan_ahead(series)
    record(Verb.MEETING_CANCELLED, series, by=by, number=meeting.number, texts={"because": because})
    _tell(series, series.members.all(), f"The meeting on {moment_in_words(meeting.starts_at)} is cancelled: {because}")
    return meeting


def plan_ahead(series):
    """See to it that there are enough meetings to come: rows that are there already stay as they are."""
    numbers = set(series.meetings.values_list("number", flat=True))
    number, to_come, now = series.first_number, 0, timezone.now()
    planned = set(series.meetings.planned().filter(starts_at__gt=now).values_list("number", flat=True))
    while to_come < AHEAD:
        if number in planned:
            to_come += 1
        elif number not in numbers and series.planned_at(number) > now:
            Meeting.objects.create(
                series=series, number=number, starts_at=series.planned_at(number), minutes=series.minutes
            )
            to_come += 1
        number += 1


def next_number_of(series):
    """The number of the next meeting in the plan, cancelled or moved or neither: from it on a changed plan holds."""
    now = timezone.now()
    begun = series.meetings.exclude(began_at=None).order_by("-number").values_list("number", flat=True).first()
    number = series.first_number if begun is None else max(series.first_number, begun + 1)
    while series.planned_at(number) <= now:
        number += 1
    return number


def _plan(title, rhythm, starts_at, minutes, time_zone):
    return dict(zip(PLAN, (title.strip(), rhythm, starts_at, minutes, time_zone), strict=True))


def _require_whole(plan, members, further):
    faults = policies.blockers_to_series(
        title=plan["title"], minutes=plan["minutes"], time_zone=plan["time_zone"], members=members
    )
    if faults := [*faults, *further] or too_long(plan["title"], 100):
        raise ValidationError(faults)


def _require_may_plan(meeting, by):
    if not (policies.may_set_up(by) or policies.may_take_part(by, meeting)):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if blockers := policies.blockers_to_plan(meeting):
        raise ValidationError(blockers)


def _locked(meeting):
    """The series comes first: its number of changes goes into every calendar."""
    series = locked_row(meeting.series)
    meeting = locked_row(meeting)
    meeting.series = series
    return series, meeting


def _raise_sequence(series):
    series.sequence += 1
    series.changed_at = timezone.now()
    series.save()


def _first(series):
    return day_in_words(series.planned_day(next_number_of(series)))


def _tell(series, people, body):
    withdraw(f"series-{series.pk}")  # the newest entry says all that an older one says
    _notify(series, people, body, topic=f"series-{series.pk}", what="plan")


def _tell_of_leaving(series, people):
    _notify(series, people, "You are not asked to come any more.", topic=f"series-{series.pk}-left", what="left")


def _notify(series, people, body, *, topic, what):
    notify(
        people,
        key=f"series-{series.pk}-{what}-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        title=series.title,
        body=body,
        url=series.get_absolute_url(),
        topic=topic,
        pace=Pace.URGENT,
    )
