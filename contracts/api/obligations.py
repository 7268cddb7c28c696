"""What is owed, over the API: the same rows, actions and sentences as on the pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.locks import locked_row
from common.paging import page_by_key
from common.stale import state_named, values_of
from contracts import policies
from contracts.actions import obligations as actions
from contracts.models import Contract, Obligation, ObligationDate
from contracts.states import require_obligation_state, state_of_obligation
from contracts.web import obligations
from contracts.web.forms.obligations import ObligationForm

KEY = "[0-9]{1,12}"
ADDRESS = "email"
DATES_SHOWN = 200


class ObligationDateSerializer(serializers.ModelSerializer):
    """One date, and what became of it."""

    by = serializers.SlugRelatedField(slug_field=ADDRESS, read_only=True)
    evidence = serializers.CharField(source="version.original_name", read_only=True, default=None)

    class Meta:
        model = ObligationDate
        fields = ["id", "due_on", "state", "done_on", "note", "by", "at", "evidence"]


class ObligationSerializer(serializers.ModelSerializer):
    """What is owed; `state` is what whoever changes it names."""

    contract = serializers.SerializerMethodField()
    owner = serializers.SlugRelatedField(slug_field=ADDRESS, read_only=True)
    backup_owner = serializers.SlugRelatedField(slug_field=ADDRESS, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Obligation
        fields = ["id", "contract", *actions.CHANGEABLE, "is_in_force", "ended_why", "url"]

    def get_contract(self, obligation) -> dict:
        return {"id": obligation.contract_id, "title": obligation.contract.title}


class ObligationDetailSerializer(ObligationSerializer):
    """The same with its dates: what is open first, then the newest."""

    dates = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()

    class Meta(ObligationSerializer.Meta):
        fields = [*ObligationSerializer.Meta.fields, "dates", "state"]

    def get_dates(self, obligation) -> list[dict]:
        return ObligationDateSerializer(obligations.dates_of(obligation, DATES_SHOWN), many=True).data

    def get_state(self, obligation) -> str:
        return state_of_obligation(obligation).key


class ObligationChangeSerializer(serializers.Serializer):
    """{"changes": {"rhythm": "yearly"}, "why": "…", "state": "…"}; people by their address."""

    changes = serializers.DictField(child=serializers.JSONField(), allow_empty=True)
    why = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    state = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class ReasonSerializer(serializers.Serializer):
    why = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class DoneSerializer(serializers.Serializer):
    done_on = serializers.DateField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    file = serializers.FileField(required=False)


def _sent(serializer, request):
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


class ObligationViewSet(viewsets.ViewSet):
    """What is owed under contracts that one may see. The list has what is open, by the day: one's own, or with
    `?whose=all` every one, for those who look through lists."""

    filters = {"list": {"whose": "`all` for every one that you may see."}}
    lookup_value_regex = KEY

    def list(self, request):
        user = request.user
        if user.is_outside:
            raise Http404
        shows_all = user.reads_lists and request.query_params.get("whose") == "all"
        dates = ObligationDate.objects.open().visible_to(user)
        dates = dates if shows_all else dates.held_by(user)
        page = page_by_key(dates.for_rows(), request, key=("due_on", "pk"))
        rows = [
            ObligationDateSerializer(row).data | {"obligation": ObligationSerializer(row.obligation).data}
            for row in page.rows
        ]
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})

    def retrieve(self, request, pk=None):
        return self._answer(self._visible(request, pk))

    def create(self, request):
        """Note something that is owed: {"contract": 12, "title": "…", "owner": "ivo@…", …}, the fields of the page."""
        key = str(request.data.get("contract", ""))
        contract = get_object_or_404(
            Contract.objects.visible_to(request.user).for_page(), pk=key if key.isdecimal() and len(key) < 13 else None
        )
        if not policies.may_keep_obligations(request.user, contract):
            raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
        usual = _values(Obligation(contract=contract, owner=contract.owner))
        facts = _read(Obligation(contract=contract), usual | dict(request.data.items()))
        return self._answer(actions.add_obligation(contract, **facts, by=request.user), status=201)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def change(self, request, pk=None):
        """Put other values on record, with a reason; dates that nobody has answered for follow."""
        obligation, data = self._visible(request, pk), _sent(ObligationChangeSerializer, request)
        seen = state_named(request, data["state"])
        if not policies.may_keep_obligations(request.user, obligation.contract):
            raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)
        require_obligation_state(locked_row(obligation), seen)
        if unknown := sorted(set(data["changes"]) - set(actions.CHANGEABLE)):
            raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        facts = _read(Obligation.objects.get(pk=obligation.pk), _values(obligation) | data["changes"])
        return self._answer(actions.change_obligation(obligation, facts, why=data["why"], by=request.user))

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Nobody owes it any more: {"why": "…"}."""
        data = _sent(ReasonSerializer, request)
        return self._answer(actions.end_obligation(self._visible(request, pk), **data, by=request.user))

    def _visible(self, request, pk):
        return get_object_or_404(Obligation.objects.visible_to(request.user).for_page(), pk=pk)

    def _answer(self, obligation, status=200):
        fresh = Obligation.objects.for_page().get(pk=obligation.pk)
        return Response(ObligationDetailSerializer(fresh).data, status=status)


class ObligationDateViewSet(viewsets.ViewSet):
    """One date of what is owed."""

    filters = {}
    lookup_value_regex = KEY

    def retrieve(self, request, pk=None):
        return self._answer(self._visible(request, pk))

    @action(detail=True, methods=["post"])
    def done(self, request, pk=None):
        """It was done: {"done_on": "2026-12-01", "note": "…"}; the evidence as `file`."""
        row, data = self._visible(request, pk), _sent(DoneSerializer, request)
        return self._answer(actions.mark_done(row, **data, by=request.user))

    @action(detail=True, methods=["post"])
    def waive(self, request, pk=None):
        """It is not needed for this date: {"why": "…"}."""
        row, data = self._visible(request, pk), _sent(ReasonSerializer, request)
        return self._answer(actions.waive(row, **data, by=request.user))

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """Take back what was said about this date: {"why": "…"}."""
        row, data = self._visible(request, pk), _sent(ReasonSerializer, request)
        return self._answer(actions.reopen(row, **data, by=request.user))

    def _visible(self, request, pk):
        return get_object_or_404(ObligationDate.objects.visible_to(request.user), pk=pk)

    def _answer(self, row):
        fresh = ObligationDate.objects.select_related("by", "version", "obligation").get(pk=row.pk)
        return Response(ObligationDateSerializer(fresh).data | {"obligation": fresh.obligation_id})


def _values(obligation):
    """{field: text} as the form of the page shows them; people by their address."""
    shown = values_of(ObligationForm(instance=obligation))
    return {name: texts[0] for name, texts in shown.items() if texts}


def _read(obligation, typed):
    """The facts as the form of the page reads them, so that both refuse alike."""
    flags = ("survives", "needs_evidence")
    flat = {name: "" if value is None else value for name, value in typed.items()}
    flat = {name: value for name, value in flat.items() if name not in flags or value not in (False, "", "false")}
    form = ObligationForm(flat, instance=obligation)
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
    return form.facts
