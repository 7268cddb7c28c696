"""The way out of a mail: the one click that a mail program offers."""

from django.core import mail, signing

from notices import tasks, unsubscribe
from notices.actions import notify
from notices.models import NoticeKind
from tests.notices.rows import chosen


def sent_to(person, kind):
    notify([person], key="k", kind=kind, title="T", body="", url="/")
    tasks.deliver_notices()
    return mail.outbox[-1]


def test_one_click_in_a_mail_program_stops_mails_of_that_kind(client, buyer, settings):
    settings.SITE_URL = "https://duet.example"
    headers = sent_to(buyer, NoticeKind.QUESTION).extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("https://duet.example")
    for _ in range(2):  # signed out, without a CSRF token, twice
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert chosen(buyer) == {"question": "off"}


def test_following_the_link_only_asks(client, buyer):
    address = unsubscribe.address_of(buyer, NoticeKind.NEWS)
    assert "Stop these mails?" in client.get(address).text
    assert chosen(buyer) == {}


def test_one_click_in_the_daily_mail_stops_all_that_can_be_stopped(client, buyer):
    client.post(unsubscribe.address_of(buyer, unsubscribe.ALL))
    assert chosen(buyer) == dict.fromkeys(["question", "reminder", "escalation", "news"], "off")


def test_link_that_somebody_made_up_is_not_found(client, buyer):
    forged = signing.dumps({"person": buyer.pk, "kind": "news"}, salt="other")
    for token in (forged, "x", unsubscribe.address_of(buyer, "news").split("/")[-2][:-1]):
        assert client.post(f"/notices/unsubscribe/{token}/").status_code == 404
    assert chosen(buyer) == {}


def test_mandatory_mail_names_the_page_of_choices_and_no_one_click(buyer):
    headers = sent_to(buyer, NoticeKind.ASSIGNMENT).extra_headers
    assert headers["List-Unsubscribe"].endswith("/profile/notices/>")
    assert "List-Unsubscribe-Post" not in headers
