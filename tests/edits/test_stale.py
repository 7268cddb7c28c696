"""Nobody overwrites silently: two people with the same page, for every form that edits."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from common import typed
from common.models import TypedText
from tests.common.forms import form_of, forms_of
from tests.edits import EDITS, ROUTES
from tests.reviews.pages import signed_in, text_of

EACH = pytest.mark.parametrize("name", EDITS)


@pytest.fixture
def opened(case):
    """opened(name): the `Opened` page of this edit."""
    return lambda name: Opened(name, EDITS[name], case)


class Opened:
    """The page of an edit as somebody has it open, and what happens to it."""

    def __init__(self, name, edit, case):
        self.edit, self.case = edit, case
        self.args = (edit.given or ROUTES[name].given)(case)
        self.address = reverse(name, args=self.args)
        self.page = edit.page(*self.args) if edit.page else self.address
        self.client = signed_in(Client(), case.people[edit.role])
        self.field = self.value(edit.name)
        self.form, self.older = (self.form_on(self.client.get(self.page)) for _ in range(2))

    def value(self, given):
        return given(self.case) if callable(given) else given

    def form_on(self, response):
        """The form that holds the field: it is sent to the address, or to one that saves the same."""
        forms = [form for form in forms_of(response) if self.field in form.shown]
        assert forms, f"no form on {self.page} has the field {self.field}"
        return next((form for form in forms if form.action.partition("?")[0] == self.address), forms[0])

    def save(self, value, *, form=None):
        data = (form or self.form).data(**{self.field: self.value(value), **self.edit.also})
        return self.client.post(self.address, data, headers={"Referer": f"http://testserver{self.page}"})

    def save_in_older_window(self, value):
        return self.save(value, form=self.older)

    def stored(self):
        return self.edit.stored(*self.args)


@EACH
def test_edit_of_one_field_keeps_all_others(opened, name):
    page = opened(name)
    before = page.stored()
    assert page.save(page.edit.second).status_code == 302
    after = page.stored()
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    assert changed
    assert changed <= set(page.edit.touches) or not page.edit.touches


@EACH
def test_edit_on_an_older_state_is_asked_and_saves_nothing(opened, name):
    page = opened(name)
    assert page.save(page.edit.first).status_code == 302
    between = page.stored()
    asked = page.save_in_older_window(page.edit.second)
    assert asked.status_code == 409
    assert page.stored() == between
    assert "Nothing of yours is saved yet, and nothing that you typed is lost." in text_of(asked)
    for way in ("Keep mine", "Keep theirs", "Edit"):
        assert f">{way}</" in asked.text


@EACH
def test_edit_that_does_not_say_what_was_read_is_asked_and_saves_nothing(opened, name, forms_as_they_come):
    """It came from no page of ours, or a page lost the field: that switches nothing off."""
    page = opened(name)
    page.save(page.edit.first)
    between = page.stored()
    data = page.older.data(**{page.field: page.value(page.edit.second), **page.edit.also})
    del data["form_read"]
    asked = page.client.post(page.address, data, headers={"Referer": f"http://testserver{page.page}"})
    assert asked.status_code == 409
    assert page.stored() == between


@EACH
def test_keep_mine_saves_what_was_typed_after_it_was_asked(opened, name):
    page = opened(name)
    untouched = page.stored()
    page.save(page.edit.first)
    asked = page.save_in_older_window(page.edit.second)
    [mine] = [form for form in forms_of(asked) if form.value("form_read")]
    assert page.client.post(mine.action, mine.data()).status_code == 302
    after = page.stored()
    changed = {key for key in {*untouched, *after} if untouched.get(key) != after.get(key)}
    assert changed <= set(page.edit.touches) or not page.edit.touches
    if name != "absences:offer":  # what goes at once leaves its page
        again = page.form_on(page.client.get(page.page))
        assert re.sub(r"\.0+$", "", again.value(page.field)) == page.value(page.edit.second)
    assert not TypedText.objects.exists()  # it is saved, so it is kept no longer


@EACH
def test_edit_goes_back_to_the_form_with_what_was_typed(opened, name):
    page = opened(name)
    page.save(page.edit.first)
    asked = page.save_in_older_window(page.edit.second)
    [kept] = TypedText.objects.all()
    assert f'href="{kept.page}"' in asked.text  # keep theirs
    back = page.client.get(typed.form_of(kept))
    form = page.form_on(back)
    assert form.value(page.field) == page.value(page.edit.second)
    sent = page.client.post(page.address, form.data(**page.edit.also))
    assert sent.status_code == 302  # it carries what stands now


@EACH
def test_same_again_is_no_conflict(opened, name):
    """Two people who mean the same are not asked what they mean."""
    page = opened(name)
    page.save(page.edit.first)
    assert page.save_in_older_window(page.edit.first).status_code in {302, 422}


def test_choice_of_two_approvers_on_an_older_state_is_asked(case):
    client, address = signed_in(Client(), case.people["admin"]), reverse("settings:two_people")
    form, older = (form_of(client.get(address), "/two-people/") for _ in range(2))
    assert client.post(address, form.data(always="on", reason="We are many.")).status_code == 302
    asked = client.post(address, older.data(reason="Nothing changes."))
    assert asked.status_code == 409
    assert "Two people always approve for two desks no yes no" in text_of(asked)
