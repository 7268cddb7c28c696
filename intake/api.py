"""Heads-ups and the pipeline over the API, with the rules and sentences of the pages."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from djmoney.money import Money
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from intake import actions, asking_again
from intake.forms.pipeline import FOR_READERS, PipelineForm
from intake.models import IntakeRequest, RequestType
from intake.pipeline.merged import coming, place_in
from reviews.api.paging import NewestFirst


class HeadsUpSerializer(serializers.ModelSerializer):
    """One's own heads-up. What has become of it: /api/reviews/{review}/story/."""

    kind = serializers.CharField(source="request_type.slug")
    vendor = serializers.CharField(source="vendor_name")
    review = serializers.CharField(source="review.reference")
    value = serializers.DecimalField(source="value.amount", max_digits=14, decimal_places=2, default=None)
    currency = serializers.CharField(source="value.currency", default=None)

    class Meta:
        model = IntakeRequest
        fields = ["review", "kind", "title", "vendor", "reason", "value", "currency", "needed_by"]


class GivenSerializer(serializers.Serializer):
    """What a heads-up says; the size and the day are rough. What is missing in it is said by the rules."""

    kind = serializers.SlugRelatedField(
        source="request_type", slug_field="slug", queryset=RequestType.objects.filter(is_active=True)
    )
    title = serializers.CharField(max_length=160, allow_blank=True)
    vendor = serializers.CharField(source="vendor_name", max_length=200, allow_blank=True)
    reason = serializers.CharField(max_length=5000, allow_blank=True)
    value = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, required=False)
    currency = serializers.ChoiceField(settings.CURRENCIES, default=settings.DEFAULT_CURRENCY)
    needed_by = serializers.DateField(required=False)
    is_another_vendor = serializers.BooleanField(default=False)

    def validate(self, data):
        """The amount and its currency as one."""
        value, currency = data.pop("value", None), data.pop("currency")
        return data | {"value": None if value is None else Money(value, currency)}


class ComingSerializer(serializers.Serializer):
    """One thing that is coming; of a shared draft the title, vendor, size and day alone."""

    source = serializers.CharField()
    title = serializers.CharField()
    vendor = serializers.CharField()
    value = serializers.DecimalField(source="size.amount", max_digits=14, decimal_places=2, default=None)
    currency = serializers.CharField(source="size.currency", default=None)
    day = serializers.DateField()
    review = serializers.CharField(source="reference")
    waits_for = serializers.ListField(child=serializers.CharField())
    flags = serializers.ListField(child=serializers.CharField())


class PipelineViewSet(viewsets.ViewSet):
    """What is coming, soonest first. Filters as on the page; `after` is the `next` of the page before."""

    filters = {
        "list": {
            "source": "What kind of thing is coming.",
            "side": "`commercial` or `legal`.",
            "desk": "The key of a desk.",
            "month": "`2027-03`.",
            "vendor": "Part of a vendor's name.",
        }
    }
    lookup_value_regex = "[0-9]{1,12}"

    def list(self, request):
        if not request.user.reads_lists:
            raise PermissionDenied(FOR_READERS)
        narrowed = PipelineForm(request.query_params, today=timezone.localdate()).narrowed()
        rows, last = coming(request.user, narrowed, after=place_in(request.query_params.get("after", "")))
        return Response({"next": str(last) if last else None, "results": ComingSerializer(rows, many=True).data})

    @action(detail=True, methods=["post"])
    def share(self, request, pk):
        """Share one's own draft, by its number: title, vendor, size and day, and nothing else."""
        return self._answer(actions.share(self._own(request, pk), by=request.user))

    @action(detail=True, methods=["post"], url_path="stop-sharing")
    def stop_sharing(self, request, pk):
        """Take it back."""
        return self._answer(actions.stop_sharing(self._own(request, pk), by=request.user))

    def _own(self, request, pk):
        return get_object_or_404(IntakeRequest.objects.visible_to(request.user), pk=pk)

    def _answer(self, draft):
        return Response({"id": draft.pk, "shared_at": draft.shared_at})


class OwnRequestViewSet(viewsets.GenericViewSet):
    """One's own requests, by the reference of their review: /api/requests/R-1042/."""

    filters = {}
    lookup_value_regex = r"R-[0-9]{1,12}"

    @action(detail=True, methods=["post"], url_path="ask-again")
    def ask_again(self, request, pk):
        """Begin a private draft with what was asked before and came to nothing. Returns the draft."""
        own = IntakeRequest.objects.visible_to(request.user)
        former = get_object_or_404(own, review=pk.removeprefix("R-"))
        draft = asking_again.ask_again(former, by=request.user)
        return Response({"id": draft.pk, "title": draft.title, "page": draft.get_absolute_url()}, status=201)


class HeadsUpViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The caller's own heads-ups that have not become a request yet, newest first."""

    filters = {}
    serializer_class = HeadsUpSerializer
    pagination_class = NewestFirst

    def initial(self, request, *args, **kwargs):
        """Nothing here is for those who ask for nothing: outside counsel."""
        super().initial(request, *args, **kwargs)
        if request.user.is_outside:
            raise Http404

    def get_queryset(self):
        own = IntakeRequest.objects.visible_to(self.request.user).drafts().filter(review__closed_at=None)
        return own.exclude(review=None).select_related("request_type", "review")

    def create(self, request):
        """{"kind": "software", "title": "", "vendor": "", "reason": "", "value": 48000, "currency": "EUR", "needed_by":
        "2027-03-01"}. A name close to a known vendor's is refused with the question, unless "is_another_vendor"."""
        serializer = GivenSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = actions.give_heads_up(**serializer.validated_data, by=request.user)
        return Response(self.get_serializer(given).data, status=201)
