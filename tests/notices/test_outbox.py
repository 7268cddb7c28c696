"""The developer's outbox."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from notices.outbox import newest_mails


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
