"""What nobody can do, and the ways out, over the API; whether two people always approve for two desks."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from people.models import Team, User
from people.policies import may_configure
from reviews.approvals.two_people import choose_two_approvers
from reviews.models import Approval, Review, TwoApprovers, Wait
from reviews.rules import policies as rule_policies
from reviews.spine import policies as spine_policies
from reviews.unheld import actions, policies
from reviews.unheld.finding import held_by_nobody

SHOWN = 100


class PersonSerializer(serializers.Serializer):
    """Somebody by their address, and why."""

    person = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.filter(is_active=True))
    reason = serializers.CharField(allow_blank=True)


class RequesterSerializer(PersonSerializer):
    """Another requester, and the `requester_state` that was read."""

    state = serializers.CharField(required=False, allow_blank=True, default="")


class DeskSerializer(serializers.Serializer):
    """A desk by its key, and why."""

    desk = serializers.SlugRelatedField(slug_field="slug", queryset=Team.objects.all())
    reason = serializers.CharField(allow_blank=True)


class NumberSerializer(serializers.Serializer):
    """A review by its number."""

    review = serializers.CharField()


class UnheldViewSet(viewsets.ViewSet):
    """What nobody could settle, longest due first, without content: for leads, and for admins."""

    filters = {}
    lookup_value_regex = "[0-9]{1,12}"

    def list(self, request):
        if not spine_policies.may_look_for_lost_reviews(request.user):
            raise exceptions.PermissionDenied("This is for leads and for the people who look after Duet.")
        rows = held_by_nobody(limit=SHOWN)
        walled_off = Review.objects.walled_off(request.user).among({row.wait.review_id for row in rows})
        return Response({"results": [_row(row) for row in rows if row.wait.review_id not in walled_off]})

    @action(detail=True, methods=["post"], url_path="name-approver")
    def name_approver(self, request, pk):
        """{"person": "ann@example.org", "reason": ""}: for an approval that nobody who is asked could give."""
        approval = Approval.objects.pending().select_related("review", "desk", "wait").filter(wait=pk).first()
        if approval is None or not _may_know(request.user, approval.review):
            raise Http404
        if not policies.may_name_approver(request.user, approval):  # before anybody learns which addresses are known
            raise PermissionDenied(policies.WHO_NAMES_APPROVERS)
        data = _valid(PersonSerializer(data=request.data))
        approval = actions.name_approver(approval, **data, by=request.user)
        return Response({"id": approval.wait_id, "named": approval.named.name})

    @action(detail=True, methods=["post"], url_path="name-settler")
    def name_settler(self, request, pk):
        """{"person": "ann@example.org", "reason": ""}: for an escalated term, or a side of a disagreement."""
        waits = Wait.objects.open().filter(purpose__in=policies.SETTLED_BY_NAMED)
        wait = waits.select_related("review", "desk", "term__term_type").filter(pk=pk).first()
        if wait is None or not _may_know(request.user, wait.review):
            raise Http404
        if not policies.may_name_settler(request.user, wait):  # before anybody learns which addresses are known
            raise PermissionDenied(policies.WHO_NAMES_SETTLERS)
        wait = actions.name_settler(wait, **_valid(PersonSerializer(data=request.data)), by=request.user)
        return Response({"id": wait.pk, "named": wait.person.name})

    @action(detail=False)
    def walls(self, request):
        """The walled reviews with nobody inside who could go on, by number, which the caller may let somebody into."""
        if not spine_policies.may_look_for_lost_reviews(request.user):
            raise exceptions.PermissionDenied("This is for leads and for the people who look after Duet.")
        rows = policies.cut_off_for(request.user)
        return Response({"results": [{"review": row.review.reference, "why": row.sentence} for row in rows]})

    @action(detail=False, methods=["post"], url_path="let-in")
    def let_in(self, request):
        """{"review": "R-1042", "person": "ann@example.org", "reason": ""}: of those that `walls` lists."""
        rows = {row.review.reference: row for row in policies.cut_off_for(request.user)}
        row = rows.get(_valid(NumberSerializer(data=request.data))["review"])
        if row is None:  # before anybody learns which addresses are known
            raise Http404
        named = actions.let_in(row.review, **_valid(PersonSerializer(data=request.data)), by=request.user)
        return Response({"review": row.review.reference, "let_in": named.person.name})

    @action(detail=True, methods=["post"], url_path="hand-on")
    def hand_on(self, request, pk):
        """{"desk": "legal", "reason": ""}: what nobody of its own desk could do goes to another."""
        wait = Wait.objects.visible_to(request.user).filter(pk=pk).first()
        if wait is None:
            raise Http404
        wait = actions.hand_on(wait, **_valid(DeskSerializer(data=request.data)), by=request.user)
        return Response({"id": wait.pk, "desk": wait.desk.slug})


def _may_know(user, review):
    """Whoever sees the review, and admins, who see its number where it is not walled; never the requester."""
    if user.pk == review.requester_id:
        return False
    return (may_configure(user) and not review.is_walled) or Review.objects.visible_to(user).filter(
        pk=review.pk
    ).exists()


def _row(row):
    return {
        "id": row.wait.pk,
        "review": row.wait.review.reference,
        "purpose": row.wait.purpose,
        "desk": row.wait.desk and row.wait.desk.slug,
        "due_at": row.wait.due_at,
        "why": row.sentence,
        "way_out": row.way_out.sentence,
    }


def _valid(serializer):
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class TwoApproversSerializer(serializers.Serializer):
    """What is posted to choose."""

    always = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)


class TwoApproversViewSet(viewsets.ViewSet):
    """Whether two people always approve for two desks. Leads read it, admins choose: {"always": true, "reason": ""}."""

    filters = {}

    def list(self, request):
        if not rule_policies.may_read_split(request.user):
            raise Http404
        return Response(_choice(TwoApprovers.objects.first()))

    def create(self, request):
        if not rule_policies.may_read_split(request.user):
            raise Http404
        return Response(
            _choice(choose_two_approvers(**_valid(TwoApproversSerializer(data=request.data)), by=request.user))
        )


def _choice(choice):
    if choice is None:
        return {"always": False, "reason": "", "saved_at": None}
    return {"always": choice.always, "reason": choice.why, "saved_at": choice.saved_at}
