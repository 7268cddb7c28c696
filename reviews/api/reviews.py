"""Reviews over the API."""

from django.core.exceptions import PermissionDenied
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.stale import state_named
from reviews.agenda import actions as agenda
from reviews.api.paging import NewestFirst
from reviews.api.story import StorySteps
from reviews.api.unheld import RequesterSerializer
from reviews.api.waits import in_data
from reviews.api.walls import WallSteps
from reviews.models import Review
from reviews.rounds import requesters
from reviews.waits import status
from reviews.waits.status import with_status


class DiscussSerializer(serializers.Serializer):
    """What there is to talk about."""

    why = serializers.CharField(allow_blank=True)


class ReviewSerializer(serializers.ModelSerializer):
    """One review: where it is, with whom and since when, and what is open."""

    vendor = serializers.CharField(source="vendor.name")
    requester = serializers.CharField(source="requester.name")
    value = serializers.DecimalField(source="value.amount", max_digits=14, decimal_places=2, default=None)
    currency = serializers.CharField(source="value.currency.code", default=None)
    requester_state = serializers.SerializerMethodField()
    where = serializers.SerializerMethodField()
    with_whom = serializers.SerializerMethodField()
    open_issues = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            "reference",
            "title",
            "kind",
            "vendor",
            "requester",
            "requester_state",
            "value",
            "currency",
            "needed_by",
            "stage",
            "opened_at",
            "closed_at",
            "where",
            "with_whom",
            "open_issues",
        ]

    def get_requester_state(self, review) -> str:
        """What a change of the requester names as `state`."""
        return requesters.state_of(review).key

    def get_where(self, review) -> str:
        return review.plain_stage

    def get_with_whom(self, review) -> list[dict]:
        return [
            {
                "who": str(line.who),
                "on_behalf_of": line.on_behalf_of and line.on_behalf_of.name,
                "away_until": line.away_until,
                "needed": line.needed,
                "since": line.since,
                "due": line.due,
                "overdue": line.overdue,
                "due_soon": line.due_soon,
                "paused": line.paused,
                "held_up_by": in_data(line.pauses),
            }
            for line in status.status_of(review, plain=True).lines
        ]

    def get_open_issues(self, review) -> list[dict]:
        return [{"summary": issue.summary, "severity": issue.severity} for issue in review.open_issues]


class ReviewViewSet(StorySteps, WallSteps, viewsets.ReadOnlyModelViewSet):
    """Reviews that the caller may see. One is addressed by its reference: /api/reviews/R-1042/."""

    serializer_class = ReviewSerializer
    pagination_class = NewestFirst
    lookup_value_regex = r"R-[0-9]{1,12}"

    def get_queryset(self):
        reviews = Review.objects.all()
        reviews = (
            reviews.for_list(self.request.user) if self.action == "list" else reviews.visible_to(self.request.user)
        )
        return self.only_of_others(reviews) if self.action in self.STEPS else with_status(reviews)

    def get_object(self):
        self.kwargs["pk"] = str(self.kwargs["pk"]).removeprefix("R-")
        return super().get_object()

    @action(detail=True, methods=["post"])
    def requester(self, request, pk):
        """Another requester: {"person": "ann@example.org", "reason": ""}, for leads of procurement or legal.

        `state` (or If-Match) names the `requester_state` that was read; without one it is 428.
        """
        review = self.get_object()
        if not requesters.may_change_requester(request.user, review):  # before they learn which addresses are known
            raise PermissionDenied(requesters.WHO_CHANGES_REQUESTERS)
        sent = RequesterSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        seen = state_named(request, sent.validated_data.pop("state"))
        requesters.change_requester(review, **sent.validated_data, seen=seen, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @action(detail=True, methods=["post", "delete"])
    def discuss(self, request, pk):
        """{"why": ""}: on the agenda of the next check-in. DELETE takes it off again."""
        review = self.get_object()
        if request.user.pk == review.requester_id:  # the desks' agenda is none of theirs
            raise PermissionDenied(agenda.WHO)
        if request.method == "DELETE":
            agenda.take_off_agenda(review, by=request.user)
            return Response({"reference": review.reference, "on_agenda": False})
        sent = DiscussSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        mark = agenda.mark_for_check_in(review, **sent.validated_data, by=request.user)
        return Response({"reference": review.reference, "on_agenda": True, "why": mark.why})
