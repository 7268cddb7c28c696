"""Mails about accounts go through the outbox: a mail server that is away shows to nobody and loses nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from notices import tasks
from notices.tasks import deliver_notices
from people.models import AccountMail, MailKind, User
from people.tasks import sweep_sign_in

RESET = "/accounts/password/reset/"
NEW = "another-long-enough-one"

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def link_of(sent):
    return re.search(r"https?://[^/]+(/\S+)", sent.body)[1]


def follow(link, browser):
    form = browser.get(link, follow=True)
    return browser.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})


def test_reset_sends_nothing_by_itself_and_one_mail_from_the_outbox(client, requester):
    client.post(RESET, {"email": requester.email.upper()})
    assert mail.outbox == []
    deliver_notices()
    deliver_notices()
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Duet: Set a new password", [requester.email])
    assert sent.extra_headers["Message-ID"].startswith("<account-")


def test_reset_signs_in_and_makes_the_device_known_and_tells_of_it(client, requester):
    client.post(RESET, {"email": requester.email})
    deliver_notices()
    answer = follow(link_of(mail.outbox[0]), client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert requester.known_devices.count() == 1
    deliver_notices()
    assert mail.outbox[1].subject == "Duet: Your password was changed"
    assert "127.0.0.1" in mail.outbox[1].body


def test_reset_link_works_once(client, requester):
    client.post(RESET, {"email": requester.email})
    deliver_notices()
    follow(link_of(mail.outbox[0]), client)
    assert "This link no longer works" in Client().get(link_of(mail.outbox[0]), follow=True).text


def test_reset_answers_the_same_while_the_mail_server_is_away_and_the_mail_comes_later(
    client, requester, no_mail_server, settings
):
    for address in (requester.email, "nobody@duet.example"):
        assert client.post(RESET, {"email": address}).status_code == 302
    deliver_notices()
    row = AccountMail.objects.get(address=requester.email)
    assert (row.attempts, row.mailed_at, row.parked_at) == (1, None, None)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    AccountMail.objects.update(next_attempt_at=timezone.now())
    deliver_notices()
    assert [sent.to for sent in mail.outbox] == [[requester.email]]


def test_password_and_the_mail_that_tells_of_it_are_written_together(client, requester, monkeypatch):
    requester.set_password("the-first-password")
    requester.save()
    client.force_login(requester)
    monkeypatch.setattr("people.account_mails.AccountMail.objects.create", lambda **row: 1 / 0)
    fields = {"oldpassword": "the-first-password", "password1": NEW, "password2": NEW}
    with pytest.raises(ZeroDivisionError):
        client.post("/accounts/password/change/", fields)
    assert User.objects.get(pk=requester.pk).check_password("the-first-password")


def test_new_account_is_invited_by_mail(client, operator):
    client.force_login(operator)
    client.post("/admin/people/user/add/", {"email": "Nina@duet.example", "name": "Nina New"})
    deliver_notices()
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Duet: You have an account", ["nina@duet.example"])
    assert follow(link_of(sent), Client()).status_code == 302
    assert User.objects.get(email="nina@duet.example").check_password(NEW)


def test_mail_to_an_address_that_is_refused_for_good_is_parked_and_can_be_sent_again(
    client, requester, admin, monkeypatch
):
    class Refusing:
        def open(self):
            pass

        def send_messages(self, mails):
            raise tasks.SMTPRecipientsRefused({requester.email: (550, b"no such mailbox")})

        def close(self):
            pass

    client.post(RESET, {"email": requester.email})
    monkeypatch.setattr(tasks, "get_connection", Refusing)
    deliver_notices()
    row = AccountMail.objects.parked().get()
    client.force_login(admin)
    assert requester.email in client.get("/settings/machinery/").text
    client.post(f"/settings/machinery/account_mails/{row.pk}/again/")
    assert AccountMail.objects.due(timezone.now()).count() == 1


def test_sweep_removes_old_mails_and_keeps_what_a_person_has_to_look_at(requester):
    old = timezone.now() - timedelta(days=31)
    for parked_at in (None, old):
        AccountMail.objects.create(kind=MailKind.SIGN_IN, address="a@b.example", made_at=old, parked_at=parked_at)
    sweep_sign_in()
    sweep_sign_in()
    assert AccountMail.objects.parked().count() == AccountMail.objects.count() == 1
