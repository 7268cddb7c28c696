"""What was said to few, outside of those few: words that nobody uses are looked for on every surface there is.

Most of all a privileged note outside its circle; beside it, in the same walk, an internal comment, a private draft and
a walled review. Each search is done for somebody inside too, where the word must be found: a search that finds nothing
proves nothing.
"""

import io
import json
import logging
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain

import pypdfium2
import pytest
from django.contrib import admin as settings_pages
from django.contrib.messages import get_messages
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from common.models import Event, EventText
from intake import actions as intake_actions
from notices import tasks
from notices.models import Notice, Post, Webhook
from people.models import FeedToken, User
from reviews.comments import actions as comment_actions
from reviews.comments import circles
from reviews.models import Circle, Comment
from reviews.models.comment import CommentQuerySet
from reviews.pure.stages import Stage
from reviews.walls import actions as walls
from reviews.web.pages.side import SIDES
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork, harmless
from tests.reviews import word_papers
from tests.reviews.pages import HTMX
from tests.routes import ROLES, SUCCESS
from tests.routes.cases import Case
from tests.test_routes import ANSWERS, ROUTES, names_of

CANARY = "zyzzyva"
PAGE_OF_REVIEW = re.compile(r"/reviews/R-\d+/")
OUTSIDE = ("requester", "stranger", "buyer", "lead", "part", "auditor", "outside", "admin", "operator", "newcomer")
"""Everybody but counsel, who wrote it: another lead of legal, a new lawyer, an admin and an operator among them."""

FROM_WHOM = {
    CANARY: {*OUTSIDE, "anonymous"},
    "quokka": {"requester", "stranger", "admin", "operator", "anonymous"},
    "numbat": {*OUTSIDE, "anonymous"} - {"requester"},
    "okapi": {*OUTSIDE, "anonymous"} - {"requester", "buyer", "lead"},
}
"""{a word: from whom it is kept}: the privileged note, an internal comment, a private draft, a walled review."""


@pytest.fixture
@groundwork
def outsiders(requester, stranger, buyer, lead, specialists, auditor, outside, admin, operator, desks):
    newcomer = MembershipFactory(team=desks["legal"], user=UserFactory(name="Nora New")).user
    people = (requester, stranger, buyer, lead, specialists["privacy"], auditor, outside, admin, operator, newcomer)
    return dict(zip(OUTSIDE, people, strict=True))


@pytest.fixture
@groundwork
def note(review, counsel, desks):
    """A privileged note that was edited, on a term, after a channel for every desk was set up."""
    for desk in desks.values():
        Webhook.objects.create(team=desk, url="https://chat.example/hook")
    term = review.terms.first()
    written = comment_actions.comment(review, f"{CANARY} one", audience="privileged", term=term, by=counsel)
    return comment_actions.edit_comment(written, f"{CANARY} two", by=counsel)


def words_of(body):
    """What a file says: the parts of a Word file, the text of a PDF; anything else as it is."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return " ".join(file.read(name).decode(errors="replace") for name in file.namelist())
    if body.startswith(b"%PDF"):
        return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body))
    return body.decode(errors="replace")


def said_by(response):
    """Everything that an answer says: its headers, its words, and the messages that the next page will show."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    messages = [str(message) for message in get_messages(response.wsgi_request)]
    return f"{response.headers} {words_of(body)} {messages}"


def everything(client, address, **query):
    """What one address says to a browser, where it leads to, and what it says to htmx where that is another body. Of a
    review's page each tab of its panel is asked for."""
    if PAGE_OF_REVIEW.fullmatch(address):
        for side in SIDES:
            yield from _everything(client, address, **query, side=side)
    else:
        yield from _everything(client, address, **query)


def _everything(client, address, **query):
    response = client.get(address, query)
    yield said_by(response)
    if response.status_code == 302 and not response["Location"].startswith(reverse("account_login")):
        yield said_by(client.get(response["Location"]))
    if "HX-Request" in response.get("Vary", ""):
        yield said_by(client.get(address, query, headers=HTMX))


