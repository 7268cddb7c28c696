"""One's notices, and addresses that take no mail, over the API: the same rows and the same steps as on their pages."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from notices import desk_channels, unreachable
from notices.actions import mark_all_read
from notices.models import Notice, Unreachable, Webhook
from people.actions.rights import require_admin
from people.models import Team


class UnreachableSerializer(serializers.ModelSerializer):
    """One address of one person."""

    person = serializers.CharField(source="person.name")
    cleared_by = serializers.CharField(source="cleared_by.name", default=None)

    class Meta:
        model = Unreachable
        fields = [
            "id", "person", "address", "how", "reason", "since", "last_at", "times", "cleared_at", "cleared_by",
        ]  # fmt: skip


class NewestFirst(CursorPagination):
    """Pages by key, newest first. A cursor that somebody garbled is not found."""

    ordering = "-pk"
    page_size = 50

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except ValueError as error:
            raise NotFound(self.invalid_cursor_message) from error


class UnreachableViewSet(viewsets.ReadOnlyModelViewSet):
    """Those that stand, of the people whom the reader looks after, newest first; `?show=all` adds cleared ones."""

    filters = {"list": {"show": "`all` adds those that were cleared."}}
    serializer_class = UnreachableSerializer
    pagination_class = NewestFirst
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        rows = Unreachable.objects.visible_to(self.request.user).select_related("person", "cleared_by")
        everything = self.action != "list" or self.request.query_params.get("show") == "all"
        return rows if everything else rows.standing()

    @action(detail=True, methods=["post"])
    def clear(self, request, pk):
        """Mails arrive again: what waited goes out. Nothing is sent along."""
        waited = unreachable.clear(self.get_object(), by=request.user)
        return Response(self.get_serializer(self.get_object()).data | {"waited": waited})


class NoticeSerializer(serializers.ModelSerializer):
    """One thing that the caller was told. `needs_reader`: somebody waits for them; else it is news."""

    needs_reader = serializers.BooleanField()

    class Meta:
        model = Notice
        fields = ["id", "kind", "needs_reader", "title", "body", "url", "privileged", "created_at", "read_at"]


class NoticeViewSet(viewsets.GenericViewSet):
    """The caller's notices, newest first: unread ones; `?show=needs`, `news`, or `all` with those read."""

    filters = {"list": {"show": "`needs`, `news`, or `all` with those that were read."}}
    serializer_class = NoticeSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        return Notice.objects.visible_to(self.request.user).shown(self.request.query_params.get("show", ""))

    def list(self, request):
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @action(detail=False, methods=["post"])
    def read(self, request):
        """Mark as read what such a list shows: `{"show": "news"}`, or all that is unread."""
        mark_all_read(request.user, show=str(request.data.get("show", "")))
        return Response({})


class ChannelSerializer(serializers.Serializer):
    """What is chosen: {"url": "https://…", "is_active": true}; without an address the stored one stays."""

    url = serializers.CharField(max_length=500, required=False, default="")
    is_active = serializers.BooleanField(required=False, default=True)


class ChannelViewSet(viewsets.ViewSet):
    """The channels of desks, by the desk's key, for admins. Of an address only the host is told."""

    filters = {}
    lookup_value_regex = "[a-z0-9_-]{1,50}"

    def list(self, request):
        require_admin(request.user)
        return Response([_channel(row) for row in Webhook.objects.select_related("team").order_by("team__slug")])

    @action(detail=True, methods=["post"])
    def choose(self, request, pk):
        require_admin(request.user)
        serializer = ChannelSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        desk = get_object_or_404(Team, slug=pk)
        return Response(_channel(desk_channels.choose_channel(desk, **serializer.validated_data, by=request.user)))

    @action(detail=True, methods=["post"])
    def test(self, request, pk):
        """Send one line, to see whether it arrives."""
        require_admin(request.user)
        desk = get_object_or_404(Team, slug=pk)
        return Response(_channel(desk_channels.send_test(desk, by=request.user).webhook))


def _channel(webhook):
    return {
        "desk": webhook.team.slug,
        "host": desk_channels.host_of(webhook),
        "is_active": webhook.is_active,
        "failures": webhook.failures,
        "test": desk_channels.test_in_words(desk_channels.last_test(webhook)),
    }
