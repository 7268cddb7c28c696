"""Every address, every role, every method, against tests/routes/table.txt. A new address without a line fails.

A denial changes no row, and “not found” is, byte for byte, what an address answers about something that never was.
"""

import json
import re
from contextlib import contextmanager, suppress

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.other_forms import forms_in_json, forms_in_page
from tests.routes import (
    DENIALS,
    DONE,
    ERRORS,
    FORBIDDEN,
    NO_METHOD,
    NOT_FOUND,
    PAGE,
    REFUSED,
    ROLES,
    SIGN_IN,
    SUCCESS,
    Line,
    absences,
    account,
    admin_pages,
    answers_by_method,
    api,
    around,
    checkins,
    contracts,
    insights,
    intake,
    ladders,
    machinery,
    not_allowed,
    people,
    read_table,
    reviews,
    settings,
    settings_people,
    tokens,
    vendors,
)

ROUTES = {
    **intake.ROUTES,
    **reviews.ROUTES,
    **settings.ROUTES,
    **ladders.ROUTES,
    **absences.ROUTES,
    **machinery.ROUTES,
    **settings_people.ROUTES,
    **vendors.ROUTES,
    **vendors.API_ROUTES,
    **contracts.ROUTES,
    **contracts.API,
    **checkins.ROUTES,
    **insights.ROUTES,
    **insights.API,
    **people.ROUTES,
    **tokens.ROUTES,
    **account.ROUTES,
    **around.ROUTES,
    **api.ROUTES,
    **admin_pages.ROUTES,
}
"""How to get to every address. An app that gets one adds its module here."""

ANSWERS = answers_by_method()
STATUS = {200: PAGE, 201: DONE, 401: SIGN_IN, 403: FORBIDDEN, 404: NOT_FOUND, 405: NO_METHOD, 409: REFUSED}
NEVER_WAS = 2_000_000_000
"""The number of a row that never was."""


