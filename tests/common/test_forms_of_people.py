"""Days, times and numbers in the form of whoever reads: the same on a page, over the API and in a mail; whatever is
kept, or is the same for everybody, in ours."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from common import words
from common.middleware import TimeZoneMiddleware
from common.words import OURS, form_of, written_as
from intake import typed
from intake.fields import DayInput
from notices import mails
from notices.models import Notice
from people.models import User
from reviews.approvals import scope

MOMENT = datetime(2026, 4, 3, 14, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "day", "clock", "amount", "number"),
    [
        ({}, "3 April 2026", "14:30", "EUR 12,000.50", "1,234.5"),
        ({"day": "us", "clock": "12"}, "April 3, 2026", "2:30 PM", "EUR 12,000.50", "1,234.5"),
        ({"day": "short", "number": "point"}, "3 Apr 2026", "14:30", "EUR 12.000,50", "1.234,5"),
        ({"day": "iso", "number": "space"}, "2026-04-03", "14:30", "EUR 12\u202f000,50", "1\u202f234,5"),
        ({"number": "swiss"}, "3 April 2026", "14:30", "EUR 12’000.50", "1’234.5"),
        ({"day": "nonsense", "number": "nonsense"}, "3 April 2026", "14:30", "EUR 12,000.50", "1,234.5"),
    ],
)
def test_words_are_written_in_the_form_that_holds(choice, day, clock, amount, number):
    with written_as(form_of(**choice)):
        assert words.day_in_words(date(2026, 4, 3)) == day
        assert words.clock_in_words(MOMENT) == clock
        assert words.amount_in_words(Decimal("12000.5"), "EUR") == amount
        assert words.number_in_words("1234.50") == number
        assert words.days_in_words(date(2026, 4, 3), date(2026, 4, 3)) == day
    assert words.day_in_words(date(2026, 4, 3)) == "3 April 2026"


def test_seconds_stand_inside_the_time():
    with written_as(form_of(clock="12")):
        assert words.clock_in_words(MOMENT, seconds=True) == "2:30:05 PM"


def american(person):
    User.objects.filter(pk=person.pk).update(day_form="us", clock_form="12", number_form="point")
    return User.objects.get(pk=person.pk)


def test_page_and_api_write_alike_for_one_reader_and_otherwise_for_another(client, review, buyer, counsel):
    american(buyer)
    opened = review.opened_at
    ours = words.day_in_words(opened)
    with written_as(form_of(day="us")):
        theirs = words.day_in_words(opened)
    for person, day, other in ((buyer, theirs, ours), (counsel, ours, theirs)):
        client.force_login(person)
        page = client.get(f"/reviews/{review.reference}/").text
        story = client.get(f"/api/reviews/{review.reference}/story/").text
        assert day in page and other not in page
        assert other not in story


def test_what_is_kept_is_in_our_form_whoever_wrote_it(client, review, buyer, requester):
    """A form that is sent writes rows which others read."""
    seen = []
    american(buyer)
    client.force_login(buyer)
    for method in ("get", "post"):
        request = getattr(RequestFactory(), method)("/")
        request.user = User.objects.get(pk=buyer.pk)
        TimeZoneMiddleware(lambda _: seen.append(words.day_in_words(MOMENT)) or HttpResponse())(request)
    assert seen == ["April 3, 2026", "3 April 2026"]


def test_mail_is_written_for_its_reader(review, buyer, monkeypatch):
    american(buyer)
    notice = Notice.objects.filter(recipient=buyer).select_related("recipient").first()
    seen = []
    drawn = mails.render_to_string
    monkeypatch.setattr(
        mails, "render_to_string", lambda *args: seen.append(words.day_in_words(MOMENT)) or drawn(*args)
    )
    assert mails.mail_of(notice) is not None
    assert set(seen) == {"April 3, 2026"}


def test_field_shows_what_is_read_again_from_it():
    with written_as(form_of(day="us", number="point")):
        assert typed.in_figures(Decimal("48000.5")) == "48,000.50"
        assert typed.read_amount(typed.in_figures(Decimal("48000.5"))).number == Decimal("48000.50")
        assert DayInput().format_value("2026-04-03") == "3 April 2026"
        assert typed.reading_of_day("3 april", date(2026, 3, 1)) == "Friday 3 April 2026."


def test_what_an_approval_covers_is_the_same_for_everybody():
    value = type("Value", (), {"amount": Decimal("48000.5"), "currency": "EUR"})()
    with written_as(form_of(day="us", number="point")):
        assert scope.money(value) == "EUR 48,000.50"
        assert scope.day(date(2026, 4, 3)) == "3 April 2026"
        assert scope.fact_in_words("value", {"value": "48000.50"}, {}) == "48,000.50"
    assert form_of() == OURS
