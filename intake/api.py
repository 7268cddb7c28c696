"""Heads-ups over the API: the thirty-second form as JSON, with the same rules and sentences."""

from django.conf import settings
from django.http import Http404
from djmoney.money import Money
from rest_framework import mixins, serializers, viewsets
from rest_framework.response import Response

from intake import actions
from intake.models import IntakeRequest, RequestType
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


class HeadsUpViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The caller's own heads-ups that have not become a request yet, newest first."""

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
