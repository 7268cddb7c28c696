"""People, their seats and what waits for a second admin, over the API: the same rows, actions and sentences as on the
settings pages. For admins."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.paging import page_by_key
from people.actions import inviting, leaving, naming, pasted, seats
from people.actions.inviting import Wanted
from people.actions.seats import Part
from people.models import Invitation, Membership, RightRequest, Team, User
from people.settings import filters
from people.settings.common import require_admin
from people.settings.forms import PeopleFilter
from people.taking_over import held_by

KEY = "[0-9]{1,12}"


class SeatSerializer(serializers.ModelSerializer):
    """A seat: the desk by its slug, and the part."""

    desk = serializers.SlugRelatedField(source="team", slug_field="slug", queryset=Team.objects.all())

    class Meta:
        model = Membership
        fields = ["desk", "is_lead", "is_backup", "may_override"]
        extra_kwargs = {name: {"required": False} for name in ("is_lead", "is_backup", "may_override")}


class PersonSerializer(serializers.ModelSerializer):
    """One person, as in the list."""

    seats = SeatSerializer(source="memberships", many=True, read_only=True)
    is_invited = serializers.SerializerMethodField()
    last_seen = serializers.DateTimeField(source="seen_at", read_only=True)

    class Meta:
        model = User
        fields = [
            "id",
            "name",
            "email",
            "is_active",
            "is_invited",
            "is_admin",
            "is_auditor",
            "is_outside",
            "seats",
            "last_seen",
        ]

    def get_is_invited(self, person) -> bool:
        return bool(person.open_invitations)


class InviteSerializer(serializers.Serializer):
    """Whom to invite: {"email": "…", "name": "…", "seats": [{"desk": "legal", "is_lead": true}]}."""

    email = serializers.CharField(max_length=320)
    name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    seats = SeatSerializer(many=True, required=False)
    is_auditor = serializers.BooleanField(required=False)
    is_outside = serializers.BooleanField(required=False)


class SeatStepSerializer(SeatSerializer):
    """A seat to give; `alone` is what the only admin says who knows that nobody else confirms it."""

    alone = serializers.BooleanField(required=False, default=False)

    class Meta(SeatSerializer.Meta):
        fields = [*SeatSerializer.Meta.fields, "alone"]


class RoleSerializer(serializers.Serializer):
    role = serializers.ChoiceField(choices=list(seats.ROLES))
    alone = serializers.BooleanField(required=False, default=False)


class ListSerializer(serializers.Serializer):
    """A pasted list; with `seen`, the fingerprint of the dry run, it is done."""

    text = serializers.CharField(max_length=pasted.MOST_BYTES, trim_whitespace=False)
    seen = serializers.CharField(max_length=16, required=False)


class LeaveSerializer(serializers.Serializer):
    """Who takes over: {"taker": "ivo@…", "takers": {"contracts": "lena@…"}}; addresses of people who can sign in."""

    here = User.objects.filter(is_active=True)
    taker = serializers.SlugRelatedField(slug_field="email", queryset=here, required=False, allow_null=True)
    takers = serializers.DictField(
        child=serializers.SlugRelatedField(slug_field="email", queryset=here), required=False
    )


def _read(serializer, request):
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    return checked.validated_data


class PeopleViewSet(viewsets.ViewSet):
    """Everybody with an account, by name; `?q=`, `?desk=`, `?role=` and `?state=` narrow it as on the page."""

    filters = {
        "list": {
            "q": "Part of a name or an address.",
            "desk": "The number of a desk.",
            "role": "`admin`, `lead`, `auditor` or `outside`.",
            "state": "`here`, `invited`, `left` or `all`.",
        }
    }
    lookup_value_regex = KEY

    def list(self, request):
        require_admin(request)
        form = PeopleFilter(request.query_params)
        form.is_valid()
        chosen = {name: form.cleaned_data.get(name) or "" for name in form.fields}
        people = filters.people_of(**chosen | {"desk": chosen["desk"] or None})
        parts = filters.parts_of(people, chosen["state"])
        page = page_by_key(people, request, key=("sort_name", "pk"), parts=parts)
        rows = PersonSerializer(page.rows, many=True).data
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})

    def retrieve(self, request, pk):
        return self._answer(self._person(request, pk))

    def create(self, request):
        """Invite one person."""
        require_admin(request)
        facts = dict(_read(InviteSerializer, request))
        wanted = [
            Wanted(seat["team"], seat.get("is_lead", False), seat.get("is_backup", False))
            for seat in facts.pop("seats", [])
        ]
        return self._answer(inviting.invite(**facts, seats=wanted, by=request.user).person)

    @action(detail=False, methods=["post"], url_path="invite-list")
    def invite_list(self, request):
        """A dry run of a list; with its fingerprint as `seen`, the invitations."""
        require_admin(request)
        facts = _read(ListSerializer, request)
        plan = pasted.plan(facts["text"])
        lines = [
            {"line": line.number, "email": line.email, "ok": not line.faults, "what": line.sentence}
            for line in plan.lines
        ]
        invited = []
        if "seen" in facts:
            invited = pasted.invite_all(facts["text"], seen=facts["seen"], by=request.user)
        return Response({"lines": lines, "seen": plan.fingerprint, "invited": [row.person_id for row in invited]})

    @action(detail=True, methods=["post"])
    def rename(self, request, pk):
        """{"name": "…"}"""
        person = self._person(request, pk)
        return self._answer(naming.rename(person, name=str(request.data.get("name", "")), by=request.user))

    @action(detail=True, methods=["post"], url_path="invite-again")
    def invite_again(self, request, pk):
        """Another mail with a new link; or a new invitation, where the former one was taken back."""
        person = self._person(request, pk)
        invitation = person.invitations.open().first()
        if invitation:
            inviting.invite_again(invitation, by=request.user)
        else:
            inviting.invite_anew(person, by=request.user)
        return self._answer(person)

    @action(detail=True, methods=["post"], url_path="revoke-invitation")
    def revoke_invitation(self, request, pk):
        person = self._person(request, pk)
        inviting.revoke(get_object_or_404(Invitation.objects.open(), person=person), by=request.user)
        return self._answer(person)

    @action(detail=True, methods=["post"], url_path="give-seat")
    def give_seat(self, request, pk):
        """{"desk": "finance", "is_lead": true}. Answers 202 where another admin has to confirm it."""
        person, facts = self._person(request, pk), _read(SeatStepSerializer, request)
        part = Part(*(facts.get(name, False) for name in ("is_lead", "is_backup", "may_override")))
        result = seats.give_seat(person, team=facts["team"], part=part, alone=facts["alone"], by=request.user)
        return self._answer(person, status=202 if isinstance(result, RightRequest) else 200)

    @action(detail=True, methods=["post"], url_path="take-seat")
    def take_seat(self, request, pk):
        """{"desk": "finance"}"""
        person = self._person(request, pk)
        desk = str(request.data.get("desk", ""))
        seats.take_seat(get_object_or_404(Membership, user=person, team__slug=desk), by=request.user)
        return self._answer(person)

    @action(detail=True, methods=["post"], url_path="give-role")
    def give_role(self, request, pk):
        """{"role": "is_admin"}. Answers 202 where another admin has to confirm it."""
        person, facts = self._person(request, pk), _read(RoleSerializer, request)
        result = seats.give_role(person, role=facts["role"], alone=facts["alone"], by=request.user)
        return self._answer(person, status=202 if isinstance(result, RightRequest) else 200)

    @action(detail=True, methods=["post"], url_path="take-role")
    def take_role(self, request, pk):
        person, facts = self._person(request, pk), _read(RoleSerializer, request)
        return self._answer(seats.take_role(person, role=facts["role"], by=request.user))

    @action(detail=True, methods=["get"])
    def holds(self, request, pk):
        """What they hold, by kind, as far as an admin may know."""
        lines = held_by(self._person(request, pk))
        return Response(
            [{"kind": line.kind.key, "number": line.number, "otherwise": line.kind.otherwise} for line in lines]
        )

    @action(detail=True, methods=["post"])
    def leave(self, request, pk):
        """Close the account; what they hold goes to `taker`, single kinds to `takers`."""
        person, facts = self._person(request, pk), _read(LeaveSerializer, request)
        report = leaving.deactivate(person, taker=facts.get("taker"), takers=facts.get("takers"), by=request.user)
        return Response({"moved": report.moved, "left": report.left})

    @action(detail=True, methods=["post"], url_path="come-back")
    def come_back(self, request, pk):
        return self._answer(leaving.reactivate(self._person(request, pk), by=request.user))

    @action(detail=True, methods=["post"], url_path="end-sessions")
    def end_sessions(self, request, pk):
        return self._answer(leaving.end_sessions(self._person(request, pk), by=request.user))

    def _person(self, request, pk):
        require_admin(request)
        return get_object_or_404(User, pk=pk)

    def _answer(self, person, *, status=200):
        person = filters.people_of(state="all").get(pk=person.pk)
        return Response(PersonSerializer(person).data, status=status)


class RightRequestSerializer(serializers.ModelSerializer):
    """A right that waits for a second admin."""

    person = serializers.CharField(source="person.email")
    asked_by = serializers.CharField(source="asked_by.email")
    answered_by = serializers.CharField(source="answered_by.email", default=None)

    class Meta:
        model = RightRequest
        fields = ["id", "person", "words", "asked_by", "asked_at", "answer", "answered_by", "answered_at"]


class RightRequestViewSet(viewsets.ViewSet):
    """What waits for a second admin."""

    filters = {}
    lookup_value_regex = KEY

    def list(self, request):
        require_admin(request)
        rows = RightRequest.objects.open().select_related("person", "team", "asked_by", "answered_by")
        return Response(RightRequestSerializer(rows[:100], many=True).data)

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        return Response(RightRequestSerializer(seats.confirm(self._row(request, pk), by=request.user)).data)

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk):
        return Response(RightRequestSerializer(seats.refuse(self._row(request, pk), by=request.user)).data)

    def _row(self, request, pk):
        require_admin(request)
        return get_object_or_404(RightRequest.objects.select_related("person", "team", "asked_by"), pk=pk)
