"""Paging by key."""

import pytest

from common.paging import page_by_key
from people.models import User
from tests.factories import UserFactory


@pytest.fixture
def ten(db):
    return [UserFactory(name=f"P{n}") for n in range(10)]


def read(rf, url, key="pk"):
    return page_by_key(User.objects.filter(name__startswith="P"), rf.get(url), key=key, size=4)


def walk(rf, direction, url, key):
    pages = []
    while url:
        page = read(rf, url, key)
        pages.append([user.name for user in page.rows])
        url = getattr(page, direction)
    return pages


@pytest.mark.parametrize("key", ["pk", "-pk"])
def test_pages_follow_one_another_in_both_directions(rf, ten, key):
    names = [user.name for user in ten]
    if key == "-pk":
        names.reverse()
    assert walk(rf, "older_url", "/people/", key) == [names[:4], names[4:8], names[8:]]

    last_place = ten[0].pk if key == "-pk" else ten[-1].pk
    assert walk(rf, "newer_url", f"/people/?before={last_place}", key) == [names[5:9], names[1:5], names[:1]]


def test_first_and_last_page_offer_no_neighbour_beyond(rf, ten):
    first, last = read(rf, "/people/"), read(rf, f"/people/?after={ten[7].pk}")
    assert (first.newer_url, last.older_url) == (None, None)
    assert (first.older_url, last.newer_url) == (f"/people/?after={ten[3].pk}", f"/people/?before={ten[8].pk}")


def test_neighbours_keep_the_rest_of_the_address(rf, ten):
    page = read(rf, f"/people/?q=a+b&after={ten[3].pk}")
    assert (page.newer_url, page.older_url) == (
        f"/people/?q=a+b&before={ten[4].pk}",
        f"/people/?q=a+b&after={ten[7].pk}",
    )


@pytest.mark.parametrize("url", ["/people/?after=x", "/people/?before=x", "/people/?after=%00"])
def test_garbled_address_shows_the_first_page(rf, ten, url):
    page = read(rf, url)
    assert (page.rows, page.newer_url) == (ten[:4], None)


def test_place_beyond_the_end_shows_an_empty_page(rf, ten):
    page = read(rf, "/people/?after=99999999999999999999")
    assert (page.rows, page.newer_url, page.older_url) == ([], None, None)
