"""What the API says about reviews, waits and terms, and how it reads decisions."""

from rest_framework import serializers

from people.models import Team
from reviews import status
from reviews.models import Approval, Outcome, Review, Term, Wait
from reviews.pauses import pauses_of


class WaitSerializer(serializers.ModelSerializer):
    """One wait: who must do what, since when, until when."""

    review = serializers.CharField(source="review.reference")
    who = serializers.CharField()
    on_behalf_of = serializers.CharField(source="on_behalf_of.name", default=None)
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
            "on_behalf_of",
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
                "on_behalf_of": line.on_behalf_of and line.on_behalf_of.name,
                "away_until": line.away_until,
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
        """How the papers stand to our position: needs `checks` of reviews.checks in the context."""
        return [
            {
                "measure": check.expectation["measure"],
                "verdict": check.verdict.value,
                "found": check.found,
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
        return [{"label": each["label"], "text": each["text"]} for each in approval.covered]

    def get_changes(self, approval) -> list[dict]:
        return [{"label": each.label, "before": each.before, "after": each.after} for each in approval.difference]


class ApproveSerializer(serializers.Serializer):
    """What is posted to approve."""

    fingerprint = serializers.CharField()
    remark = serializers.CharField(required=False, allow_blank=True, default="")


class PassOverSerializer(serializers.Serializer):
    """What is posted to skip or override."""

    fingerprint = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
