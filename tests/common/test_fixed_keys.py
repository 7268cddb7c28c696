"""Keys that rules and past work refer to: given once, refused at every door after that; names for people do change."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import InternalError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from common.models import FixedKey
from intake import actions as intake_actions
from intake.models import Question, RequestType
from people.models import Team
from reviews.models import Purpose, Review, Slot, SplitRule, TargetTime, TermRule, TermType
from reviews.saved_views import actions as view_actions
from tests.factories import UserFactory
from tests.reviews.pages import signed_in, text_of

KEYED = {
    "desk": (Team, {"slug": "legal"}, "name"),
    "kind of request": (RequestType, {"slug": "software"}, "name"),
    "question": (Question, {"request_type__slug": "software", "key": "users"}, "text"),
    "kind of term": (TermType, {"slug": "price"}, "name"),
}

OTHER_SLUGS = {
    "common.PutAside.key",  # a step of setting up, as the code names it
    "people.WorkingCalendar.slug",  # nothing but the seeds looks for it
    "reviews.Review.kind",  # copies of RequestType.slug: reviews stand below intake
    "reviews.TargetTime.kind",
}


@pytest.fixture(params=KEYED)
def keyed(request, defaults):
    """A row with a key of each kind."""
    model, where, _ = KEYED[request.param]
    return model.objects.get(**where)


@pytest.fixture
def operator(desks):
    return UserFactory(name="Olga Operator", is_superuser=True, is_staff=True)


def sentence(row):
    return f"“{getattr(row, row.KEY)}” stays: rules and past work refer to it. Change what people read instead."


def label_of(row):
    return next(label for model, _, label in KEYED.values() if model is type(row))


def stored(row):
    label = label_of(row)
    return type(row).objects.values_list(row.KEY, label).get(pk=row.pk)


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def as_posted(form):
    """What a browser would send back of a form that nobody touched."""
    values = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


# --- refused ------------------------------------------------------------------------------------------


def test_every_row_with_a_key_is_in_this_table(db):
    """A new model that others refer to by a slug is to be guarded too, or named among the others with a reason."""
    heirs = {model for model in apps.get_models() if issubclass(model, FixedKey)}
    assert heirs == {model for model, _, _ in KEYED.values()}
    own = {"common", "people", "notices", "vendors", "contracts", "reviews", "intake"}
    slugs = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in own
        for field in model._meta.concrete_fields
        if isinstance(field, models.SlugField)
    }
    assert slugs - OTHER_SLUGS == {f"{model._meta.label}.{model.KEY}" for model in heirs}


def test_admin_shows_the_key_and_keeps_it(client, operator, keyed):
    client.force_login(operator)
    before, label = stored(keyed), label_of(keyed)
    page = client.get(change_page(keyed))
    form = page.context["adminform"].form
    assert keyed.KEY not in form.fields
    assert f'<div class="readonly">{before[0]}</div>' in page.content.decode()

    posted = as_posted(form) | {label: "Another name", keyed.KEY: "another-key"}
    assert client.post(change_page(keyed), posted).status_code == 302
    assert stored(keyed) == (before[0], "Another name")


def test_admin_asks_for_the_key_of_a_new_row(client, operator, keyed):
    client.force_login(operator)
    add = client.get(reverse(f"admin:{keyed._meta.app_label}_{keyed._meta.model_name}_add"))
    assert keyed.KEY in add.context["adminform"].form.fields


def test_full_clean_refuses_another_key_in_a_sentence(keyed):
    expected = {keyed.KEY: [sentence(keyed)]}
    setattr(keyed, keyed.KEY, "another-key")
    with pytest.raises(ValidationError) as refusal:
        keyed.full_clean()
    assert refusal.value.message_dict == expected


def test_full_clean_lets_a_row_be_as_it_is_and_be_new(keyed):
    keyed.full_clean()
    copy = type(keyed).objects.get(pk=keyed.pk)
    copy.pk, copy._state.adding = None, True
    setattr(copy, copy.KEY, "another-key")
    copy.clean_fields()


@pytest.mark.parametrize("door", ["save", "save of one column", "update", "bulk update"])
def test_database_refuses_another_key(door, keyed):
    refusal, model, key = sentence(keyed), type(keyed), keyed.KEY
    before = stored(keyed)
    setattr(keyed, key, f"{before[0]}-2")
    doors = {
        "save": keyed.save,
        "save of one column": lambda: keyed.save(update_fields=[key]),
        "update": lambda: model.objects.update(**{key: Concat(F(key), Value("-2"))}),
        "bulk update": lambda: model.objects.bulk_update([keyed], [key]),
    }
    with pytest.raises(InternalError) as error, transaction.atomic():
        doors[door]()
    assert refusal.split("”")[1] in str(error.value)
    assert stored(keyed) == before


# --- what a new name leaves as it is ------------------------------------------------------------------


@pytest.fixture
def renamed(review, desks, counsel):
    """A review, and rules of every sort that refer to keys; then everything that people read gets another name."""
    software_with_users = [
        {"field": "kind", "comparison": "equals", "value": "software"},
        {"field": "users", "comparison": "at_least", "value": "10"},
    ]
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(
        conditions=software_with_users, person=counsel, name="Clara knows software"
    )
    price = TermType.objects.get(slug="price")
    price.expected, price.expected_kinds = "some", ["software"]
    price.save()
    TermRule.objects.create(term_type=price, position=1, name="Finance prices software", desk=desks["finance"])
    TargetTime.objects.create(purpose=Purpose.DESK_REVIEW, kind="software", business_days=9)
    for model in (Team, RequestType, TermType):
        model.objects.update(name=Concat(F("name"), Value(" anew")))
    Question.objects.update(text=Concat(F("text"), Value(" anew")))
    return review


def test_rename_leaves_rules_deciding(renamed, desks, counsel):
    price = TermType.objects.get(slug="price")
    answer = SplitRule.objects.answers(renamed.facts)[Slot.LEGAL_REVIEW]
    owner = TermRule.objects.owners([price], renamed.facts)[price.pk]
    assert (answer.person, answer.why) == (counsel, "Rule 1: Clara knows software")
    assert (str(owner.desk), owner.why) == ("Finance anew", "Rule 1: Finance prices software")


def another_like(review):
    """The same request once more, handed in now."""
    old, requester = review.intake_request, review.requester
    draft = intake_actions.start_draft(RequestType.objects.get(slug="software"), by=requester)
    fields = {name: getattr(old, name) for name in ("title", "vendor_name", "reason", "value")}
    draft = intake_actions.save_draft(draft, fields=fields, answers=old.answers, by=requester)
    return intake_actions.submit(draft, by=requester)


def test_rename_leaves_new_reviews_routed_by_the_same_rules(renamed, counsel):
    review = another_like(renamed)
    assert review.responsible(Slot.LEGAL_REVIEW).person == counsel
    assert str(review.terms.get(term_type__slug="price").desk) == "Finance anew"
    assert (review.kind, review.kind_label) == ("software", "New software vendor anew")
    later = review.waits.get(desk__slug="legal").due_at - renamed.waits.get(desk__slug="legal").due_at
    assert later.days > 3  # five business days by the general target time, nine by the one for this kind


def test_rename_leaves_saved_views_finding_the_same_waits(renamed, client, buyer):
    Review.objects.filter(pk=another_like(renamed).pk).update(kind="nda", title="A mutual secret")
    signed_in(client, buyer)
    views = [view_actions.save_view(kind, filters={"type": kind}, by=buyer) for kind in ("software", "nda")]
    software, nda = [text_of(client.get(view.get_absolute_url(), follow=True)) for view in views]
    assert (renamed.title in software, "A mutual secret" in software) == (True, False)
    assert (renamed.title in nda, "A mutual secret" in nda) == (False, True)


def test_rename_leaves_the_pages_of_a_review_and_the_playbook_standing(renamed, client, lead):
    signed_in(client, lead)
    assert "Price and rates, discounts anew" in text_of(client.get(renamed.get_absolute_url()))
    entry = client.get(reverse("settings:playbook_entry", args=["price"]))
    assert "New software vendor anew" in text_of(entry)
    assert client.get(reverse("reviews:desk", args=["legal"])).status_code == 200
