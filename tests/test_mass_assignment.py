"""Posting the columns of a model that no form offers changes none of them: every page, the API, the admin's too.

Each address that takes something is sent what it takes and, beside it, every other column of the rows it is about, with
another value. What was not offered must be as it was.
"""

import datetime
import json

import pytest
from django import forms
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from rest_framework import serializers

from config.api import router
from contracts.models import Contract, Document
from people.models import Membership, User
from reviews.models import Approval, Comment, Issue, Review, RiskFinding, Term, Wait
from tests.routes import SUCCESS
from tests.test_routes import ANSWERS, ROUTES
from vendors.models import Vendor

GUARDED = {
    User: {"is_admin", "is_staff", "is_superuser", "is_active", "is_auditor", "is_outside", "email", "password"},
    Membership: {"team", "user", "is_lead", "may_override"},
    Review: {
        *("requester", "vendor", "kind", "kind_label", "brief", "facts", "contract", "stage", "stage_since"),
        *("ended_from", "opened_at", "closed_at", "walled_at"),
    },
    Term: {"review", "term_type", "desk", "second_desk", "side", "why"},
    Wait: {"review", "purpose", "asked_by", "opened_at", "due_at", "leads_only", "closed_by"},
    Approval: {"review", "desk", "requester", "how", "given_for", "decided_by"},
    Comment: {"review", "author", "audience", "circle", "written_at", "released_by"},
    Issue: {"review", "owner"},
    RiskFinding: {"review", "raised_by", "raised_at"},
    Document: {"created_by", "vendor", "created_at"},
    Contract: {"vendor", "owner", "review_reference"},
    Vendor: {"created_by", "created_at", "status", "status_because", "tax_id", "bank_account", "merged_into"},
}
"""{a model: the columns that nobody writes by posting them}. They follow from what people do."""


def test_guarded_columns_exist():
    for model, names in GUARDED.items():
        assert names <= {field.name for field in model._meta.get_fields()}, model


def another_value(field):
    """Something else than what stands there, as a form or JSON would carry it."""
    if isinstance(field, models.BooleanField):
        return "on"
    if field.is_relation:
        return str(field.related_model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 1)
    if isinstance(field, models.DateTimeField):
        return "2001-02-03T04:05:06Z"
    if isinstance(field, models.DateField):
        return str(datetime.date(2001, 2, 3))
    if isinstance(field, models.JSONField):
        return "{}"
    if getattr(field, "choices", None):
        return str(field.choices[-1][0])
    return "mass@duet.example" if field.name == "email" else "mass"


OFFERED = {
    "audience",  # of a comment to be written
    "circle",  # to which a comment goes
    "desk",  # to which something goes
    "person",
    "name",
}
"""Names that some forms use for something of their own: those are checked by what the rows hold afterwards, too."""

OF_SEATS = {"is_lead", "may_override", "team", "email", "user"}
OFFERED_AT = {
    "vendors:vendor_add": {"owner"},  # who of us knows the vendor best
    "api-vendor-list": {"owner"},
    "settings_people:invite": OF_SEATS,
    "settings_people:invite_list": OF_SEATS,
    "settings_people:desk_seat": OF_SEATS,
    "settings_people:seat_change": OF_SEATS,
    "settings_people:seat_give": OF_SEATS,
    "api-person-give-seat": OF_SEATS,
    "api-person-invite-list": OF_SEATS,
    "api-person-list": {*OF_SEATS, "is_auditor", "is_outside"},  # the roles that an invitation may name
}
"""{address: what it offers by its own name}: these give seats, and take addresses of people who are new."""


def rows(model):
    """{key: [the values of its guarded columns]}."""
    columns = [field.attname for field in guarded_fields(model)]
    return {pk: values for pk, *values in model.objects.values_list("pk", *columns)}


def guarded_fields(model):
    return [model._meta.get_field(name) for name in sorted(GUARDED[model])]


def keys_of_rows():
    """{model: the keys of all its rows}, of the guarded ones and of whatever they point to."""
    models_met = {*GUARDED} | {
        field.related_model for model in GUARDED for field in guarded_fields(model) if field.is_relation
    }
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in models_met}


TAKES = [
    name
    for name, cells in ANSWERS.items()
    if SUCCESS & {*cells["post"].values()} and not name.startswith(("admin:", "account_", "styleguide"))
]


