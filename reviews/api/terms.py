"""Terms over the API."""

from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from people.models import Team
from reviews.api.paging import NewestFirst, of_review
from reviews.models import Outcome, Term
from reviews.playbook.checks import checks_of, papers_of
from reviews.spine import policies
from reviews.terms import deciding


class TermSerializer(serializers.ModelSerializer):
    """One deal point with what each owning desk decided."""

    review = serializers.CharField(source="review.reference")
    name = serializers.CharField(source="term_type.name")
    type = serializers.CharField(source="term_type.slug")
    desks = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    playbook_checks = serializers.SerializerMethodField()

    class Meta:
        model = Term
        fields = [
            "id",
            "review",
            "type",
            "name",
            "side",
            "desks",
            "position",
            "vendor_wording",
            "place",
            "outcome",
            "decisions",
            "playbook_checks",
        ]

    def get_desks(self, term) -> list[str]:
        return [desk.slug for desk in term.desks]

    def get_decisions(self, term) -> list[dict]:
        return [
            {
                "desk": decision.desk.slug,
                "outcome": decision.outcome,
                "reason": decision.reason,
                "by": decision.decided_by.name,
                "on_behalf_of": decision.on_behalf_of and decision.on_behalf_of.name,
                "at": decision.decided_at,
            }
            for decision in term.decisions.all()
        ]

    def get_playbook_checks(self, term) -> list[dict]:
        """How the papers stand to our position: needs `checks` of reviews.playbook.checks in the context."""
        return [
            {
                "measure": check.expectation["measure"],
                "verdict": check.verdict.value,
                "found": check.stated,
                "wanted": check.wanted,
                "quotes": [
                    {
                        "document": quote.about.version.document_id,
                        "version": quote.about.version.number,
                        "place": quote.about.place,
                        "confirmed": quote.about.is_confirmed,
                        "words": quote.text,
                    }
                    for quote in check.quotes
                ],
            }
            for check in self.context["checks"].get(term.pk, ())
        ]


class DecisionSerializer(serializers.Serializer):
    """What is posted to decide a term."""

    desk = serializers.SlugRelatedField(slug_field="slug", queryset=Team.objects.all())
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Terms that the caller may work on; `?review=R-1042` for those of one review."""

    serializer_class = TermSerializer
    pagination_class = NewestFirst

    def get_serializer(self, *args, **kwargs):
        """With what the playbook check found, for one term or a page of them: as many queries for one as for fifty."""
        terms = list(args[0]) if kwargs.get("many") else list(args[:1])
        reads = policies.may_read_content(self.request.user)
        papers = papers_of({term.review_id for term in terms} if reads else ())
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
        deciding.decide_term(self.get_object(), **decision.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
