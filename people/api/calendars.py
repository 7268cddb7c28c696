"""Working calendars over the API: the same rows, actions and sentences as on the settings pages. For admins."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.stale import state_named
from people.actions import calendars
from people.calendar_weeks import weeks_of
from people.models import WorkingCalendar
from people.settings.common import require_admin

KEY = "[a-z0-9_-]{1,50}"


class CalendarSerializer(serializers.Serializer):
    """A calendar as it is sent: any column; days of the week as numbers, Monday is 0."""

    name = serializers.CharField(max_length=100)
    time_zone = serializers.CharField(max_length=64, required=False)
    country = serializers.CharField(max_length=2, required=False)
    subdivision = serializers.CharField(max_length=10, required=False, allow_blank=True)
    working_days = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=6), required=False)
    opens = serializers.TimeField(required=False)
    closes = serializers.TimeField(required=False)


class DaysSerializer(serializers.Serializer):
    """Days on which a calendar differs: without hours nobody works."""

    first = serializers.DateField()
    last = serializers.DateField(required=False, allow_null=True, default=None)
    name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    opens = serializers.TimeField(required=False, allow_null=True, default=None)
    closes = serializers.TimeField(required=False, allow_null=True, default=None)


class DaySerializer(serializers.Serializer):
    day = serializers.DateField()


def _read(serializer):
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class CalendarViewSet(viewsets.ViewSet):
    """All calendars, by name."""

    filters = {}
    lookup_value_regex = KEY

    def list(self, request):
        require_admin(request)
        return Response([_facts(row) for row in WorkingCalendar.objects.prefetch_related("teams")])

    def retrieve(self, request, pk):
        """One, with its own days and the twelve weeks ahead."""
        row = self._row(request, pk)
        days = [day for week in weeks_of(row, timezone.localdate()) for day in week]
        ahead = [{"day": day.day, "kind": day.kind, "note": day.note} for day in days]
        return Response(_facts(row) | {"own_days": row.own_days, "ahead": ahead})

    def create(self, request):
        """{"name": "Tel Aviv", "country": "IL", "time_zone": "Asia/Jerusalem"}: without days the usual ones."""
        require_admin(request)
        columns = _read(CalendarSerializer(data=request.data))
        return Response(_facts(calendars.add_calendar(**columns, by=request.user)))

    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        """Any of its columns, with the `state` that was read, or If-Match."""
        row = self._row(request, pk)
        columns = _read(CalendarSerializer(data=request.data, partial=True))
        seen = state_named(request, str(request.data.get("state", "")))
        return Response(_facts(calendars.change_calendar(row, seen=seen, **columns, by=request.user)))

    @action(detail=True, methods=["post"])
    def days(self, request, pk):
        """{"first": "2026-12-24", "last": "2026-12-31", "name": "Closed"}, or with `opens` and `closes`."""
        row = self._row(request, pk)
        row = calendars.put_days(row, **_read(DaysSerializer(data=request.data)), by=request.user)
        return Response(_facts(row) | {"own_days": row.own_days})

    @action(detail=True, methods=["post"], url_path="take-day")
    def take_day(self, request, pk):
        """{"day": "2026-12-24"}: an ordinary one again."""
        row = self._row(request, pk)
        row = calendars.take_day(row, **_read(DaySerializer(data=request.data)), by=request.user)
        return Response(_facts(row) | {"own_days": row.own_days})

    @action(detail=True, methods=["post"])
    def remove(self, request, pk):
        """One by which no desk works."""
        calendars.remove_calendar(self._row(request, pk), by=request.user)
        return Response({"removed": pk})

    def _row(self, request, slug):
        require_admin(request)
        return get_object_or_404(WorkingCalendar, slug=slug)


def _facts(row):
    columns = {name: getattr(row, name) for name in calendars.COLUMNS}
    desks = [desk.slug for desk in row.teams.all()]
    return {"id": row.pk, "slug": row.slug} | columns | {"desks": desks, "state": calendars.state_of(row).key}