def names_of(patterns, namespace=""):
    """Every named address, as `app:name`."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = pattern.namespace or ""
            yield from names_of(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def sent_to(client, name, method, url, data):
    """The response; what the API takes is sent as JSON."""
    if method == "post" and name.startswith("api-"):
        return client.post(url, json.dumps(data), content_type="application/json")
    return getattr(client, method)(url, data)


@contextmanager
def asked(person, name, method, url, data):
    """(the response to the person, read to its end, and what it wrote); nothing of it stays in the database."""
    with transaction.atomic():
        client = Client()
        if person:
            client.force_login(person)
        with writes_counted() as statements:
            response = sent_to(client, name, method, url, data)
            if response.streaming:
                list(response)  # read to its end, a download closes its file
        yield response, statements
        transaction.set_rollback(True)


def in_words(response):
    """What was answered, in the words of tests/routes/."""
    location = response.get("Location", "")
    if response.status_code == 302 and location.startswith((reverse("account_login"), reverse("admin:login"))):
        return SIGN_IN
    if response.status_code in {302, 422}:
        refusals = [message for message in get_messages(response.wsgi_request) if message.level_tag == "error"]
        return REFUSED if refusals else DONE if response.status_code == 302 else ERRORS
    return STATUS.get(response.status_code, response.status_code)


def other_forms(response):
    """Days, amounts and words in the answer that have another form than everywhere else."""
    if response.streaming:
        return []
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html"):
        return forms_in_page(response.text)
    return forms_in_json(response.text) if kind.startswith("application/json") else []


# --- what a denial may not do ---------------------------------------------------------------------------


@contextmanager
def writes_counted():
    """A list that fills with the statements that write, but for those about who is signed in."""
    statements = []

    def look(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield statements


def rows_of_all_tables():
    """A mark of every row there is: two of these are the same only where nothing was changed."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {"django_session"})
    marks = [
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t" for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(marks) + " ORDER BY 1")
        return cursor.fetchall()


def changes_of(person, name, method, url, data):
    """[tables that it changes after all]: asked only where something was written, perhaps to be taken back."""
    with transaction.atomic():
        client = Client()
        if person:
            client.force_login(person)
        before = rows_of_all_tables()
        sent_to(client, name, method, url, data)
        after = rows_of_all_tables()
        transaction.set_rollback(True)
    return [table for (table, *was), (_, *now) in zip(before, after, strict=True) if was != now]


def without_tokens(response):
    """Status, headers and body, without the token against forged requests and keys of forms, which always differ."""
    body = re.sub(rb'(csrfmiddlewaretoken|form_key)" value="[^"]+"|"X-CSRFToken": "[^"]+"', b"", response.content)
    return response.status_code, sorted(response.headers.items()), body


def url_of_nothing(name, given):
    """The same address of something that never was, as far as its arguments can name nothing."""
    given = list(given)
    for place, argument in enumerate(given):
        with suppress(NoReverseMatch):
            reverse(name, args=[*given[:place], of_nothing(argument), *given[place + 1 :]])
            given[place] = of_nothing(argument)
    return reverse(name, args=given)


def of_nothing(argument):
    """The same kind of argument, of something that never was."""
    if str(argument).startswith("R-"):
        return f"R-{NEVER_WAS}"
    return NEVER_WAS if str(argument).isdigit() else "never-was"


class Visit:
    """One address, walked to once and asked by everybody; what a denial gave away or changed is in `faults`."""

    def __init__(self, name, route, case):
        self.name, self.route, self.case, self.faults = name, route, case, []
        self.given = route.given(case)
        self.url = reverse(name, args=self.given)
        self.url_of_nothing = url_of_nothing(name, self.given)

    def answer(self, role, method):
        person, fault = self.case.people.get(role), f"{method} by {role}"
        with asked(person, self.name, method, self.url, self.data(method)) as (response, statements):
            answer, told = in_words(response), without_tokens(response) if response.status_code == 404 else None
            self.faults += [f"{fault} shows {form}" for form in other_forms(response)]
        if answer in DENIALS and statements:
            changed = changes_of(person, self.name, method, self.url, self.data(method))
            self.faults += [f"{fault} is denied and changes {table}" for table in changed]
        if answer == NOT_FOUND and self.given:
            with asked(person, self.name, method, self.url_of_nothing, self.data(method)) as (response, _):
                if without_tokens(response) != told:
                    self.faults.append(f"{fault} tells what is there from what never was")
        return answer

    def data(self, method):
        """Made anew each time: a file that was sent is read up."""
        return self.route.data(self.case) if method == "post" else None


# --- the table ------------------------------------------------------------------------------------------


def test_every_address_is_in_the_table_and_none_else():
    """Pages, the API and the settings pages of the admin alike."""
    named = set(names_of(get_resolver().url_patterns))
    assert sorted(named - set(ANSWERS)) == []
    assert sorted(set(ANSWERS) - named) == []


def test_every_address_says_how_to_get_there():
    assert sorted(set(ANSWERS) ^ set(ROUTES)) == []


def test_no_line_stands_twice_in_the_table():
    lines = [(line.name, line.method) for line in read_table()]
    assert len(lines) == len(set(lines))


def is_open_to_nobody(name):
    """Pages that Django has and we close: signing up, and the admin's for adding or deleting what is content; and what
    machines open with a token."""
    return name in {*account.CLOSED, *people.WITH_A_TOKEN} or admin_pages.is_closed(name)


@pytest.mark.parametrize("name", [name for name in ANSWERS if not is_open_to_nobody(name)])
def test_route_lets_somebody_in(name):
    """A row of denials alone proves nothing: a wrong address is denied to everybody too."""
    assert SUCCESS & {answer for cells in ANSWERS[name].values() for answer in cells.values()}


@pytest.mark.filterwarnings("ignore:The default scheme")  # of a web address, in a form of Django's admin
@pytest.mark.parametrize("name", ROUTES)
def test_route_answers_each_role_as_the_table_says(name, case):
    declared = ANSWERS.get(name, {"get": dict.fromkeys(ROLES), "post": dict.fromkeys(ROLES)})
    expected = {method: declared[method] or not_allowed(method) for method in declared}
    visit = Visit(name, ROUTES[name], case)

    answers = {method: {role: visit.answer(role, method) for role in expected[method]} for method in expected}

    lines = "\n".join(str(Line("", name, method, answers[method])) for method in answers)
    assert answers == expected, f"What it answers, as lines of tests/routes/table.txt:\n{lines}"
    assert visit.faults == []