def answer_to(client, address, data, as_json=False):
    """What it answers when something is sent to it; nothing of that stays, not even signing out."""
    cookies = client.cookies.copy()
    answer = ""
    for headers in ({}, HTMX):
        with transaction.atomic():
            sent = data() if callable(data) else data
            kind = {"content_type": "application/json"} if as_json else {}
            response = client.post(address, json.dumps(sent) if as_json else sent, headers=headers, **kind)
            answer += said_by(response)
            transaction.set_rollback(True)
        client.cookies = cookies.copy()
        if "HX-Request" not in response.get("Vary", ""):
            break
    return answer


def leaks(client, address, words=(CANARY,)):
    texts = everything(client, address, q=CANARY[:5])
    return [f"{word}: {text[:400]}" for text in texts for word in words if word in text.lower()]


# --- pages --------------------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def notes(review, note, counsel):
    """The note, and one more on every other term: whichever term a page is about, something was said on it."""
    for term in review.terms.exclude(pk=note.term_id):
        comment_actions.comment(
            review, f"{CANARY} more", audience="privileged", circle=note.circle, term=term, by=counsel
        )
    return note


@pytest.fixture
@groundwork
def secrets(notes, another_review, requester, buyer, counsel, lead, software):
    """What else is kept from some: see `FROM_WHOM`."""
    comment_actions.comment(notes.review, "Quokka among us.", by=counsel)
    draft = intake_actions.start_draft(software, by=requester)
    intake_actions.save_draft(draft, fields={"title": "Numbat", "vendor_name": "Numbat Ltd"}, answers={}, by=requester)
    walled = another_review(title="Okapi plan", vendor_name="Okapi Ltd")
    return walls.wall(walled, [buyer, counsel], by=lead)


@pytest.fixture
@harmless
def case(review, review_at, secrets, counsel, outsiders, finance_lead, today):
    """A Case of tests/routes/cases.py on the review that carries the notes."""
    people = {name: person for name, person in outsiders.items() if name in ROLES}
    people |= {"counsel": counsel, "apart": finance_lead}
    return Case(review=review, review_at=review_at, people=people, today=today)


def as_kept(case):
    """The case as the database has it: what a route before prepared, and what was undone, is forgotten."""
    case.review.refresh_from_db()
    people = {role: User.objects.get(pk=person.pk) for role, person in case.people.items()}
    return replace(case, people=people)


def kept_from(role):
    return [word for word, roles in FROM_WHOM.items() if role in roles]


def leaks_of(names, case, clients):
    """[(route, role, what it answered)], wherever the word comes up. What a route prepares and does is undone."""
    leaked = []
    for name in sorted(names):
        with transaction.atomic():
            now, route = as_kept(case), ROUTES[name]
            address = reverse(name, args=route.given(now))
            for role, client in clients.items():
                leaked += [(name, role, text) for text in leaks(client, address, kept_from(role))]
            if SUCCESS & {*ANSWERS[name]["post"].values()}:
                for role, client in clients.items():
                    answer = answer_to(client, address, partial(route.data, now), as_json=name.startswith("api-"))
                    leaked += [
                        (name, role, f"{word}: {answer[:400]}") for word in kept_from(role) if word in answer.lower()
                    ]
            transaction.set_rollback(True)
    return leaked


@pytest.fixture
def clients(outsiders):
    clients = {role: Client() for role in (*OUTSIDE, "anonymous")}
    for role, person in outsiders.items():
        clients[role].force_login(person)
    return clients


@pytest.mark.timeout(600)  # every address, read and written to, eight people: long where several share a machine
def test_no_page_says_the_word_outside_the_circle(case, clients, caplog):
    """Every address of tests/routes/, each with what its row prepares and sends."""
    assert leaks_of(ROUTES, case, clients) == []
    assert CANARY not in caplog.text.lower()


def test_walk_finds_the_word_where_a_rule_is_broken(case, clients, monkeypatch):
    """The walk above can fail: with everybody allowed to read every comment it does, on pages and in answers."""
    monkeypatch.setattr(CommentQuerySet, "visible_to", lambda comments, user: comments)
    names = ["reviews:review", "reviews:comments", "reviews:term", "reviews:raise_issue"]
    monkeypatch.setitem(ROUTES, "reviews:raise_issue", replace(ROUTES["reviews:raise_issue"], data=lambda case: {}))

    leaked = {(name, role) for name, role, _ in leaks_of(names, case, clients)}

    assert {name for name, _ in leaked} == {*names}
    assert {role for _, role in leaked} == {*OUTSIDE} - {"stranger", "admin", "operator"}


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_walk_reads_the_files_that_pages_give_away(form, review, buyer, client):
    document = word_papers.first_version(review, by=buyer)
    word_papers.next_version(review, document, by=buyer, paragraphs=[*word_papers.SECOND, f"5. Signs. {CANARY}"])
    client.force_login(buyer)
    address = reverse("reviews:export_comparison", args=[review.pk, document.pk])

    assert CANARY in answer_to(client, address, {"form": form})