@pytest.mark.parametrize("name", TAKES)
def test_posting_columns_that_are_not_offered_changes_none_of_them(name, case):
    """The same post with and without them leaves the guarded columns alike."""
    route = ROUTES[name]
    address = reverse(name, args=route.given(case))
    role = next(role for role, answer in ANSWERS[name]["post"].items() if answer in SUCCESS and role != "anonymous")
    posted = route.data(case)
    extra = {
        field.name: another_value(field)
        for model, names in GUARDED.items()
        for field in (model._meta.get_field(name) for name in names)
        if field.name not in posted and field.name not in OFFERED | OFFERED_AT.get(name, set())
    }

    extra |= {f"{field}_id": value for field, value in extra.items()}

    def after(extra):
        return _after(name, address, case.people[role], lambda: {**extra, **route.data(case)})

    assert after({}) == after(extra)


def _after(name, address, person, data):
    """The guarded columns of all rows after a post of `data()`, but for moments, which pass. Nothing of it stays, nor
    of the rows that `data` makes for it.

    The database counts keys on whatever is rolled back, so those of new rows are all “new”.
    """
    client = Client()
    client.force_login(person)
    known = keys_of_rows()
    with transaction.atomic():
        if name.startswith("api-"):
            client.post(address, json.dumps(data()), content_type="application/json")
        else:
            client.post(address, data())
        found = {model: sorted(rows(model).items()) for model in GUARDED}
        transaction.set_rollback(True)
    values = [value for of_model in found.values() for _, of_row in of_model for value in of_row]
    assert [value for value in values if isinstance(value, datetime.datetime) and value.year == 2001] == []
    return {
        model: [(_key(pk, known[model]), _comparable(model, values, known)) for pk, values in found[model]]
        for model in GUARDED
    }


def _key(pk, known):
    return pk if pk is None or pk in known else "new"


def _without_chance(value):
    """An unusable password is another one each time."""
    return "!" if isinstance(value, str) and value.startswith("!") else value


def _comparable(model, values, known):
    return [
        _key(value, known[field.related_model]) if field.is_relation else _without_chance(value)
        for field, value in zip(guarded_fields(model), values, strict=True)
        if not isinstance(value, datetime.datetime)
    ]


# --- what is offered at all ---------------------------------------------------------------------------


def test_serializers_write_nothing_by_themselves():
    """Whatever is read over the API is read-only: writing goes through actions, with serializers that have no model."""
    for _, viewset, _ in router.registry:
        serializer = getattr(viewset, "serializer_class", None)
        if serializer is None:  # a plain one: what it takes is read by serializers without a model
            assert not {"update", "partial_update", "destroy"} & set(dir(viewset))
            continue
        assert issubclass(serializer, serializers.ModelSerializer)
        assert not [name for name in WRITING if _is_the_libraries_own(getattr(viewset, name, None))]


WRITING = ["create", "update", "partial_update", "destroy"]


def _is_the_libraries_own(method):
    """Whether it saves what the serializer says. Our own ones call an action, with what a serializer without a model
    has read."""
    return method is not None and method.__module__.startswith("rest_framework")


@pytest.mark.django_db
def test_forms_with_a_model_offer_none_of_the_guarded_columns():
    """Of the site's own pages; those of the admin are tried in tests/people/test_admin.py."""
    offered = {}
    for config in apps.get_app_configs():
        for form in _model_forms(config.name):
            names = set(form.base_fields) & GUARDED.get(form._meta.model, set())
            if names:
                offered[form.__name__] = sorted(names)
    assert offered == {
        "PersonAddForm": ["email"],  # in the settings pages: an admin makes the account
        "PersonChangeForm": [
            "email",
            "is_active",
            "is_admin",
            "is_auditor",
            "is_outside",
            "is_staff",
            "is_superuser",
            "password",
        ],
        "RecordForm": ["owner"],  # of a contract: the action checks who may, and keeps the reason
    }


def _model_forms(app):
    return [
        form
        for form in _subclasses(forms.ModelForm)
        if form.__module__.split(".")[0] == app and not form.__module__.startswith("django") and form._meta.model
    ]


def _subclasses(cls):
    for sub in cls.__subclasses__():
        yield sub
        yield from _subclasses(sub)
