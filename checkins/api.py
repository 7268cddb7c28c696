"""Check-ins over the API: series, meetings, what is on their agenda; the same actions and sentences as on the pages."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from checkins import policies
from checkins.actions import items as item_actions
from checkins.actions import series as series_actions
from checkins.forms import those_who_meet
from checkins.models import Item, Meeting, RemarkKind, Rhythm, Series
from common.locks import locked_row
from common.stale import key_of, state_named
from people.models import User


class SeriesSerializer(serializers.ModelSerializer):
    """A plan, its people by their addresses, and the state that a change names."""

    members = serializers.SlugRelatedField(slug_field="email", many=True, queryset=User.objects.none())
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    state = serializers.SerializerMethodField()

    class Meta:
        model = Series
        fields = [
            *("id", "title", "rhythm", "first_on", "starts_at", "minutes", "time_zone", "members", "ended_at", "state"),
        ]
        read_only_fields = ["ended_at"]

    def get_fields(self):
        fields = super().get_fields()
        fields["members"].child_relation.queryset = those_who_meet()
        return fields

    def get_state(self, series) -> str:
        return state_of(series)


def state_of(series) -> str:
    """Another one after each change of the plan, or of one of its meetings."""
    return key_of({"sequence": [str(series.sequence)]})


class SeriesViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """The series that the caller sees. PUT changes one as a whole, and names the `state` that was read."""

    serializer_class = SeriesSerializer
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        return Series.objects.visible_to(self.request.user).prefetch_related("members").order_by("pk")

    def create(self, request, *args, **kwargs):
        self._require_may_set_up()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = series_actions.set_up_series(**serializer.validated_data, by=request.user)
        return Response(self.get_serializer(row).data, status=201)

    def update(self, request, *args, **kwargs):
        row = self.get_object()
        self._require_may_set_up()
        serializer = self.get_serializer(row, data=request.data)
        serializer.is_valid(raise_exception=True)
        seen = state_named(request, str(request.data.get("state", "")))
        if state_of(locked_row(row)) != seen:
            raise ValidationError(["This was changed after you had read it. Read it again."])
        row = series_actions.change_series(row, **serializer.validated_data, by=request.user)
        return Response(self.get_serializer(row).data)

    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        row = series_actions.end_series(self.get_object(), by=request.user)
        return Response(self.get_serializer(row).data)

    def _require_may_set_up(self):
        if not policies.may_set_up(self.request.user):
            raise exceptions.PermissionDenied(policies.WHO_SETS_UP)


class ItemSerializer(serializers.ModelSerializer):
    """One line of an agenda, and what came of it."""

    review = serializers.CharField(source="review.reference", default=None)

    class Meta:
        model = Item
        fields = ["id", "group", "title", "what", "review", "times_carried", "result", "outcome"]


class MeetingSerializer(serializers.ModelSerializer):
    """When it is, and where it stands."""

    series = serializers.CharField(source="series.title")

    class Meta:
        model = Meeting
        fields = [
            *("id", "series", "starts_at", "minutes", "moved_at", "cancelled_at", "cancelled_because"),
            *("built_at", "began_at", "ended_at"),
        ]


class MoveSerializer(serializers.Serializer):
    """{"starts_at": "2026-12-02T10:00:00Z"}"""

    starts_at = serializers.DateTimeField()


class CancelSerializer(serializers.Serializer):
    """{"because": ""}"""

    because = serializers.CharField(allow_blank=True)


class NewItemSerializer(serializers.Serializer):
    """{"title": "", "what": ""}"""

    title = serializers.CharField(allow_blank=True)
    what = serializers.CharField(allow_blank=True, default="")


class RemarkSerializer(serializers.Serializer):
    """{"kind": "worked", "text": ""}"""

    kind = serializers.ChoiceField(choices=RemarkKind.choices)
    text = serializers.CharField(allow_blank=True)


class MeetingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The meetings that the caller sees, the latest first; one with its agenda, as far as they may see it."""

    serializer_class = MeetingSerializer
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        return Meeting.objects.visible_to(self.request.user).select_related("series").order_by("-starts_at", "-pk")

    def retrieve(self, request, *args, **kwargs):
        row = self.get_object()
        shown = list(row.items.shown_to(request.user).with_names())
        hidden = row.items.count() - len(shown)
        items = ItemSerializer(shown, many=True).data
        return Response(self.get_serializer(row).data | {"items": items, "not_shown": hidden})

    @action(detail=True, methods=["post"])
    def move(self, request, pk):
        row = series_actions.move_meeting(self.get_object(), **_valid(MoveSerializer, request), by=request.user)
        return Response(self.get_serializer(row).data)

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk):
        row = series_actions.cancel_meeting(self.get_object(), **_valid(CancelSerializer, request), by=request.user)
        return Response(self.get_serializer(row).data)

    @action(detail=True, methods=["post"])
    def items(self, request, pk):
        item = item_actions.add_item(self.get_object(), **_valid(NewItemSerializer, request), by=request.user)
        return Response(ItemSerializer(item).data, status=201)

    @action(detail=True, methods=["post"], url_path="items/(?P<item>[0-9]{1,12})/remove")
    def remove_item(self, request, pk, item):
        row = self.get_object().items.shown_to(request.user).filter(pk=item).select_related("meeting").first()
        if row is None:
            raise exceptions.NotFound()
        item_actions.remove_item(row, by=request.user)
        return Response({"id": int(item), "removed": True})

    @action(detail=True, methods=["post"])
    def remarks(self, request, pk):
        remark = item_actions.add_remark(self.get_object(), **_valid(RemarkSerializer, request), by=request.user)
        return Response({"kind": remark.kind, "text": remark.text}, status=201)


def _valid(serializer_class, request):
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
