"""Names of vendors for somebody who is typing one."""

from django.urls import reverse

from tests.factories import VendorFactory


def test_suggest_gives_names_and_nothing_else(client, requester):
    VendorFactory(name='A "B" <Acme>', website="https://canary.example", country="Canary")
    client.force_login(requester)
    answer = client.get(reverse("vendors:suggest"), {"q": "acme"}).content.decode()
    assert answer.strip() == '<option value="A &quot;B&quot; &lt;Acme&gt;"></option>'


def test_suggest_is_silent_without_text(client, requester):
    VendorFactory()
    client.force_login(requester)
    assert client.get(reverse("vendors:suggest")).content.decode().strip() == ""
