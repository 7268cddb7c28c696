"""What the API says about reviews, waits and terms, and how it reads decisions."""

from rest_framework import serializers

from people.models import Team
from reviews import status
from reviews.models import Outcome, Review, Term, Wait
from reviews.pauses import pauses_of


class WaitSerializer(serializers.ModelSerializer):
    """One wait: who must do what, since when, until when."""

    review = serializers.CharField(source="review.reference")
    who = serializers.CharField()
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


class ReviewSerializer(serializers.ModelSerializer):
    """One review: where it is, with whom and since when, and what is open."""

    vendor = serializers.CharField(source="vendor.name")
    requester = serializers.CharField(source="requester.name")
    value = serializers.DecimalField(source="value.amount", max_digits=14, decimal_places=2, default=None)
    currency = serializers.CharField(source="value.currency.code", default=None)
    where = serializers.SerializerMethodField()
    with_whom = serializers.SerializerMethodField()
    open_issues = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            "reference",
            "title",
            "kind",
            "vendor",
            "requester",
            "value",
            "currency",
            "needed_by",
            "stage",
            "opened_at",
            "closed_at",
            "where",
            "with_whom",
            "open_issues",
        ]

    def get_where(self, review) -> str:
        return review.plain_stage

    def get_with_whom(self, review) -> list[dict]:
        return [
            {
                "who": str(line.who),
                "needed": line.needed,
                "since": line.since,
                "due": line.due,
                "overdue": line.overdue,
                "due_soon": line.due_soon,
                "paused": line.paused,
                "held_up_by": in_data(line.pauses),
            }
            for line in status.status_of(review, plain=True).lines
        ]

    def get_open_issues(self, review) -> list[dict]:
        return [{"summary": issue.summary, "severity": issue.severity} for issue in review.open_issues]


class TermSerializer(serializers.ModelSerializer):
    """One deal point with what each owning desk decided."""

    review = serializers.CharField(source="review.reference")
    name = serializers.CharField(source="term_type.name")
    type = serializers.CharField(source="term_type.slug")
    desks = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()

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
                "at": decision.decided_at,
            }
            for decision in term.decisions.all()
        ]


class DecisionSerializer(serializers.Serializer):
    """What is posted to decide a term."""

    desk = serializers.SlugRelatedField(slug_field="slug", queryset=Team.objects.all())
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(required=False, allow_blank=True, default="")
