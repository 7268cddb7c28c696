"""The API of the shared work. Reads come through `visible_to`, writes through the same actions as the pages."""

from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from reviews import actions
from reviews.api_waits import WaitSteps
from reviews.models import Review, Term, Wait
from reviews.serializers import DecisionSerializer, ReviewSerializer, TermSerializer, WaitSerializer
from reviews.status import with_status


class NewestFirst(CursorPagination):
    """Pages by key, newest first."""

    ordering = "-pk"
    page_size = 50


class OldestDueFirst(CursorPagination):
    """Pages by key, in the order of the queue."""

    ordering = ("due_at", "pk")
    page_size = 50


class ReviewViewSet(viewsets.ReadOnlyModelViewSet):
    """Reviews that the caller may see. One is addressed by its reference: /api/reviews/R-1042/."""

    serializer_class = ReviewSerializer
    pagination_class = NewestFirst
    lookup_value_regex = r"R-[0-9]{1,12}"

    def get_queryset(self):
        return with_status(Review.objects.visible_to(self.request.user))

    def get_object(self):
        self.kwargs["pk"] = self.kwargs["pk"].removeprefix("R-")
        return super().get_object()


class WaitViewSet(WaitSteps, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The caller's queue: what their desks and they themselves hold, oldest due first."""

    serializer_class = WaitSerializer
    pagination_class = OldestDueFirst

    def get_queryset(self):
        waits = Wait.objects.visible_to(self.request.user).for_queue(self.request.user)
        return waits.with_names()

    @action(detail=True, methods=["post"])
    def claim(self, request, pk):
        """Take it; 409 tells who was first."""
        wait = actions.claim(self.get_object(), by=request.user)
        return Response(self.get_serializer(wait).data)


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Terms that the caller may work on; `?review=R-1042` for those of one review."""

    serializer_class = TermSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        terms = Term.objects.visible_to(self.request.user).select_related("review", "term_type", "desk", "second_desk")
        reference = self.request.query_params.get("review", "").removeprefix("R-")
        if reference:
            terms = terms.filter(review=int(reference)) if reference.isdecimal() else terms.none()
        return terms.prefetch_related("decisions__desk", "decisions__decided_by")

    @action(detail=True, methods=["post"])
    def decide(self, request, pk):
        """Decide for one of the owning desks: {"desk": "legal", "outcome": "agreed", "reason": ""}."""
        decision = DecisionSerializer(data=request.data)
        decision.is_valid(raise_exception=True)
        actions.decide_term(self.get_object(), **decision.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