# --- the API ------------------------------------------------------------------------------------------


def api_addresses(review):
    """Every address of the API, those about one row with the review's own rows."""
    names = [name for name in names_of(get_resolver().url_patterns) if name.startswith("api-")]
    approvals = review.approvals.values_list("pk", flat=True)[:1]
    arguments = [[], [review.reference], [str(review.terms.first().pk)], [str(review.waits.first().pk)]]
    arguments += [[str(pk)] for pk in approvals]
    for name in names:
        for args in arguments:
            with suppress(NoReverseMatch):
                yield reverse(name, args=args)


STEP = {
    "reason": "Late.",
    "question": "When?",
    "answer": "Soon.",
    "outcome": "ask",
    "desk": "legal",
    "whom": "legal",
}
"""Enough for any step of the API to be done or refused."""


def test_api_never_says_the_word(review_at, notes, outsiders, counsel):
    """In final approval, where there is something of each kind; not even to counsel, who reads it on pages."""
    addresses = list(api_addresses(review_at(Stage.FINAL_APPROVAL)))
    assert len(addresses) > 5
    for person in (*outsiders.values(), counsel):
        client = Client()
        client.force_login(person)
        assert [address for address in addresses if leaks(client, address)] == []
        assert [address for address in addresses if CANARY in answer_to(client, address, STEP)] == []


def test_the_word_is_found_inside(review, note, counsel):
    client = Client()
    client.force_login(counsel)
    circle = reverse("reviews:circle", args=[note.circle_id])
    places = [
        review.get_absolute_url(),
        reverse("reviews:comments", args=[review.pk]),
        reverse("reviews:term", args=[note.term_id]),
        reverse("reviews:edit_comment", args=[note.pk]),
        circle,
    ]
    for place in places:
        assert leaks(client, place), place


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_inside_does_not_exist_outside(who, review, note, outsiders):
    client = Client()
    client.force_login(outsiders[who])
    inside = [
        ("get", reverse("reviews:circle", args=[note.circle_id]), {}),
        ("post", reverse("reviews:add_to_circle", args=[note.circle_id]), {"person": outsiders[who].pk}),
        ("post", reverse("reviews:take_out_of_circle", args=[note.circle_id, note.author_id]), {}),
        ("get", reverse("reviews:edit_comment", args=[note.pk]), {}),
        ("post", reverse("reviews:edit_comment", args=[note.pk]), {"body": "Mine.", "version": note.version}),
        ("post", reverse("reviews:retract_comment", args=[note.pk]), {}),
        ("post", reverse("reviews:release_draft", args=[note.pk]), {}),
        ("get", reverse("reviews:mentionable", args=[review.pk]) + f"?circle={note.circle_id}", {}),
    ]
    answers = {(method, getattr(client, method)(address, data).status_code) for method, address, data in inside}
    auditors_write_nowhere = 403 if who == "auditor" else 404  # whatever the address is about
    assert answers == {("get", 404), ("post", auditors_write_nowhere)}


@pytest.mark.parametrize("who", [who for who in OUTSIDE if who != "auditor"])  # who reads how many there are
def test_page_is_the_same_to_the_letter_with_and_without_a_note(who, review, counsel, outsiders):
    """Neither a word nor a number tells an outsider that something was said."""
    client = Client()
    client.force_login(outsiders[who])
    addresses = [
        review.get_absolute_url(),
        reverse("reviews:comments", args=[review.pk]),
        reverse("reviews:timeline", args=[review.pk]),
        reverse("reviews:term", args=[review.terms.first().pk]),
        reverse("notices:notice_list"),
    ]

    def read():
        return [_without_secrets(client.get(address).content.decode()) for address in addresses]

    before = read()
    comment_actions.comment(review, CANARY, audience="privileged", term=review.terms.first(), by=counsel)
    assert read() == before


