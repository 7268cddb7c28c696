"""Check-ins over the API: series, meetings, what is on their agenda; the same actions and sentences as on the pages."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from checkins import policies
from checkins.actions import items as item_actions
from checkins.actions import minutes as minutes_actions
from checkins.actions import outcomes, promises, running
from checkins.actions import series as series_actions
from checkins.forms import those_who_meet
from checkins.minutes import sheet_for
from checkins.models import Action, Item, Meeting, Remark, RemarkKind, Rhythm, Series
from checkins.shown import state_key, visible_proposal
from common.locks import locked_row
from common.stale import key_of, state_named
from people.models import TWO_SIDES, Team, User

SHOWN = 200


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

    filters = {}
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


class Moment(serializers.DateTimeField):
    """A moment; one before the first or after the last that can be told in every zone is refused like any other."""

    def enforce_timezone(self, value):
        try:
            return super().enforce_timezone(value)
        except OverflowError:
            self.fail("invalid", format="YYYY-MM-DDThh:mm")


class MoveSerializer(serializers.Serializer):
    """{"starts_at": "2026-12-02T10:00:00Z"}"""

    starts_at = Moment()


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


class BeginSerializer(serializers.Serializer):
    """Who is in the room, by their addresses."""

    present = serializers.SlugRelatedField(
        slug_field="email", many=True, queryset=User.objects.filter(is_active=True), default=list
    )


class GoSerializer(serializers.Serializer):
    """{"to": 7, "from": 6}"""

    to = serializers.IntegerField(allow_null=True, min_value=1, max_value=2**62)

    def get_fields(self):
        number = serializers.IntegerField(allow_null=True, default=None, min_value=1, max_value=2**62)
        return super().get_fields() | {"from": number}


class NoteSerializer(serializers.Serializer):
    """What came of an item."""

    result = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(allow_blank=True, default="")
    owner = serializers.SlugRelatedField(
        slug_field="email", queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )
    due_on = serializers.DateField(required=False, allow_null=True)
    term_outcome = serializers.CharField(allow_blank=True, default="")
    rank = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=99)


class SideSerializer(serializers.Serializer):
    """{"side": "legal"}"""

    side = serializers.ChoiceField(choices=TWO_SIDES)


class ConfirmSerializer(serializers.Serializer):
    """{"desk": "legal", "state": "…"}"""

    desk = serializers.SlugField()
    state = serializers.CharField(required=False, allow_blank=True, default="")


class DoneSerializer(serializers.Serializer):
    """{"note": ""}"""

    note = serializers.CharField(allow_blank=True)


class ImprovementSerializer(serializers.Serializer):
    """{"done": "…", "state": "…"}"""

    done = serializers.CharField(allow_blank=True)
    state = serializers.CharField(required=False, allow_blank=True, default="")


class MeetingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The meetings that the caller sees, the latest first; one with its agenda, as far as they may see it."""

    filters = {}
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

    @action(detail=True, methods=["post"])
    def begin(self, request, pk):
        """{"present": ["ann@example.org"]}: who is in the room besides you."""
        row = self.get_object()
        if not policies.may_take_part(request.user, row):  # before anybody learns which addresses are known
            raise exceptions.PermissionDenied(policies.WHO_TAKES_PART)
        running.begin_meeting(row, _valid(BeginSerializer, request)["present"], by=request.user)
        return self._now(request)

    @action(detail=True, methods=["post"])
    def join(self, request, pk):
        running.join_meeting(self.get_object(), by=request.user)
        return self._now(request)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk):
        running.leave_meeting(self.get_object(), by=request.user)
        return self._now(request)

    @action(detail=True, methods=["post"])
    def go(self, request, pk):
        """{"to": 7, "from": 6}: everybody looks at another item; `from` is the one that you came from."""
        row, sent = self.get_object(), _valid(GoSerializer, request)
        item = get_object_or_404(row.items, pk=sent["to"]) if sent["to"] else None
        running.go_to_item(row, item, seen=sent["from"], by=request.user)
        return self._now(request)

    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        running.end_meeting(self.get_object(), by=request.user)
        return self._now(request)

    def _now(self, request):
        """Where the meeting stands: what is on the screen, and who is there."""
        row = self.get_object()
        present = [seat.person for seat in row.attendances.select_related("person").order_by("person__name")]
        shown = row.items.shown_to_all([*present, request.user]).with_names()
        current = shown.filter(pk=row.current_id).first()
        facts = {
            "step": row.step,
            "present": [person.name for person in present],
            "current": ItemSerializer(current).data if current else None,
        }
        return Response(self.get_serializer(row).data | facts)

    @action(detail=True)
    def now(self, request, pk):
        """Where a meeting under way stands: ask again for a newer `step`."""
        return self._now(request)

    @action(detail=True)
    def minutes(self, request, pk):
        """What came of it, as far as you may see it."""
        row = self.get_object()
        if not row.is_over:
            raise exceptions.NotFound()
        sheet = sheet_for(row, request.user)
        return Response(
            {
                "title": sheet.title,
                "confirmed": [{"side": one.side, "by": one.person.name} for one in sheet.confirmations],
                "items": [
                    ItemSerializer(line.item).data | {"action": line.action and ActionSerializer(line.action).data}
                    for section in sheet.sections
                    for line in section.lines
                ],
                "not_shown": sheet.hidden,
                "worked": [remark.text for remark in sheet.worked],
                "improve": [remark.text for remark in sheet.to_improve],
            }
        )

    @action(detail=True, methods=["post"], url_path="minutes/confirm")
    def confirm_minutes(self, request, pk):
        """{"side": "legal"} or "commercial"."""
        minutes_actions.confirm_minutes(self.get_object(), **_valid(SideSerializer, request), by=request.user)
        return self._now(request)

    @action(detail=True, methods=["post"], url_path="minutes/send")
    def send_minutes(self, request, pk):
        minutes_actions.send_minutes_again(self.get_object(), by=request.user)
        return self._now(request)


