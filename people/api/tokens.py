"""Tokens and integrations over the API, and who it is that asks."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from people.actions import tokens
from people.models import SCOPES, AccessToken, User
from people.settings.common import require_admin

KEY = "[0-9]{1,12}"


class TokenSerializer(serializers.ModelSerializer):
    """A token, without its secret; `start` is how it begins."""

    class Meta:
        model = AccessToken
        fields = ["id", "name", "start", "scopes", "added_at", "expires_at", "last_used_at"]


class NewTokenSerializer(serializers.Serializer):
    """What a token is for, what it may do, and for how many days."""

    name = serializers.CharField(max_length=80, allow_blank=True)
    scopes = serializers.ListField(child=serializers.CharField(max_length=30), max_length=len(SCOPES))
    days = serializers.IntegerField(default=90, min_value=1, max_value=10_000)


class NewIntegrationSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=100, allow_blank=True)


class MeViewSet(viewsets.ViewSet):
    """Who asks, and how far the token goes. Every token opens it."""

    for_any_token = True
    filters = {}

    def list(self, request):
        """The person or integration that asks; with the token's scopes and its last day."""
        person, token = request.user, request.auth
        facts = {
            "name": person.name,
            "email": person.email,
            "is_integration": person.is_integration,
            "roles": person.roles_in_words,
            "desks": [desk.slug for desk in person.teams],
            "token": None if token is None else TokenSerializer(token).data,
        }
        return Response(facts)


class TokenViewSet(viewsets.ViewSet):
    """One's own tokens, the newest first: for people who have signed in, as a token makes no other."""

    area = None
    filters = {}
    lookup_value_regex = KEY

    def list(self, request):
        rows = AccessToken.objects.standing().filter(person=request.user)
        return Response(TokenSerializer(rows, many=True).data)

    def create(self, request):
        """{"name": "Help desk", "scopes": ["requests:write", "reviews:read"], "days": 90}: the answer alone shows the
        `secret`."""
        facts = _read(NewTokenSerializer, request)
        return _shown_once(*tokens.add_token(request.user, **facts, by=request.user))

    @action(detail=True, methods=["post"])
    def revoke(self, request, pk):
        """It opens nothing any more. An admin revokes anybody's."""
        rows = AccessToken.objects.standing()
        if not request.user.configures:
            rows = rows.filter(person=request.user)
        token = tokens.revoke_token(get_object_or_404(rows, pk=pk), by=request.user)
        return Response({"revoked": token.pk})


class IntegrationViewSet(viewsets.ViewSet):
    """Accounts of other programs, by name; for admins who have signed in."""

    area = None
    filters = {}
    lookup_value_regex = KEY

    def list(self, request):
        require_admin(request)
        rows = User.objects.filter(is_integration=True, is_active=True)
        return Response([_facts(row) for row in rows])

    def create(self, request):
        """{"name": "Help desk"}: without a seat, a role or a token, until it is given one."""
        require_admin(request)
        account = tokens.add_integration(**_read(NewIntegrationSerializer, request), by=request.user)
        return Response(_facts(account), status=201)

    @action(detail=True, methods=["get", "post"])
    def tokens(self, request, pk):
        """Its tokens; sent as for one's own, a new one."""
        require_admin(request)
        account = get_object_or_404(User.objects.filter(is_integration=True), pk=pk)
        if request.method == "GET":
            rows = AccessToken.objects.standing().filter(person=account)
            return Response(TokenSerializer(rows, many=True).data)
        facts = _read(NewTokenSerializer, request)
        return _shown_once(*tokens.add_token(account, **facts, by=request.user))


def _facts(account):
    return {"id": account.pk, "name": account.name}


def _shown_once(token, secret):
    """The answer with the secret. Sent again with the same Idempotency-Key, it comes without (common.once)."""
    facts = TokenSerializer(token).data
    answer = Response(facts | {"secret": secret}, status=201, headers={"Cache-Control": "no-store"})
    answer.kept = facts
    return answer


def _read(serializer, request):
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    return checked.validated_data
