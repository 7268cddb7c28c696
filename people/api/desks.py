"""Desks over the API: the same rows, actions and sentences as on the settings pages. For admins."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.stale import state_named
from people import desk_work
from people.actions import desks
from people.models import Team, WorkingCalendar
from people.settings.common import require_admin

KEY = "[a-z0-9_-]{1,50}"


class DeskSerializer(serializers.ModelSerializer):
    """A desk: its key (`slug`), what it may do, how it looks, who leads it and who backs up the lead, as addresses.
    `state` is what a change names as the state that was read."""

    calendar = serializers.SlugRelatedField(slug_field="slug", queryset=WorkingCalendar.objects.all())
    leads = serializers.SerializerMethodField()
    backups = serializers.SerializerMethodField()
    people = serializers.IntegerField(source="number", read_only=True)
    state = serializers.SerializerMethodField()

    class Meta:
        model = Team
        fields = ["id", "slug", *desks.COLUMNS, "retired_at", "leads", "backups", "people", "state"]
        read_only_fields = ["slug", "retired_at"]
        extra_kwargs = {"raises_findings": {"required": False}, "checks_value": {"required": False}}

    def get_leads(self, desk) -> list[str]:
        return [seat.user.email for seat in desk.heads if seat.is_lead]

    def get_backups(self, desk) -> list[str]:
        return [seat.user.email for seat in desk.heads if seat.is_backup]

    def get_state(self, desk) -> str:
        return desks.state_of(desk).key


class DeskViewSet(viewsets.ViewSet):
    """All desks, by name, the retired ones among them."""

    filters = {}
    lookup_value_regex = KEY

    def list(self, request):
        require_admin(request)
        rows = Team.objects.select_related("calendar").with_people()
        return Response(DeskSerializer(rows, many=True).data)

    def retrieve(self, request, pk):
        return self._answer(self._desk(request, pk), more=True)

    def create(self, request):
        """{"name": "IT", "calendar": "head-office", "owns_terms": false}"""
        require_admin(request)
        return self._answer(desks.add_desk(**self._read(request), by=request.user))

    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        """Any of its columns, with the `state` that was read, or If-Match."""
        desk = self._desk(request, pk)
        columns = self._read(request, partial=True)
        seen = state_named(request, str(request.data.get("state", "")))
        return self._answer(desks.change_desk(desk, seen=seen, **columns, by=request.user))

    @action(detail=True, methods=["post"])
    def retire(self, request, pk):
        """{"taker": "procurement"}: which desk takes what is open; without, its people finish it."""
        desk, taker = self._desk(request, pk), request.data.get("taker")
        taker = get_object_or_404(Team, slug=str(taker)) if taker else None
        report = desks.retire_desk(desk, taker=taker, by=request.user)
        return Response({"moved": report.moved, "left": report.left})

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request, pk):
        return self._answer(desks.bring_back_desk(self._desk(request, pk), by=request.user))

    def _read(self, request, partial=False):
        serializer = DeskSerializer(data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def _desk(self, request, slug):
        require_admin(request)
        return get_object_or_404(Team, slug=slug)

    def _answer(self, desk, *, more=False):
        """With `more`, what gives it work and what is open there."""
        facts = DeskSerializer(Team.objects.select_related("calendar").with_people().get(pk=desk.pk)).data
        if more:
            for name, gives_work in {"rules": True, "work": False}.items():
                lines = desk_work.lines_of(desk, gives_work=gives_work)
                facts[name] = [{"what": line.kind.key, "number": line.number} for line in lines]
        return Response(facts)
