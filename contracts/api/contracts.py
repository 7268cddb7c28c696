"""Contracts over the API: the same rows, actions and sentences as on the pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common.locks import locked_row
from common.paging import page_by_key
from common.stale import state_named, values_of
from contracts import policies
from contracts.actions import contracts as actions
from contracts.actions import renewals as decisions
from contracts.models import Answer, Contract
from contracts.models.contract import COLUMNS
from contracts.stamps import current_file, stamp_of
from contracts.states import decision_of, require_decision_state, require_state, state_of
from contracts.web import renewals
from contracts.web.filters import ContractFilter
from contracts.web.forms.record import AmendmentForm, RecordForm
from contracts.words import how_counted, if_nobody_decides

KEY = "[0-9]{1,12}"
ADDRESS = "email"


class AmountSerializer(serializers.Serializer):
    """An amount of money: figures and currency."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class ContractSerializer(serializers.ModelSerializer):
    """One contract of the list, with what follows from it today."""

    number = serializers.CharField(read_only=True)
    vendor = serializers.SerializerMethodField()
    owner = serializers.SlugRelatedField(slug_field=ADDRESS, read_only=True)
    desk = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    value = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    is_missed = serializers.BooleanField(read_only=True)

    class Meta:
        model = Contract
        fields = [
            "id",
            "number",
            "title",
            "kind",
            "vendor",
            "owner",
            "desk",
            "value",
            "value_per",
            "state",
            "term_ends_on",
            "act_by",
            "decide_by",
            "prepare_by",
            "next_ends_on",
            "is_missed",
            "url",
        ]

    def get_vendor(self, contract) -> dict:
        return {"id": contract.vendor_id, "name": contract.vendor.name}

    def get_value(self, contract) -> dict | None:
        value = contract.value
        return AmountSerializer({"amount": value.amount, "currency": str(value.currency)}).data if value else None


class ContractDetailSerializer(ContractSerializer):
    """One contract whole: what is on record, what follows from it and how that was counted. `state` is what whoever
    corrects it names."""

    backup_owner = serializers.SlugRelatedField(slug_field=ADDRESS, read_only=True)
    if_nobody_decides = serializers.SerializerMethodField()
    how_counted = serializers.SerializerMethodField()
    earliest_end = serializers.DateField(source="answer.earliest_end", read_only=True, default=None)
    signed_file = serializers.SerializerMethodField()
    state_read = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()
    decision_state = serializers.SerializerMethodField()

    class Meta(ContractSerializer.Meta):
        fields = [
            *ContractSerializer.Meta.fields,
            "backup_owner",
            "reference",
            "our_entity",
            "their_entity",
            "value_months",
            "notice_to",
            "notice_zone",
            *COLUMNS.values(),
            "fault",
            "if_nobody_decides",
            "how_counted",
            "earliest_end",
            "signed_file",
            "state_read",
            "decision",
            "decision_state",
        ]

    def get_if_nobody_decides(self, contract) -> str:
        return if_nobody_decides(contract, contract.answer)

    def get_how_counted(self, contract) -> list[str]:
        return how_counted(contract, contract.answer)

    def get_signed_file(self, contract) -> dict:
        file = current_file(contract)
        stamp = stamp_of(file.version if file else None, contract.cleared_version)
        return {"name": file.version.original_name if file else None, "stamp": stamp.text}

    def get_state_read(self, contract) -> str:
        return state_of(contract).key

    def get_decision(self, contract) -> dict | None:
        row = decision_of(contract).decision
        names = ("proposal", "answer", "gives_notice", "waits_for_signature", "due_on", "sent_on", "settled_at")
        return {name: getattr(row, name) for name in names} if row else None

    def get_decision_state(self, contract) -> str:
        return decision_of(contract).state.key


class CorrectionSerializer(serializers.Serializer):
    """{"changes": {"notice": "60 days"}, "why": "…", "state": "…"}: other values for columns of the record, typed as on
    the page; people by their address, desks by their key."""

    changes = serializers.DictField(child=serializers.JSONField(), allow_empty=True)
    why = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    state = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class AnswerSerializer(serializers.Serializer):
    answer = serializers.ChoiceField(choices=Answer.choices)
    why = serializers.CharField(max_length=300, allow_blank=True)


class DecisionSerializer(AnswerSerializer):
    """As the page decides; `state` is the `decision_state` that was read."""

    gives_notice = serializers.BooleanField(required=False, default=False)
    state = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class SendingSerializer(serializers.Serializer):
    sent_on = serializers.DateField()
    how = serializers.CharField(max_length=120, allow_blank=True)
    file = serializers.FileField(required=False)


def _sent(serializer, request):
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


