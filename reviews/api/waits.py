"""The queue over the API."""

from django.db.models import Q
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from reviews.api.paging import OldestDueFirst
from reviews.api.wait_steps import WaitSteps
from reviews.models import Holder, Purpose, Wait
from reviews.waits import claims
from reviews.waits.pauses import pauses_of


class WaitSerializer(serializers.ModelSerializer):
    """One wait: who must do what, since when, until when."""

    review = serializers.CharField(source="review.reference")
    who = serializers.CharField()
    on_behalf_of = serializers.CharField(source="on_behalf_of.name", default=None)
    desk = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    since = serializers.DateTimeField(source="held_since")
    overdue = serializers.BooleanField(source="is_overdue")
    due_soon = serializers.BooleanField(source="is_due_soon")
    paused = serializers.SerializerMethodField()
    held_up_by = serializers.SerializerMethodField()

    class Meta:
        model = Wait
        fields = [
            "id",
            "review",
            "purpose",
            "needed",
            "question",
            "holder",
            "who",
            "on_behalf_of",
            "desk",
            "since",
            "due_at",
            "overdue",
            "due_soon",
            "paused",
            "held_up_by",
        ]

    def get_paused(self, wait) -> bool:
        return wait.paused_at is not None

    def get_held_up_by(self, wait) -> list[dict]:
        return in_data(pauses_of(wait))


def in_data(pauses):
    """What a paused wait waits for: somebody, or a day; with the reason that was given."""
    return [{"who": pause.who and str(pause.who), "until": pause.until, "reason": pause.reason} for pause in pauses]


class WaitViewSet(WaitSteps, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The caller's queue: what their desks and they themselves hold, oldest due first."""

    filters = {}
    serializer_class = WaitSerializer
    pagination_class = OldestDueFirst

    def get_queryset(self):
        waits, user = Wait.objects.visible_to(self.request.user), self.request.user
        if self.action == "nudge":  # whoever sees it may ask, except for what the requester learns of by its result
            among_us = Q(review__requester=user, purpose__in=[Purpose.CO_SIGNATURE, Purpose.DISAGREEMENT])
            return waits.exclude(among_us).select_related("review")
        if self.action == "answer":  # what the caller is asked as a requester is in no queue
            asked = waits.open().filter(holder=Holder.REQUESTER, person=user).values("pk")
            return waits.filter(Q(pk__in=waits.for_queue(user).values("pk")) | Q(pk__in=asked)).with_names()
        if self.action == "withdraw":  # what they asked is in somebody else's queue
            return waits.questions().exclude(review__requester=user).with_names()
        if self.action == "list":
            return Wait.objects.with_names()  # those of `parts`
        return waits.for_queue(user).with_names()

    def parts(self):
        """The queue, for a page of it."""
        return Wait.objects.queue_parts(self.request.user)

    @action(detail=True, methods=["post"])
    def claim(self, request, pk):
        """Take it; 409 tells who was first."""
        wait = claims.claim(self.get_object(), by=request.user)
        return Response(self.get_serializer(wait).data)
