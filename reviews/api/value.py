"""The value ledger over the API: the same rows, actions and sentences as on its pages."""

from djmoney.contrib.django_rest_framework import MoneyField
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from contracts.models import DocumentVersion
from reviews.api.paging import NewestFirst, of_review
from reviews.models import Review, Term, ValueEntry, ValueKind
from reviews.models.value_entry import Baseline, Per
from reviews.value import ledger


class ValueSerializer(serializers.ModelSerializer):
    """One thing that was brought about; `amount` is what it would have cost less what it costs."""

    review = serializers.CharField(source="review.reference")
    amount = serializers.SerializerMethodField()
    noted_by = serializers.CharField(source="noted_by.email")
    ended_by = serializers.CharField(source="ended_by.email", default=None)

    class Meta:
        model = ValueEntry
        fields = [
            *(
                "id",
                "review",
                "term",
                "kind",
                "what",
                "by_commercial",
                "by_legal",
                "before",
                "before_currency",
                "after",
            ),
            *("after_currency", "per", "against", "amount", "days", "shown_by", "evidence", "state", "noted_by"),
            *("noted_at", "ended_by", "ended_at", "ended_why"),
        ]

    def get_amount(self, entry) -> str | None:
        return str(entry.amount.amount) if entry.amount else None


class NoteSerializer(serializers.Serializer):
    """{"review": "R-1001", "kind": "saving", "what": "…", "before": "12000", "before_currency": "EUR", …}"""

    review = serializers.CharField()
    kind = serializers.ChoiceField(ValueKind.choices)
    what = serializers.CharField(max_length=200)
    by_commercial = serializers.BooleanField(default=True)
    by_legal = serializers.BooleanField(default=True)
    before = MoneyField(max_digits=14, decimal_places=2, required=False, allow_null=True, default=None)
    after = MoneyField(max_digits=14, decimal_places=2, required=False, allow_null=True, default=None)
    per = serializers.ChoiceField(Per.choices, required=False, allow_blank=True, default="")
    against = serializers.ChoiceField(Baseline.choices, required=False, allow_blank=True, default="")
    days = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=3650)
    evidence = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    term = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=2**31)
    shown_by = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=2**31)


class WhySerializer(serializers.Serializer):
    """{"why": "…"}"""

    why = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ValueViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What counts and what does not, newest first; `?review=R-1001` narrows it."""

    filters = {"list": {"review": "Only those of this review: R-1042."}}
    serializer_class = ValueSerializer
    pagination_class = NewestFirst
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        if self.request.user.is_outside:
            return ValueEntry.objects.none()
        entries = ValueEntry.objects.visible_to(self.request.user)
        return of_review(entries, self.request).select_related("review", "noted_by", "ended_by")

    def create(self, request):
        sent = NoteSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        facts = dict(sent.validated_data)
        review = _visible_review(facts.pop("review"), request.user)
        term, paper = facts.pop("term"), facts.pop("shown_by")
        facts["shown_by"] = paper and _one(DocumentVersion.objects.filter(document__reviews=review), paper)
        entry = ledger.note_value(
            review, term=term and _one(Term.objects.filter(review=review), term), **facts, by=request.user
        )
        return Response(self.get_serializer(entry).data, status=201)

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        return self._end(request, ledger.confirm_value)

    @action(detail=True, methods=["post"])
    def reject(self, request, pk=None):
        return self._end(request, ledger.reject_value)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        return self._end(request, ledger.withdraw_value)

    def _end(self, request, act):
        entry = self.get_object()
        sent = WhySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(self.get_serializer(act(entry, why=sent.validated_data["why"], by=request.user)).data)


def _visible_review(reference, user):
    number = reference.upper().removeprefix("R-")
    if not (number.isdigit() and len(number) < 10):
        raise exceptions.NotFound()
    return _one(Review.objects.visible_to(user), int(number))


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise exceptions.NotFound()
    return row
