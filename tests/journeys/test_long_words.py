"""What people type may be one long word. It wraps: no page is wider than its screen."""

import pytest
from django.urls import reverse

from people.models import User
from reviews.comments.actions import comment
from reviews.findings.issues import raise_issue
from reviews.models import Severity
from reviews.terms.deciding import edit_term
from tests.factories import VendorContactFactory
from vendors.models import Vendor

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftmbhundcokgaawerkstadt"
WIDEST = """() => [...document.querySelectorAll("main *, header *")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
    .slice(-1).map((element) => element.outerHTML.slice(0, 90)).join()"""
"""The innermost thing that stands out of the screen."""

PEOPLE = ("requester", "buyer", "counsel", "lead", "admin")


@pytest.fixture
def people(request, transactional_db):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def full_of_long_words(people, review, buyer, counsel):
    """The review with one long word wherever somebody can type."""
    term = review.terms.get(term_type__slug="liability")
    edit_term(term, position=WORD, vendor_wording=WORD, place=WORD[:80], by=counsel)
    raise_issue(review, WORD, severity=Severity.BLOCKER, by=counsel)
    comment(review, WORD, by=buyer)
    VendorContactFactory(vendor=review.vendor, name=WORD, role=WORD[:100])
    Vendor.objects.update(name=WORD, country=WORD[:100])
    type(review).objects.update(title=WORD)
    review.waits.update(needed=WORD)
    User.objects.filter(pk=counsel.pk).update(name=f"{WORD} Counsel")
    return review


def pages(review):
    """Who opens what."""
    yield "requester", reverse("intake:request_list")
    yield "requester", review.get_absolute_url()
    yield "counsel", review.get_absolute_url()
    yield "counsel", reverse("reviews:timeline", args=[review.pk])
    yield "counsel", reverse("reviews:joint_position", args=[review.pk])
    yield "counsel", reverse("reviews:queue")
    yield "counsel", reverse("reviews:my_work")
    yield "counsel", reverse("reviews:review_list")
    yield "lead", reverse("reviews:desk", args=["legal"])
    yield "buyer", reverse("vendors:vendor_list")
    yield "buyer", reverse("vendors:vendor_detail", args=[review.vendor_id])
    yield "buyer", reverse("vendors:vendor_edit", args=[review.vendor_id])
    yield "counsel", reverse("notices:notice_list")
    yield "counsel", reverse("people:profile")
    yield "admin", reverse("reviews:held_by_nobody")


def test_long_words_wrap_on_every_page(window, people, full_of_long_words):
    too_wide = []
    for name, person in people.items():
        page = window(person)
        for address in [address for who, address in pages(full_of_long_words) if who == name]:
            assert page.goto(address).status == 200, f"{address} as {name}"
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                found = page.evaluate("document.documentElement.scrollWidth")
                if found > width:
                    too_wide.append(f"{address} as {name} is {found} px on {width}: {page.evaluate(WIDEST)}")
    assert not too_wide, "\n".join(too_wide)
