"""Final approvals over the API."""

from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from reviews.api.paging import NewestFirst, in_sight, of_review
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import overrides
from reviews.models import Approval


class ApprovalSerializer(serializers.ModelSerializer):
    """One final approval: who is asked and why, what it covers, and what differs from what was known before."""

    review = serializers.CharField(source="review.reference")
    desk = serializers.CharField(source="desk.slug")
    person = serializers.CharField(source="person.name", default=None)
    decided_by = serializers.CharField(source="decided_by.name", default=None)
    counts = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    covers = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()
    fingerprint = serializers.CharField()

    class Meta:
        model = Approval
        fields = [
            "id",
            "review",
            "desk",
            "person",
            "reasons",
            "counts",
            "how",
            "decided_by",
            "decided_at",
            "remark",
            "ended",
            "covers",
            "changes",
            "fingerprint",
        ]

    def get_counts(self, approval) -> bool:
        return approval.ended_at is None

    def get_reasons(self, approval) -> list[dict]:
        return [{"rule": rule, "because": because} for rule, because in approval.reasons]

    def get_covers(self, approval) -> list[dict]:
        return [{"label": part["label"], "text": part["text"]} for part in approval.covered]

    def get_changes(self, approval) -> list[dict]:
        return [{"label": part.label, "before": part.before, "after": part.after} for part in approval.difference]


class ApproveSerializer(serializers.Serializer):
    """What is posted to approve."""

    fingerprint = serializers.CharField()
    remark = serializers.CharField(required=False, allow_blank=True, default="")


class PassOverSerializer(serializers.Serializer):
    """What is posted to skip or override."""

    fingerprint = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


class ApprovalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Final approvals with what they cover and what has changed; `?review=R-1042` for those of one review.

    Deciding takes the `fingerprint` that was read: 409 tells what has changed since.
    """

    area = "decisions"
    filters = {"list": {"review": "Only those of this review: R-1042."}}
    serializer_class = ApprovalSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        """Reading is for reviewers; a requester who tries to decide is told why not."""
        approvals = Approval.objects.visible_to(self.request.user)
        if self.request.method == "GET":
            approvals = approvals.exclude(review__requester=self.request.user)
        if self.action == "list":
            approvals = in_sight(approvals, self.request)
        return of_review(approvals, self.request).select_related("review", "desk", "person", "decided_by")

    @action(detail=True, methods=["post"])
    def approve(self, request, pk):
        """{"fingerprint": "...", "remark": ""}: this approval alone; each is read, and decided, one by one."""
        return self._decide(ApproveSerializer, approval_deciding.approve)

    @action(detail=True, methods=["post"])
    def skip(self, request, pk):
        """{"fingerprint": "...", "reason": "..."}, for people with the right."""
        return self._decide(PassOverSerializer, overrides.skip_approval)

    @action(detail=True, methods=["post"])
    def override(self, request, pk):
        """{"fingerprint": "...", "reason": "..."}, for people with the right."""
        return self._decide(PassOverSerializer, overrides.override_approval)

    def _decide(self, serializer_class, decide):
        approval, sent = self.get_object(), serializer_class(data=self.request.data)
        sent.is_valid(raise_exception=True)
        seen = {approval.pk: sent.validated_data.pop("fingerprint")}
        decide(approval, **sent.validated_data, seen=seen, by=self.request.user)
        return Response(self.get_serializer(self.get_object()).data)