class ContractViewSet(viewsets.ViewSet):
    """Contracts that one may see; the filters are those of the page: `?q=`, `?kind=`, `?state=`, `?vendor=`, `?owner=`,
    `?desk=`, `?ends=`, `?act=`, `?sort=`."""

    filters = {
        "list": {
            "q": "Part of a title, a number, a reference or a vendor's name.",
            "kind": "One of the kinds.",
            "state": "One of the states.",
            "desk": "The number of a desk.",
            "owner": "The number of a person.",
            "vendor": "The number of a vendor.",
            "ends": "`30`, `90` or `180`: ends within so many days.",
            "act": "`30`, `90`, `180` or `missed`: the last date to act.",
            "sort": "`act` or `end`; without it the newest first.",
        }
    }
    lookup_value_regex = KEY

    def list(self, request):
        if request.user.is_outside:
            raise Http404
        narrowed = ContractFilter(request.query_params, today=timezone.localdate())
        parts = narrowed.parts(Contract.objects.for_list(request.user))
        page = page_by_key(Contract.objects.for_rows(), request, key=narrowed.key, parts=parts)
        rows = ContractSerializer(page.rows, many=True).data
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})

    def retrieve(self, request, pk=None):
        return self._answer(self._visible(request, pk))

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def correct(self, request, pk=None):
        """Put other values into the record, with a reason."""
        contract = self._visible(request, pk)
        sent = CorrectionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data
        seen = state_named(request, data["state"])
        if not policies.may_correct(request.user, contract):
            raise PermissionDenied(policies.WHO_CORRECTS)
        require_state(locked_row(contract), seen)
        changes = self._read(contract, data, by=request.user)
        return self._answer(actions.correct(contract, changes, why=data["why"], by=request.user))

    @action(detail=True, methods=["post"])
    def amend(self, request, pk=None):
        """Change the contract from a day on: the fields of the page."""
        contract = self._visible(request, pk)
        if not policies.may_correct(request.user, contract):
            raise PermissionDenied(policies.WHO_CORRECTS)
        form = AmendmentForm(request.data, about=contract, by=request.user, asks_back=False)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        actions.amend(contract, **form.cleaned_data, by=request.user)
        return self._answer(contract)

    @action(detail=False, methods=["get"])
    def renewals(self, request):
        """What must be decided within 180 days, the soonest first, a hundred a page."""
        if request.user.is_outside:
            raise Http404
        today = timezone.localdate()
        due = renewals.with_decisions(renewals.due(Contract.objects.for_list(request.user), today))
        page = page_by_key(due, request, key=("step_on", "pk"), size=100)
        rows = [
            {
                **ContractSerializer(row.contract).data,
                "due_on": row.date,
                "if_nobody_decides": row.after,
                "decision": row.status,
            }
            for row in renewals.rows_of(page.rows, today)
        ]
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})

    @action(detail=True, methods=["post"])
    def propose(self, request, pk=None):
        """Say what should become of it: {"answer": "renegotiate", "why": "…"}."""
        contract, data = self._visible(request, pk), _sent(AnswerSerializer, request)
        decisions.propose(contract, data["answer"], why=data["why"], by=request.user)
        return self._answer(contract)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def decide(self, request, pk=None):
        """Decide, on the state of the decision that was read (`decision_state`)."""
        contract, data = self._visible(request, pk), _sent(DecisionSerializer, request)
        seen = state_named(request, data.pop("state"))
        if policies.may_decide(request.user, contract):
            require_decision_state(locked_row(contract), seen)
        decisions.decide(contract, data.pop("answer"), **data, by=request.user)
        return self._answer(contract)

    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """Legal's second signature."""
        contract = self._visible(request, pk)
        decisions.sign(contract, by=request.user)
        return self._answer(contract)

    @action(detail=True, methods=["post"])
    def sent(self, request, pk=None):
        """Note that the notice went out: {"sent_on": "2026-12-01", "how": "…"}; evidence as `file`."""
        contract, data = self._visible(request, pk), _sent(SendingSerializer, request)
        decisions.record_sending(contract, **data, by=request.user)
        return self._answer(contract)

    def _visible(self, request, pk):
        return get_object_or_404(Contract.objects.visible_to(request.user).for_page(), pk=pk)

    def _answer(self, contract):
        fresh = Contract.objects.for_page().get(pk=contract.pk)
        return Response(ContractDetailSerializer(fresh).data)

    def _read(self, contract, data, *, by):
        """The changes as the form of the page reads them, so that both refuse alike."""
        shown = {name: texts for name, texts in values_of(RecordForm(instance=contract, by=by)).items() if texts}
        typed = {name: texts[0] for name, texts in shown.items()} | _flat(data["changes"]) | {"why": data["why"] or "-"}
        form = RecordForm(typed, instance=Contract.objects.get(pk=contract.pk), by=by)
        if unknown := sorted(set(_flat(data["changes"])) - set(form.fields)):
            raise serializers.ValidationError({name: ["There is no such field."] for name in unknown})
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        return form.changes


def _flat(changes):
    """As a browser would send it: an amount as its two fields, nothing as an empty text."""
    flat = {}
    for name, value in changes.items():
        if name == "value" and isinstance(value, dict):
            flat |= {"amount": str(value.get("amount", "")), "currency": str(value.get("currency", ""))}
        elif name == "value":
            flat["amount"] = "" if value is None else str(value)
        else:
            flat[name] = "" if value is None else str(value)
    if flat.get("ends_on"):
        flat.setdefault("first_term", "")
    elif flat.get("first_term"):
        flat.setdefault("ends_on", "")
    return flat
