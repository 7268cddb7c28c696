"""The disk for files and maintenance over the API: the same figures and steps as on their pages."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from common.models import Announcement, ReadOnly
from common.stale import state_named
from contracts.actions.limits import choose_limits, state_of
from contracts.models import FileLimits
from operations.disk import disk_facts
from operations.maintenance import actions
from people.policies import may_configure


def require_admin(request):
    """Admins and operators; everybody else is refused in a sentence."""
    if not may_configure(request.user):
        raise PermissionDenied("Only admins see how the machinery does.")


class DiskViewSet(viewsets.ViewSet):
    """How full the disk is, of what, and how it grows; in bytes."""

    filters = {}

    def list(self, request):
        require_admin(request)
        facts = disk_facts()
        return Response(
            {
                "total": facts["room"].total,
                "free": facts["room"].free,
                "used": facts["room"].used,
                "warning": facts["warning"].sentence if facts["warning"] else "",
                "looked_at": facts["measure"] and facts["measure"].at,
                "parts": [_part(part) for part in facts["parts"]],
                "kinds": [_part(part) for part in facts["kinds"]],
                "people": [_part(part) for part in facts["people"]],
                "weeks": [{"from": day, "bytes": part.bytes, "count": part.count} for day, part in facts["weeks"]],
                "full_in_weeks": facts["full_in"],
                "biggest": facts["biggest"],
            }
        )


def _part(part):
    return {"what": part.label, "bytes": part.bytes, "count": part.count}


class LimitsSerializer(serializers.ModelSerializer):
    """The limits, any of which may be sent, with the state in which they were read."""

    state = serializers.CharField(required=False, allow_blank=True, default="")

    class Meta:
        model = FileLimits
        fields = [*FileLimits.CHOSEN, "state"]
        extra_kwargs = {name: {"required": False} for name in FileLimits.CHOSEN}


class FileLimitsViewSet(viewsets.ViewSet):
    """How many files there may be, and when there is too little room for more: {"files_per_draft": 40}."""

    filters = {}

    def list(self, request):
        require_admin(request)
        return Response(_limits(FileLimits.now()))

    def create(self, request):
        require_admin(request)
        serializer = LimitsSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        chosen = serializer.validated_data
        seen = state_named(request, chosen.pop("state"))
        return Response(_limits(choose_limits(**chosen, seen=seen, by=request.user)))


def _limits(limits):
    saved_by = limits.saved_by and limits.saved_by.name
    saved = {"saved_by": saved_by, "saved_at": limits.saved_at if limits.pk else None}
    return limits.chosen | saved | {"state": state_of(limits).key}


class AnnouncementSerializer(serializers.ModelSerializer):
    """What is shown on every page, from when to when."""

    class Meta:
        model = Announcement
        fields = ["id", "text", "starts_at", "ends_at"]


class ReadOnlySerializer(serializers.ModelSerializer):
    """A time in which nothing is changed."""

    class Meta:
        model = ReadOnly
        fields = ["reason", "until", "began_at", "ended_at"]
        read_only_fields = ["began_at", "ended_at"]


class MaintenanceViewSet(viewsets.ViewSet):
    """What is announced and whether anything can be changed, for everybody; admins announce and switch it."""

    filters = {}
    lookup_value_regex = "[0-9]{1,12}"

    def list(self, request):
        now = timezone.now()
        coming = Announcement.objects.coming(now)
        if not may_configure(request.user):
            coming = coming.filter(starts_at__lte=now)
        read_only = ReadOnly.objects.filter(ended_at=None).first()
        return Response(
            {
                "announcements": AnnouncementSerializer(coming, many=True).data,
                "read_only": ReadOnlySerializer(read_only).data if read_only else None,
            }
        )

    def create(self, request):
        """Announce: {"text": "…", "starts_at": "…", "ends_at": "…"}."""
        self._require(request)
        serializer = AnnouncementSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.announce(**serializer.validated_data, by=request.user)
        return Response(AnnouncementSerializer(row).data)

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        self._require(request)
        row = actions.take_back(get_object_or_404(Announcement, pk=pk), by=request.user)
        return Response(AnnouncementSerializer(row).data)

    @action(detail=False, methods=["post"], url_path="read-only")
    def read_only(self, request):
        """Switch it on: {"reason": "", "until": null}."""
        self._require(request)
        serializer = ReadOnlySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(ReadOnlySerializer(actions.begin_read_only(**serializer.validated_data, by=request.user)).data)

    @action(detail=False, methods=["post"], url_path="read-only/end")
    def end_read_only(self, request):
        self._require(request)
        return Response(ReadOnlySerializer(actions.end_read_only(by=request.user)).data)

    def _require(self, request):
        if not may_configure(request.user):
            raise PermissionDenied(actions.WHO)