def _without_secrets(page):
    """The tokens against forged requests, and the keys that let a form act once, differ on every page."""
    return re.sub(r'(csrfmiddlewaretoken|form_key|window)" value="[^"]+"|"X-CSRFToken": "[^"]+"', "", page)


# --- what is sent, logged and said when it goes wrong -------------------------------------------------


def test_nothing_that_is_sent_says_the_word(review, note, lead, counsel, django_capture_on_commit_callbacks):
    circles.add_to_circle(note.circle, lead, by=counsel)
    comment_actions.comment(review, f"@Lena {CANARY}", audience="privileged", circle=note.circle, by=counsel)
    Notice.objects.filter(privileged=False).delete()  # one page: one mail
    mail.outbox.clear()

    tasks.deliver_notices()

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([lead.email], "Privileged & confidential")]
    texts = [sent.message().as_string() for sent in mail.outbox] + [post.text for post in Post.objects.all()]
    assert texts
    assert [text for text in texts if CANARY in text.lower()] == []
    for sent in mail.outbox:
        assert review.title not in sent.message().as_string()
        assert review.get_absolute_url() in sent.body


def test_no_notice_and_no_line_of_the_log_holds_the_word(review, note, counsel, lead):
    circles.add_to_circle(note.circle, lead, by=counsel)
    comment_actions.retract_comment(
        comment_actions.comment(review, CANARY, audience="privileged", by=counsel), by=counsel
    )

    rows = chain(
        Notice.objects.values_list("title", "body", "url", "key"),
        Event.objects.values_list("data"),
        EventText.objects.values_list("key", "text"),
        [line.sentence for line in Event.objects.readable()],
    )
    assert [row for row in rows if CANARY in str(row)] == []


def test_calendar_of_an_outsider_says_nothing(note, outsiders):
    for person in outsiders.values():
        assert leaks(Client(), reverse("reviews:calendar", args=[FeedToken.renew(person)])) == []


@pytest.mark.filterwarnings("ignore:The default scheme")
def test_settings_pages_of_an_operator_hold_neither_words_nor_circles(note, outsiders):
    """Every model that Django's admin shows, its list and each row."""
    client = Client()
    client.force_login(outsiders["operator"])
    looked_at = 0
    for model in settings_pages.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert leaks(client, address) == []
        for pk in model.objects.values_list("pk", flat=True)[:50]:
            assert leaks(client, f"{address}{pk}/change/") == []
            looked_at += 1
    assert looked_at > 20
    assert Comment not in settings_pages.site._registry and Circle not in settings_pages.site._registry
    events = client.get(reverse("admin:common_event_changelist")).text
    assert "review.opened" in events
    assert "opened the circle" not in events and "circle.opened" not in events and "comment.written" not in events
    assert Event.objects.filter(audience="circle").exists()


def test_names_of_rows_and_refusals_say_nothing(review, note, counsel, buyer):
    assert CANARY not in f"{note} {note!r} {note.revisions.get()} {note.circle}"
    refusals = []
    for action in (
        lambda: comment_actions.edit_comment(note, f"{CANARY} three", by=buyer),
        lambda: comment_actions.retract_comment(note, by=buyer),
        lambda: comment_actions.comment(review, CANARY, audience="privileged", circle=note.circle, by=buyer),
    ):
        with pytest.raises((PermissionDenied, ValidationError)) as refusal:
            action()
        refusals.append(str(refusal.value))
    assert [sentence for sentence in refusals if CANARY in sentence] == []


def test_server_logs_no_word_of_what_was_posted(review, counsel, monkeypatch):
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    logging.getLogger().addHandler(handler)
    monkeypatch.setattr(comment_actions, "comment", lambda *args, **kwargs: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(counsel)
    try:
        response = client.post(
            reverse("reviews:comment", args=[review.pk]), {"body": CANARY, "audience": "privileged", "people": []}
        )
    finally:
        logging.getLogger().removeHandler(handler)
    assert response.status_code == 500
    assert "ZeroDivisionError" in lines.getvalue()
    assert CANARY not in lines.getvalue() + response.content.decode()


def test_later_stages_show_nothing_either(review_at, note, outsiders):
    review = review_at(Stage.FINAL_APPROVAL)
    for person in outsiders.values():
        client = Client()
        client.force_login(person)
        for address in (review.get_absolute_url(), reverse("reviews:joint_position", args=[review.pk]), "/queue/"):
            assert leaks(client, address) == []
