"""Vendors over the API: the same rows, actions and sentences as on the pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from common import sight
from common.paging import page_by_key
from common.stale import ChangedMeanwhile, Part, State, state_named
from people.models import User
from vendors import actions, changes, meant, merging, parts, policies
from vendors.forms import VendorFilter
from vendors.listing import listing_for
from vendors.models import RiskTier, Vendor, VendorChange, VendorMerge

KEY = "[0-9]{1,12}"


class VendorSerializer(serializers.ModelSerializer):
    """One vendor, as in the list."""

    owner = serializers.SlugRelatedField(slug_field="email", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Vendor
        fields = [
            "id",
            "name",
            "status",
            "risk_tier",
            "country",
            "website",
            "domain",
            "registration_number",
            "categories",
            "owner",
            "url",
        ]
        read_only_fields = fields


class FactsSerializer(serializers.Serializer):
    """What procurement writes of a vendor; what is left out stays as it is."""

    name = serializers.CharField(max_length=200, required=False)
    website = serializers.URLField(required=False, allow_blank=True, max_length=200)
    country = serializers.CharField(max_length=100, required=False, allow_blank=True)
    registration_number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    risk_tier = serializers.ChoiceField(choices=RiskTier, required=False)
    owner = serializers.SlugRelatedField(
        slug_field="email", queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )
    categories = serializers.ListField(child=serializers.CharField(max_length=100), required=False, max_length=50)
    legal_names = serializers.ListField(child=serializers.CharField(max_length=200), required=False, max_length=50)
    aliases = serializers.ListField(child=serializers.CharField(max_length=200), required=False, max_length=50)


class NewSerializer(FactsSerializer):
    """A new vendor. `is_another` says that it is another company than those of a close name or the same domain."""

    name = serializers.CharField(max_length=200)
    is_another = serializers.BooleanField(required=False, default=False)


class UpdateSerializer(FactsSerializer):
    """The state that was read, unless If-Match names it."""

    state = serializers.CharField(required=False, default="", max_length=100)


class AskSerializer(serializers.Serializer):
    """{"field": "status", "value": "restricted", "why": "…"}; `tax_id` and `bank_account` likewise."""

    field = serializers.CharField(max_length=20)
    value = serializers.CharField(max_length=200, allow_blank=True)
    why = serializers.CharField(max_length=1000)


class SourceSerializer(serializers.Serializer):
    """The key of the vendor that goes into this one."""

    source = serializers.IntegerField(min_value=1, max_value=10**12)


def _read(serializer, request):
    checked = serializer(data=request.data)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def state_of(vendor):
    """What a change is made on: all that procurement writes."""
    names = sorted(f"{name.kind}: {name.name}" for name in vendor.names.all())
    facts = {
        "name": vendor.name,
        "website": vendor.website,
        "country": vendor.country,
        "registration_number": vendor.registration_number,
        "risk_tier": vendor.risk_tier,
        "owner": str(vendor.owner_id or ""),
        "categories": ", ".join(vendor.categories),
        "names": "; ".join(names),
    }
    return State([Part(name, name, words) for name, words in facts.items()])


class VendorViewSet(viewsets.ViewSet):
    """Vendors; `?q=`, `?status=`, `?risk=`, `?mine=`, `?to_confirm=`, `?category=`, `?sort=newest` as on the page."""

    filters = {
        "list": {
            "q": "Part of a name.",
            "status": "One of the statuses.",
            "risk": "One of the risk tiers.",
            "mine": "`on`: those that the caller owns.",
            "to_confirm": "`on`: those with a change that the caller may confirm.",
            "category": "A category.",
            "sort": "`newest`; without it by name.",
        },
        "similar": {"name": "The name that is looked for.", "website": "Its website."},
    }
    lookup_value_regex = KEY

    def list(self, request):
        _require_reader(request)
        listing = listing_for(request.user, VendorFilter(request.query_params).chosen)
        page = page_by_key(listing.vendors.select_related("owner"), request, key=listing.key, parts=listing.parts)
        rows = VendorSerializer(page.rows, many=True).data
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})

    def retrieve(self, request, pk):
        """One vendor; one that was merged away gives the other. Changing it names its `state`."""
        return Response(self._one(request, self._vendor(request, pk, or_target=True)))

    def create(self, request):
        """A new vendor, or the known one of this name; a close name is asked about (409)."""
        _require_reader(request)
        _require_editor(request)
        facts = _read(NewSerializer, request)
        vendor = actions.add_vendor(facts.pop("name"), **facts, by=request.user)
        return Response(self._one(request, vendor), status=201)

    @action(detail=True, methods=["post"])
    @transaction.atomic
    def edit(self, request, pk):
        """Change what is not left to two people."""
        vendor = self._vendor(request, pk)
        _require_editor(request)
        facts = _read(UpdateSerializer, request)
        seen = state_named(request, facts.pop("state"))
        stands = state_of(Vendor.objects.select_for_update(of=("self",)).get(pk=vendor.pk))
        if seen != stands.key:
            raise ChangedMeanwhile("The vendor was changed since you read it.", stands)
        return Response(self._one(request, actions.update_vendor(vendor, by=request.user, **facts)))

    @action(detail=False, methods=["get"])
    def similar(self, request):
        """`?name=` and `?website=`: the vendors that may be meant, the closest first. Names only, for everybody."""
        if request.user.is_outside:
            raise Http404
        name, website = (request.query_params.get(key, "").strip()[:200] for key in ("name", "website"))
        vendors = meant.meant_by(name, website=website, by=request.user) if name else []
        return Response([{"id": vendor.pk, "name": vendor.name} for vendor in vendors])

    @action(detail=True, methods=["post"], url_path="ask-change")
    def ask_change(self, request, pk):
        """Ask for another status, tax number or bank account; a second person answers."""
        change = changes.ask_for_change(self._vendor(request, pk), by=request.user, **_read(AskSerializer, request))
        return Response(_of_change(change, request.user), status=201)

    @action(detail=True, methods=["post"])
    def merge(self, request, pk):
        """Another vendor goes into this one."""
        vendor = self._vendor(request, pk)
        source = self._vendor(request, _read(SourceSerializer, request)["source"])
        merged = merging.merge(source, vendor, by=request.user)
        return Response({"merge": merged.pk, "vendor": merged.target_id}, status=201)

    def _vendor(self, request, pk, *, or_target=False):
        seen = Vendor.objects.visible_to(request.user).select_related("owner")
        vendor = seen.filter(pk=pk).first()
        if vendor is None and or_target:
            vendor = seen.filter(pk__in=Vendor.objects.filter(pk=pk).values("merged_into")).first()
        if vendor is None:
            raise Http404
        return vendor

    def _one(self, request, vendor):
        user = request.user
        names = list(vendor.names.all())
        contracts = sight.narrowed(vendor.contracts.all(), user)[:50]
        facts = {
            **VendorSerializer(vendor).data,
            "legal_names": [name.name for name in names if name.is_legal],
            "aliases": [name.name for name in names if not name.is_legal],
            "contacts": list(vendor.contacts.values("name", "email", "role")),
            "contracts": [{"id": contract.pk, "title": contract.title} for contract in contracts],
            **{part.key: [str(row) for row in part.rows] for part in parts.parts_for(vendor, user)},
            "changes": [_of_change(change, user) for change in vendor.changes.open().select_related("asked_by")],
            "merges": list(vendor.merges_here.standing().values("id", "source", "source__name", "at")),
            "state": state_of(vendor).key,
        }
        if policies.may_read_sensitive(user):
            facts |= {"tax_id": vendor.tax_id, "bank_account": vendor.bank_account}
        return facts


class VendorChangeViewSet(viewsets.ViewSet):
    """Changes that wait for a second person: `confirm`, `refuse`, and `withdraw` by who asked."""

    filters = {}
    lookup_value_regex = KEY

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        return self._answer(request, pk, changes.make_change)

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk):
        return self._answer(request, pk, changes.refuse_change)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        return self._answer(request, pk, changes.withdraw_change)

    def _answer(self, request, pk, answer):
        seen = VendorChange.objects.filter(vendor__in=Vendor.objects.visible_to(request.user))
        change = get_object_or_404(seen.select_related("vendor"), pk=pk)
        return Response(_of_change(answer(change, by=request.user), request.user))


class VendorMergeViewSet(viewsets.ViewSet):
    """Merges: `undo` makes two vendors of one again."""

    filters = {}
    lookup_value_regex = KEY

    @action(detail=True, methods=["post"])
    def undo(self, request, pk):
        seen = VendorMerge.objects.filter(target__in=Vendor.objects.visible_to(request.user))
        merged = merging.undo(get_object_or_404(seen.select_related("source", "target"), pk=pk), by=request.user)
        return Response({"merge": merged.pk, "vendor": merged.source_id})


def _of_change(change, user):
    facts = {"id": change.pk, "field": change.field, "why": change.why, "asked_by": change.asked_by.email}
    if policies.may_read_sensitive(user):
        facts |= {"before": change.before, "after": change.after}
    return facts | {"answer": change.answer}


def _require_reader(request):
    if not request.user.reads_lists:
        raise Http404


def _require_editor(request):
    if not policies.may_edit_vendors(request.user):
        raise PermissionDenied(policies.EDITORS_ALONE)
