"""The API of the shared work. Reads come through `visible_to`, writes through the same actions as the pages."""

from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from reviews import actions
from reviews.api_waits import WaitSteps
from reviews.checks import checks_of, papers_of
from reviews.models import Approval, Review, Term, Wait
from reviews.serializers import (
    ApprovalSerializer,
    ApproveSerializer,
    DecisionSerializer,
    PassOverSerializer,
    ReviewSerializer,
    TermSerializer,
    WaitSerializer,
)
from reviews.status import with_status


class NewestFirst(CursorPagination):
    """Pages by key, newest first."""

    ordering = "-pk"
    page_size = 50


class OldestDueFirst(CursorPagination):
    """Pages by key, in the order of the queue."""

    ordering = ("due_at", "pk")
    page_size = 50


def of_review(rows, request):
    """Those of the review that `?review=R-1042` names; none where that is not a reference."""
    reference = request.query_params.get("review", "").removeprefix("R-")
    if not reference:
        return rows
    return rows.filter(review=int(reference)) if reference.isdecimal() and len(reference) < 13 else rows.none()


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
        waits, user = Wait.objects.visible_to(self.request.user), self.request.user
        if self.action == "withdraw":  # what they asked is in somebody else's queue
            return waits.questions().exclude(review__requester=user).with_names()
        return waits.for_queue(user).with_names()

    @action(detail=True, methods=["post"])
    def claim(self, request, pk):
        """Take it; 409 tells who was first."""
        wait = actions.claim(self.get_object(), by=request.user)
        return Response(self.get_serializer(wait).data)


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Terms that the caller may work on; `?review=R-1042` for those of one review."""

    serializer_class = TermSerializer
    pagination_class = NewestFirst

    def get_serializer(self, *args, **kwargs):
        """With what the playbook check found, for one term or a page of them: as many queries for one as for fifty."""
        terms = list(args[0]) if kwargs.get("many") else list(args[:1])
        papers = papers_of({term.review_id for term in terms})
        context = self.get_serializer_context() | {"checks": checks_of(terms, papers)}
        return super().get_serializer(*args, context=context, **kwargs)

    def get_queryset(self):
        terms = Term.objects.visible_to(self.request.user).select_related("review", "term_type", "desk", "second_desk")
        terms = of_review(terms, self.request)
        return terms.prefetch_related("passages", "decisions__desk", "decisions__decided_by", "decisions__on_behalf_of")

    @action(detail=True, methods=["post"])
    def decide(self, request, pk):
        """Decide for one of the owning desks: {"desk": "legal", "outcome": "agreed", "reason": ""}."""
        decision = DecisionSerializer(data=request.data)
        decision.is_valid(raise_exception=True)
        actions.decide_term(self.get_object(), **decision.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)


class ApprovalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Final approvals with what they cover and what has changed; `?review=R-1042` for those of one review.

    Deciding takes the `fingerprint` that was read: 409 tells what has changed since.
    """

    serializer_class = ApprovalSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        """Reading is for reviewers; a requester who tries to decide is told why not."""
        approvals = Approval.objects.visible_to(self.request.user)
        if self.request.method == "GET":
            approvals = approvals.exclude(review__requester=self.request.user)
        return of_review(approvals, self.request).select_related("review", "desk", "person", "decided_by")

    @action(detail=True, methods=["post"])
    def approve(self, request, pk):
        """{"fingerprint": "...", "remark": ""}: this approval alone; each is read, and decided, one by one."""
        return self._decide(ApproveSerializer, actions.approve)

    @action(detail=True, methods=["post"])
    def skip(self, request, pk):
        """{"fingerprint": "...", "reason": "..."}, for people with the right."""
        return self._decide(PassOverSerializer, actions.skip_approval)

    @action(detail=True, methods=["post"])
    def override(self, request, pk):
        """{"fingerprint": "...", "reason": "..."}, for people with the right."""
        return self._decide(PassOverSerializer, actions.override_approval)

    def _decide(self, serializer_class, decide):
        approval, sent = self.get_object(), serializer_class(data=self.request.data)
        sent.is_valid(raise_exception=True)
        seen = {approval.pk: sent.validated_data.pop("fingerprint")}
        decide(approval, **sent.validated_data, seen=seen, by=self.request.user)
        return Response(self.get_serializer(self.get_object()).data)
