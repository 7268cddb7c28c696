"""A person's own pages. Each answers five questions: does it work, does it explain itself, is it hidden from
strangers, from people who are not signed in, and does it refuse the wrong method?
"""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from notices.actions import notify
from notices.models import Notice, NoticeKind
from notices.outbox import newest_mails
from tests.factories import UserFactory

ROUTES = {
    "notices:notice_list": ("get", False),
    "notices:notices_read": ("post", False),
    "notices:notice_open": ("post", True),
    "people:profile": ("get", False),
    "notices:outbox": ("get", False),
}


def tell(*people, key="k", **changes):
    facts = {"kind": NoticeKind.QUESTION, "title": "Which data?", "body": "Names only?", "url": "/requests/1/"}
    notify(people, key=key, **facts | changes)


def address(name):
    return reverse(name, args=[1] if ROUTES[name][1] else [])


@pytest.mark.parametrize("name", ROUTES)
def test_signed_out_people_are_sent_to_the_sign_in(client, db, name):
    response = getattr(client, ROUTES[name][0])(address(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES)
def test_wrong_method_is_refused(client, requester, name):
    client.force_login(requester)
    wrong = {"get": "delete", "post": "get"}[ROUTES[name][0]]
    assert getattr(client, wrong)(address(name)).status_code == 405


# --- notices ----------------------------------------------------------------------------------------------


def test_notices_show_what_is_unread_newest_first(client, requester):
    tell(requester, title="The older one", key="1")
    tell(requester, title="The newer one", key="2")
    tell(requester, title="The read one", key="3")
    Notice.objects.filter(key="3").update(read_at="2100-01-01T00:00Z")
    client.force_login(requester)
    page = client.get(reverse("notices:notice_list")).content.decode()
    assert page.index("The newer one") < page.index("The older one")
    assert "The read one" not in page
    assert "The read one" in client.get(reverse("notices:notice_list"), {"show": "all"}).content.decode()


@pytest.mark.parametrize(("query", "words"), [({}, "Nothing unread"), ({"show": "all"}, "No notices yet")])
def test_notices_explain_an_empty_page(client, requester, query, words):
    client.force_login(requester)
    assert words in client.get(reverse("notices:notice_list"), query).content.decode()


def test_notices_of_others_are_not_shown(client, requester, stranger):
    tell(requester, title="canary")
    client.force_login(stranger)
    assert "canary" not in client.get(reverse("notices:notice_list"), {"show": "all"}).content.decode()


def test_notices_are_paged(client, requester):
    for number in range(31):
        tell(requester, key=str(number), title=f"Notice number {number}.")
    client.force_login(requester)
    first = client.get(reverse("notices:notice_list"))
    older = client.get(first.context["page"].older_url)
    assert "Notice number 30." in first.content.decode()
    assert [notice.key for notice in older.context["page"].rows] == ["0"]


@pytest.mark.parametrize("count", [3, 30])
def test_notices_cost_the_same_queries_whatever_their_number(client, requester, count, django_assert_num_queries):
    for number in range(count):
        tell(requester, key=str(number))
    client.force_login(requester)
    with django_assert_num_queries(5):  # session, person, desks, unread count, notices
        client.get(reverse("notices:notice_list"), {"show": "all"})


def test_open_marks_as_read_and_goes_on(client, requester):
    tell(requester)
    client.force_login(requester)
    response = client.post(reverse("notices:notice_open", args=[Notice.objects.get().pk]))
    assert (response.status_code, response.url) == (302, "/requests/1/")
    assert Notice.objects.get().read_at is not None


def test_open_hides_the_notices_of_others(client, requester, stranger):
    tell(requester)
    client.force_login(stranger)
    assert client.post(reverse("notices:notice_open", args=[Notice.objects.get().pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_mark_all_read_touches_only_ones_own(client, requester, stranger):
    tell(requester, stranger)
    client.force_login(requester)
    response = client.post(reverse("notices:notices_read"))
    assert response.url == reverse("notices:notice_list")
    assert [notice.recipient for notice in Notice.objects.unread()] == [stranger]


# --- profile ----------------------------------------------------------------------------------------------


def test_profile_saves_name_and_time_zone_and_nothing_else(client, requester):
    client.force_login(requester)
    facts = {"name": "Rosa R.", "time_zone": "Asia/Tokyo", "email": "x@evil.example", "is_admin": "on"}
    response = client.post(reverse("people:profile"), facts)
    assert (response.status_code, response.url) == (302, reverse("people:profile"))
    requester.refresh_from_db()
    saved = (requester.name, requester.time_zone, requester.email, requester.is_admin)
    assert saved == ("Rosa R.", "Asia/Tokyo", "requester@duet.example", False)


def test_profile_explains_what_is_wrong(client, requester):
    client.force_login(requester)
    response = client.post(reverse("people:profile"), {"name": "", "time_zone": "Mars/Crater"})
    assert response.status_code == 422
    assert "Rosa Requester" in response.content.decode()  # the top bar keeps the saved name
    assert "This field is required." in response.content.decode()
    requester.refresh_from_db()
    assert requester.name == "Rosa Requester"


def test_profile_shows_desks_and_the_way_to_a_new_password(client, lead):
    client.force_login(lead)
    page = client.get(reverse("people:profile")).content.decode()
    assert "Legal (lead), Procurement (lead)" in page
    assert reverse("account_change_password") in page


# --- the developer's outbox ---------------------------------------------------------------------------------


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def send(subject, body):
    backend = "django.core.mail.backends.filebased.EmailBackend"
    EmailMessage(subject, body, to=["rosa@duet.example"], connection=get_connection(backend)).send()


def test_outbox_shows_the_mails_that_landed_as_files(client, requester, mail_folder):
    send("First – mail", "Grüße <b>aus</b> Köln\n" + "-" * 40 + "\nOpen it: http://127.0.0.1/requests/1/")
    client.force_login(requester)
    page = client.get(reverse("notices:outbox")).content.decode()
    assert "First – mail" in page
    assert "Grüße &lt;b&gt;aus&lt;/b&gt; Köln" in page
    assert 'href="http://127.0.0.1/requests/1/"' in page


def test_outbox_reads_several_mails_of_one_file_newest_first(mail_folder):
    send("First", "one")
    send("Second", "two")
    files = sorted(mail_folder.iterdir())
    joined = b"".join(path.read_bytes() for path in files)
    for path in files:
        path.unlink()
    joined = joined.replace(b"Date: ", b"Date: Mon, 23 Nov 2020 10:00:00 -0000\nX-Was: ", 1)
    (mail_folder / "20261123-100000-1.log").write_bytes(joined)
    assert sorted(mail.subject for mail in newest_mails()) == ["First", "Second"]
    assert newest_mails()[-1].at.year == 2020


def test_outbox_explains_an_empty_page(client, requester, mail_folder):
    client.force_login(requester)
    assert "No mail yet" in client.get(reverse("notices:outbox")).content.decode()


def test_outbox_does_not_exist_where_mails_are_really_sent(client, admin, mail_folder, settings):
    settings.SHOW_OUTBOX = False
    client.force_login(admin)
    assert client.get(reverse("notices:outbox")).status_code == 404


def test_outbox_is_off_in_production_and_with_a_mail_server():
    """Read in a fresh process each: settings are decided once."""
    import os
    import subprocess
    import sys

    base = {key: value for key, value in os.environ.items() if key not in ("EMAIL_URL", "DUET_ENV", "DEBUG")}
    production = {
        "DUET_ENV": "production",
        "SECRET_KEY": "x",
        "SITE_URL": "https://duet.example",
        "DATABASE_URL": "postgres://x@127.0.0.1/x",
        "REDIS_URL": "redis://127.0.0.1/0",
    }
    cases = [{}, {"EMAIL_URL": "smtp://127.0.0.1:25"}, production, {"DEBUG": "1", "EMAIL_URL": "smtp://127.0.0.1:25"}]
    code = "from config import settings; print(settings.SHOW_OUTBOX)"
    answers = [
        subprocess.run([sys.executable, "-c", code], env=base | case, capture_output=True, text=True).stdout.strip()
        for case in cases
    ]
    assert answers == ["True", "False", "False", "False"]


def test_query_counts_hold_for_reviewers_too(client, lead, django_assert_num_queries):
    tell(lead, UserFactory())
    client.force_login(lead)
    with django_assert_num_queries(5):
        client.get(reverse("notices:notice_list"))