class MeetingItemViewSet(viewsets.GenericViewSet):
    """What comes of one item of a meeting under way."""

    filters = {}
    serializer_class = ItemSerializer
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        return Item.objects.visible_to(self.request.user).with_names()

    @action(detail=True, methods=["post"])
    def note(self, request, pk):
        """{"result": "action", "outcome": "…", "owner": "ann@example.org", "due_on": "2026-12-08"}; a decision about a
        term may propose how it is decided: "term_outcome", and the "rank" of a fallback."""
        item = self.get_object()
        if not policies.may_note(request.user, item):  # before anybody learns which addresses are known
            raise exceptions.PermissionDenied(policies.WHO_TAKES_PART)
        item = outcomes.note_outcome(item, **_valid(NoteSerializer, request), by=request.user)
        return Response(ItemSerializer(item).data)

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        return Response(ItemSerializer(outcomes.take_outcome_back(self.get_object(), by=request.user)).data)


class ProposalViewSet(viewsets.ViewSet):
    """What check-ins proposed for terms and you may confirm for a desk of yours."""

    area = "decisions"
    filters = {}
    lookup_value_regex = "[0-9]{1,12}"

    def list(self, request):
        waiting = outcomes.proposals_waiting_for(request.user)
        return Response({"results": [_proposal(row) | {"desks": _slugs(desks)} for row, desks in waiting]})

    def retrieve(self, request, pk):
        row = visible_proposal(request.user, pk)
        return Response(_proposal(row) | {"waits_for": _slugs(row.desks_left())})

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        """{"desk": "legal", "state": "…"}: the term is decided when each owning desk has confirmed it."""
        row = visible_proposal(request.user, pk)
        sent = _valid(ConfirmSerializer, request)
        seen = state_named(request, sent["state"])
        desk = get_object_or_404(Team, slug=sent["desk"])
        row = outcomes.confirm_proposal(row, desk=desk, seen=seen, by=request.user)
        return Response(_proposal(row) | {"waits_for": _slugs(row.desks_left())})


def _slugs(desks):
    return [desk.slug for desk in desks]


def _proposal(row):
    return {
        "id": row.pk,
        "review": row.term.review.reference,
        "term": row.term_id,
        "name": str(row.term),
        "outcome": row.outcome,
        "rank": row.rank,
        "reason": row.reason,
        "state": state_key(row.term),
    }


class ActionSerializer(serializers.ModelSerializer):
    """What somebody promised."""

    owner = serializers.CharField(source="owner.name")

    class Meta:
        model = Action
        fields = ["id", "what", "owner", "due_on", "done_at", "done_note"]


class ActionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What you promised, and what came of items that you may see; soonest due first."""

    filters = {}
    serializer_class = ActionSerializer
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        rows = Action.objects.visible_to(self.request.user).select_related("owner", "item__meeting__series")
        return rows.order_by("due_on", "pk")

    @action(detail=True, methods=["post"])
    def done(self, request, pk):
        """{"note": ""}: what came of it."""
        row = promises.finish_action(self.get_object(), **_valid(DoneSerializer, request), by=request.user)
        return Response(ActionSerializer(row).data)


class ImprovementViewSet(viewsets.GenericViewSet):
    """What both functions want to improve, the newest first, and what was done about it."""

    filters = {}
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        meetings = Meeting.objects.visible_to(self.request.user).held()
        rows = Remark.objects.filter(kind=RemarkKind.IMPROVE, meeting__in=meetings).select_related("meeting")
        return rows.order_by("-meeting__starts_at", "pk")

    def list(self, request):
        return Response({"results": [_improvement(row) for row in self.get_queryset()[:SHOWN]]})

    @action(detail=True, methods=["post"])
    def done(self, request, pk):
        """{"done": "…", "state": "…"}"""
        row, sent = self.get_object(), _valid(ImprovementSerializer, request)
        if key_of({"done": [row.done]}) != state_named(request, sent["state"]):
            raise ValidationError(["This was changed after you had read it. Read it again."])
        row = minutes_actions.say_what_was_done(row, sent["done"], by=request.user)
        return Response(_improvement(row))


def _improvement(row):
    state = key_of({"done": [row.done]})
    return {"id": row.pk, "said_on": row.meeting.starts_at.date(), "text": row.text, "done": row.done, "state": state}


def _valid(serializer_class, request):
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
