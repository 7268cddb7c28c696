"""The channel of a desk, on its page: chosen, tested, switched off, its address never shown again."""

import pytest

from common.log import events_of
from common.models import READ_BY_DESKS
from notices import desk_channels, tasks
from notices.models import Post, Webhook
from tests.notices.test_channels import channel  # noqa: F401

SECRET = "https://8.8.8.8/services/T0/secret"


@pytest.fixture
def pages(client, admin):
    client.force_login(admin)
    return client


def page_of(desk):
    return f"/settings/desks/{desk.pk}/channel/"


def test_channel_is_chosen_and_its_address_is_shown_to_nobody(pages, desks):
    answer = pages.post(page_of(desks["legal"]), {"url": SECRET, "is_active": "on"}, follow=True)
    assert Webhook.objects.get().url == SECRET
    assert "In use: 8.8.8.8." in answer.text and "secret" not in answer.text.replace("a secret", "")
    lines = [event.sentence for event in events_of(desks["legal"], audiences=READ_BY_DESKS)]
    assert lines == ["gave Legal a channel"]
    assert SECRET not in pages.get(f"/settings/desks/{desks['legal'].pk}/").text


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Give the address that the chat program shows"),
        ("http://8.8.8.8/x", "does not begin with https://"),
        ("https://127.0.0.1/x", "private network"),
    ],
)
def test_address_that_cannot_be_posted_to_is_refused(pages, desks, url, sentence):
    answer = pages.post(page_of(desks["legal"]), {"url": url, "is_active": "on"})
    assert answer.status_code == 422 and sentence in answer.text
    assert not Webhook.objects.exists()


def test_without_an_address_the_stored_one_stays(pages, desks):
    Webhook.objects.create(team=desks["legal"], url=SECRET)
    pages.post(page_of(desks["legal"]), {"url": ""})
    webhook = Webhook.objects.get()
    assert (webhook.url, webhook.is_active) == (SECRET, False)
    assert events_of(desks["legal"], audiences=READ_BY_DESKS)[0].sentence == "switched the channel of Legal off"


def test_test_goes_out_and_the_page_says_what_became_of_it(pages, desks, channel):  # noqa: F811
    Webhook.objects.create(team=desks["legal"], url=f"http://127.0.0.1:{channel.server_port}/hook")
    address = f"{page_of(desks['legal'])}test/"
    assert "A test is on its way" in pages.post(address, follow=True).text
    assert "The last test is still on its way." in pages.post(address, follow=True).text
    tasks.deliver_posts()
    assert channel.taken and "Duet can post here for Legal" in str(channel.taken)
    assert "The channel took the last test." in pages.get(page_of(desks["legal"])).text


def test_test_that_is_refused_says_why(pages, desks, channel):  # noqa: F811
    channel.answer = 500
    Webhook.objects.create(team=desks["legal"], url=f"http://127.0.0.1:{channel.server_port}/hook")
    pages.post(f"{page_of(desks['legal'])}test/")
    tasks.deliver_posts()
    assert "The last test did not arrive: The channel answered 500." in pages.get(page_of(desks["legal"])).text


def test_channel_that_is_off_takes_no_test(pages, desks):
    Webhook.objects.create(team=desks["legal"], url=SECRET, is_active=False)
    answer = pages.post(f"{page_of(desks['legal'])}test/", follow=True)
    assert "Legal has no channel that is in use." in answer.text and not Post.objects.exists()


def test_desk_without_a_channel_says_so(desks):
    assert desk_channels.channel_in_words(desks["legal"]) == "None: what comes is told by mail and on the pages."
