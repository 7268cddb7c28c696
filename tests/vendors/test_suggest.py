"""Names of vendors for somebody who is typing one."""

import re

import pytest
from django.urls import reverse

from tests.factories import VendorFactory
from tests.reviews.pages import text_of


def options(client, text):
    """[(name, whether it is a new company's)] of the list, and its words."""
    response = client.get(reverse("vendors:suggest"), {"q": text})
    found = re.findall(r'data-name="([^"]*)"( data-is-new)?', response.content.decode())
    return [(name, bool(new)) for name, new in found], text_of(response)


def test_suggest_gives_names_and_nothing_else(client, requester):
    VendorFactory(name='A "B" <Acme>', website="https://canary.example", country="Canary")
    client.force_login(requester)
    names, words = options(client, "acme")
    assert names == [("A &quot;B&quot; &lt;Acme&gt;", False), ("acme", True)]
    assert "anary" not in words


def test_suggest_is_silent_without_text(client, requester):
    VendorFactory()
    client.force_login(requester)
    assert client.get(reverse("vendors:suggest")).content.decode().strip() == ""


@pytest.mark.parametrize("typed", ["Tidewater", "tidewater", "Tidewater Recruting"])
def test_suggest_asks_whether_one_of_a_close_name_is_meant(client, requester, typed):
    VendorFactory(name="Tidewater Recruiting")
    client.force_login(requester)
    names, words = options(client, typed)
    assert names == [("Tidewater Recruiting", False), (typed, True)]
    assert "Tidewater Recruiting Did you mean this one?" in words
    assert f"“{typed}” is new to us Another company than those above" in words


def test_suggest_offers_no_new_vendor_of_a_name_that_is_known(client, requester):
    VendorFactory(name="Tidewater Recruiting")
    client.force_login(requester)
    assert options(client, "tidewater recruiting")[0] == [("Tidewater Recruiting", False)]


@pytest.mark.parametrize("number", [3, 30])
def test_suggest_asks_the_database_as_often_with_many_vendors(client, requester, django_assert_num_queries, number):
    client.force_login(requester)
    client.get(reverse("vendors:suggest"), {"q": "tidewater"})
    for count in range(number):
        VendorFactory(name=f"Tidewater {count}")
    with django_assert_num_queries(10):  # three of them look for other names of vendors
        assert len(options(client, "tidewater")[0]) <= 12
