"""Every form that edits, in a real browser: one field is changed, all others stay as they were stored.

The forms come from tests/edits, which fails where an address that takes a form is in none of its tables. A field that
the browser shows empty although something is stored (a day in another format, a choice that is offered no longer)
would be lost here.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error

from tests.edits import EDITS, ROUTES

FILL = """(form, [name, value]) => {
    const field = form.elements[name];
    const nodes = field instanceof RadioNodeList ? [...field] : [field];
    for (const node of nodes) {
        if (node.type === "radio" || node.type === "checkbox") node.checked = node.value === value;
        else node.value = value;
        node.dispatchEvent(new Event("input", { bubbles: true }));
        node.dispatchEvent(new Event("change", { bubbles: true }));
    }
}"""


@pytest.fixture
def window_of(browser, live_server, case):
    """window_of(role): the one window of this person; signed in once."""
    windows, contexts = {}, []

    def window(role):
        if role not in windows:
            client = Client()
            client.force_login(case.people[role])
            context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
            key = client.session.session_key
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
            contexts.append(context)
            windows[role] = context.new_page()
        return windows[role]

    yield window
    for context in contexts:
        context.close()


def form_with(page, address, name):
    """The form on the page that has the field and is sent there, whatever fold it lies in."""
    handle = page.evaluate_handle(
        """([address, name]) => {
            const forms = [...document.forms].filter((form) => form.method === "post" && form.elements[name]);
            const there = (url) => new URL(url, location.href).pathname === address;
            const sends = (form) => there(form.action) || [...form.elements].some((one) => there(one.formAction ?? ""));
            const form = forms.find(sends);
            let fold = form?.closest("details");
            for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
            return form ?? null;
        }""",
        [address, name],
    )
    assert handle.as_element(), f"{page.url} has no form for {address} with the field {name}"
    return handle


def turn_to(page, address):
    """Go there, also while the browser is still following the answer to the last form."""
    try:
        page.goto(address)
    except Error as interrupted:
        if "interrupted by another navigation" not in interrupted.message:
            raise
        page.wait_for_load_state()
        page.goto(address)


def save(page, form, address):
    """Press the button that a person would press, and wait for the answer."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith(address)
    ) as answered:
        form.evaluate(
            """(form, address) => {
                const buttons = [...form.querySelectorAll("button:not([name])")];
                const saves = buttons.find((one) => new URL(one.formAction).pathname === address) ?? buttons.at(-1);
                form.requestSubmit(saves);
            }""",
            address,
        )
    assert answered.value.status in {200, 302}, f"{address} answered {answered.value.status}"
    page.wait_for_load_state()


@pytest.mark.django_db(transaction=True)
def test_every_form_that_edits_keeps_what_was_not_changed(case, window_of):
    lost, made = [], {}
    for name, edit in EDITS.items():
        given = edit.given or ROUTES[name].given
        args = made[given] if given in made else made.setdefault(given, given(case))  # two forms on one thing
        address = reverse(name, args=args)
        page = window_of(edit.role)
        turn_to(page, edit.page(*args) if edit.page else address)
        before = edit.stored(*args)
        field = edit.name(case) if callable(edit.name) else edit.name
        form = form_with(page, address, field)
        for changed, value in {field: edit.second, **edit.also}.items():
            form.evaluate(FILL, [changed, value(case) if callable(value) else value])
        save(page, form, address)
        after = edit.stored(*args)
        differing = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        if not differing or (edit.touches and not differing <= set(edit.touches)):
            lost.append((name, {key: (before.get(key), after.get(key)) for key in differing - set(edit.touches)}))
    assert lost == []
