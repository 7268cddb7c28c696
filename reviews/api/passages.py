"""What reading found in the papers of a review, over the API: what to look at, and what people make of it."""

from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from common.keys import pk_or_none
from contracts.models import DocumentVersion
from people.models import Team
from reviews.api.paging import NewestFirst, of_review
from reviews.models import Proposal, Review, Side, TermType
from reviews.papers import attention, proposals, together


class PassageSerializer(serializers.ModelSerializer):
    """One passage: where it stands, what it is proposed as, and what somebody made of it."""

    review = serializers.CharField(source="review.reference")
    document = serializers.IntegerField(source="version.document_id")
    version = serializers.IntegerField(source="version.number")
    words = serializers.CharField(source="quote")
    type = serializers.CharField(source="term_type.slug", default=None)
    desks = serializers.SerializerMethodField()
    decided_type = serializers.CharField(source="decided_type.slug", default=None)
    decided_by = serializers.CharField(source="decided_by.name", default=None)

    class Meta:
        model = Proposal
        fields = [
            *("id", "review", "document", "version", "place", "words", "type", "type_confidence", "side", "desks"),
            *("state", "settled_with", "decided_type", "decided_by", "decided_at", "term"),
        ]

    def get_desks(self, proposal) -> list[str]:
        return [desk.slug for desk in proposal.desks]


class CorrectionSerializer(serializers.Serializer):
    """What is posted to correct a passage: what it is about; its side and desk where they are not the usual ones."""

    type = serializers.SlugRelatedField(slug_field="slug", queryset=TermType.objects.filter(is_active=True))
    side = serializers.ChoiceField(choices=[("", "as usual"), *Side.choices], required=False, default="")
    desk = serializers.SlugRelatedField(
        slug_field="slug", queryset=Team.objects.all(), required=False, allow_null=True, default=None
    )


class PaperSerializer(serializers.Serializer):
    """What names a version of a paper of a review; without a number its newest one."""

    review = serializers.CharField()
    document = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class ListSerializer(PaperSerializer):
    """What is posted to settle all passages of a list: the list as it was read."""

    passages = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=2000, min_length=1)


class DeskListSerializer(ListSerializer):
    desk = serializers.SlugRelatedField(slug_field="slug", queryset=Team.objects.all())


class PassageViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Passages of the reviews that the caller may work on; `?review=R-1042` for those of one review."""

    filters = {
        "list": {"review": "Only those of this review: R-1042."},
        "points": {"version": "The number of a version; without it the newest."},
    }
    serializer_class = PassageSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        named = ("review", "version", "term_type", "desk", "second_desk", "decided_type", "decided_by")
        visible = Proposal.objects.visible_to(self.request.user)
        return of_review(visible, self.request).select_related(*named)

    @action(detail=False, url_path=r"points/(?P<review>[^/.]+)/(?P<document>[0-9]{1,18})")
    def points(self, request, review, document):
        """What to look at in the newest version of a paper, or in that of `?version=`."""
        asked = {"review": review, "document": document, **request.query_params.dict()}
        review, version, _ = self._paper(PaperSerializer, asked)
        return Response([_point(point) for point in attention.points_of_version(review, version)])

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        return self._settled(proposals.confirm_proposal)

    @action(detail=True, methods=["post"])
    def reject(self, request, pk):
        return self._settled(proposals.reject_proposal)

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        return self._settled(proposals.reopen_proposal)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk):
        """{"type": "liability"}; `side` and `desk` where they are not the usual ones."""
        correction = CorrectionSerializer(data=request.data)
        correction.is_valid(raise_exception=True)
        data = dict(correction.validated_data)
        return self._settled(proposals.correct_proposal, term_type=data.pop("type"), **data)

    @action(detail=False, methods=["post"], url_path="confirm-listed")
    def confirm_listed(self, request):
        """{"review": "R-1042", "document": 7, "desk": "legal", "passages": [3, 4]}: all that `points` calls "together"
        for this desk, as they were read there."""
        review, version, data = self._paper(DeskListSerializer, request.data)
        confirmed = together.confirm_listed(
            review, version, desk=data["desk"], listed=data["passages"], by=request.user
        )
        return Response({"confirmed": [proposal.pk for proposal in confirmed]})

    @action(detail=False, methods=["post"], url_path="set-aside")
    def set_aside(self, request):
        """{"review": "R-1042", "document": 7, "passages": [3, 4]}: none of a list of no known term is one."""
        review, version, data = self._paper(ListSerializer, request.data)
        passages = together.set_aside(review, version, listed=data["passages"], by=request.user)
        return Response({"set_aside": [proposal.pk for proposal in passages]})

    def _paper(self, serializer, sent):
        """(the review, the version of its paper, all that was sent), for those who may work on the review."""
        paper = serializer(data=sent)
        paper.is_valid(raise_exception=True)
        data = paper.validated_data
        pk = pk_or_none(data["review"].removeprefix("R-"))
        mine = Proposal.objects.visible_to(self.request.user).values("review")
        review = get_object_or_404(Review.objects.filter(pk__in=mine), pk=pk)
        versions = DocumentVersion.objects.filter(document__reviews=review, document=data["document"])
        number = data.get("version")
        version = (versions.filter(number=number) if number else versions).order_by("-number").first()
        if version is None:
            raise NotFound
        return review, version, data

    def _settled(self, settle, **more):
        proposal = self.get_object()
        settle(proposal, **more, by=self.request.user)
        return Response(self.get_serializer(self.get_object()).data)


def _point(point) -> dict:
    """One point, and how the paper stands to our position there."""
    return {
        "point": point.key,
        "name": point.name,
        "place": point.place,
        "to_look_at": point.is_to_look_at,
        "desks": [desk.slug for desk in point.desks],
        "term": point.term and point.term.pk,
        "passages": [proposal.pk for proposal in point.proposals],
        "open": [proposal.pk for proposal in point.open],
        "checks": [
            {"measure": check.expectation["measure"], "verdict": check.verdict, "words": check.sentence}
            for check in point.checks
        ],
    }
