"""Terms over the API."""

from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.keys import pk_or_none
from common.stale import StateNotNamed, state_named
from contracts.models import Document
from people.models import Team
from reviews.api.etags import with_etag
from reviews.api.paging import NewestFirst, in_sight, of_review
from reviews.checks.papers import papers_of
from reviews.checks.stands import stands_of
from reviews.models import Outcome, Review, Term
from reviews.spine import policies
from reviews.terms import bulk, deciding, outcomes, states
from reviews.terms import papers as term_papers


class TermSerializer(serializers.ModelSerializer):
    """One deal point with what each owning desk decided."""

    review = serializers.CharField(source="review.reference")
    name = serializers.CharField(source="term_type.name")
    type = serializers.CharField(source="term_type.slug")
    desks = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    fallbacks = serializers.ListField(source="term_type.fallbacks", child=serializers.CharField())
    asked_for = serializers.CharField(source="asked_text")
    verdict = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    paper = serializers.SerializerMethodField()
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
            "fallbacks",
            "outcome",
            "asked_for",
            "verdict",
            "state",
            "paper",
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
                "rank": decision.rank,
                "asked_for": decision.asked_text,
                "decided_on": {
                    "verdict": decision.verdict,
                    "position": decision.position,
                    "vendor_wording": decision.wording,
                    "document": decision.version and decision.version.document_id,
                    "version": decision.version and decision.version.number,
                },
                "by": decision.decided_by.name,
                "on_behalf_of": decision.on_behalf_of and decision.on_behalf_of.name,
                "at": decision.decided_at,
            }
            for decision in term.decisions.all()
        ]

    def get_state(self, term) -> str:
        """The key of what a decision on it is made on; also the ETag."""
        return states.state_of(term, self.context["stands"][term.pk]).key

    def get_verdict(self, term) -> str:
        """What the playbook check says of the term as a whole: needs `stands` of reviews.checks in the context."""
        return self.context["stands"][term.pk].verdict

    def get_paper(self, term) -> dict | None:
        """The paper that speaks, why, and the others that say something about the term."""
        speaking = self.context["stands"][term.pk].speaking
        return speaking and {
            "document": speaking.version.document_id,
            "version": speaking.version.number,
            "language": speaking.paper.language,
            "notes": speaking.paper.notes,
            "why": speaking.why,
            "others": [paper.version.document_id for paper in speaking.others],
        }

    def get_playbook_checks(self, term) -> list[dict]:
        """How the paper that speaks stands to our position."""
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
            for check in self.context["stands"][term.pk].checks
        ]


class DecisionSerializer(serializers.Serializer):
    """What is posted to decide a term. `rank` goes with a fallback; `carried`: the paper says that fallback already."""

    desk = serializers.SlugRelatedField(slug_field="slug", queryset=Team.objects.all())
    outcome = serializers.ChoiceField(choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN])
    reason = serializers.CharField(required=False, allow_blank=True, default="")
    rank = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=1000)
    carried = serializers.BooleanField(required=False, default=False)
    state = serializers.CharField(required=False, allow_blank=True, default="")


class TogetherSerializer(serializers.Serializer):
    """What is posted to decide several terms of one review in one step."""

    review = serializers.CharField()
    terms = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=500)
    outcome = serializers.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in outcomes.TOGETHER])
    states = serializers.DictField(child=serializers.CharField(), required=False, default=dict)


class PaperSerializer(serializers.Serializer):
    """What is posted to let a paper speak on a term; null: the one that usually does."""

    document = serializers.PrimaryKeyRelatedField(queryset=Document.objects.none(), allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, default="")
    state = serializers.CharField(required=False, allow_blank=True, default="")

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = Document.objects.filter(reviews=review)


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Terms that the caller may work on; `?review=R-1042` for those of one review."""

    area = "decisions"
    filters = {"list": {"review": "Only those of this review: R-1042."}}
    serializer_class = TermSerializer
    pagination_class = NewestFirst

    def get_serializer(self, *args, **kwargs):
        """With what the playbook check found, for one term or a page of them: as many queries for one as for fifty."""
        terms = list(args[0]) if kwargs.get("many") else list(args[:1])
        reads = policies.may_read_content(self.request.user)
        papers = papers_of({term.review_id for term in terms} if reads else ())
        context = self.get_serializer_context() | {"stands": stands_of(terms, papers)}
        return super().get_serializer(*args, context=context, **kwargs)

    def get_queryset(self):
        named = ("review", "term_type", "desk", "second_desk", "paper_chosen_by")
        terms = of_review(Term.objects.visible_to(self.request.user).select_related(*named), self.request)
        if self.action == "list":
            terms = in_sight(terms, self.request)
        people = ("decisions__desk", "decisions__decided_by", "decisions__on_behalf_of")
        return terms.prefetch_related("passages", *people, "decisions__version")

    def retrieve(self, request, *args, **kwargs):
        return with_etag(super().retrieve(request, *args, **kwargs))

    @action(detail=True, methods=["post"])
    def decide(self, request, pk):
        """Decide for one of the owning desks: {"desk": "legal", "outcome": "theirs", "reason": "…"}.

        A fallback is named by its `rank` in `fallbacks`: {"desk": "legal", "outcome": "fallback", "rank": 1}. `state`
        (or If-Match) names the state that was read: without one it is 428.
        """
        term = self.get_object()
        decision = DecisionSerializer(data=request.data)
        decision.is_valid(raise_exception=True)
        data = decision.validated_data
        seen = state_named(request, data.pop("state"))
        deciding.decide_term(term, **data, seen=seen, by=request.user)
        return with_etag(Response(self.get_serializer(self.get_object()).data))

    @action(detail=False, methods=["post"])
    def together(self, request):
        """Decide several terms at once: {"review": "R-1042", "terms": [7, 8], "outcome": "ask", "states": {"7": "…",
        "8": "…"}}. The answer names what was left out, and why: nothing that differs is accepted in one step, and
        nothing that was changed since it was read.
        """
        asked = TogetherSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pk = pk_or_none(asked.validated_data["review"].removeprefix("R-"))
        workable = Review.objects.filter(pk__in=Term.objects.visible_to(request.user).values("review"))
        review = get_object_or_404(workable, pk=pk)
        terms = list(self.get_queryset().filter(review=review, pk__in=asked.validated_data["terms"]))
        seen = {term.pk: asked.validated_data["states"].get(str(term.pk)) for term in terms}
        if not all(seen.values()):
            raise StateNotNamed()
        attempts = bulk.decide_terms(review, terms, asked.validated_data["outcome"], seen=seen, by=request.user)
        return Response(
            {
                "decided": [attempt.term.pk for attempt in attempts if not attempt.refusal],
                "left_out": [
                    {"term": attempt.term.pk, "why": attempt.refusal} for attempt in attempts if attempt.refusal
                ],
            }
        )

    @action(detail=True, methods=["post"])
    def paper(self, request, pk):
        """Let one of several papers speak: {"document": 12, "reason": "…", "state": "…"}; {"document": null} for the
        usual one. `state` is that of the term, or comes as If-Match."""
        term = self.get_object()
        chosen = PaperSerializer(data=request.data, review=term.review)
        chosen.is_valid(raise_exception=True)
        data = chosen.validated_data
        seen = state_named(request, data.pop("state"))
        term_papers.choose_paper(term, **data, seen=seen, by=request.user)
        return with_etag(Response(self.get_serializer(self.get_object()).data))
