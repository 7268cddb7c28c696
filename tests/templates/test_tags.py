"""The tags of common/templatetags/duet.py, as a template uses them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.template import engines
from django.utils import timezone
from djmoney.money import Money
from lucide import IconDoesNotExist

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOT_GIVEN = '<span class="text-faint">not given</span>'


def render(template, **context):
    return engines["django"].from_string(template).render(context)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=-1), "1\xa0minute ago"),
        (timedelta(hours=-3, minutes=-40), "3\xa0hours ago"),
        (timedelta(days=-8), "1\xa0week ago"),
        (timedelta(days=2), "in 2\xa0days"),
        (timedelta(days=2, seconds=-1), "in 2\xa0days"),
    ],
)
def test_moment_says_how_long_ago_or_how_soon(distance, words):
    assert f">{words}</time>" in render("{% moment at %}", at=NOW + distance)


def test_moment_gives_the_exact_time_in_the_persons_zone_on_hover():
    with timezone.override("Europe/Berlin"):
        html = render("{% moment at %}", at=NOW - timedelta(hours=3))

    assert html == (
        '<time datetime="2026-11-23T09:00:00+00:00" title="Monday 23 November 2026, 10:00 CET">3\xa0hours ago</time>'
    )


LINE = SimpleNamespace(since=NOW - timedelta(days=3), held_days=1.4, due=NOW + timedelta(days=2), days_left=2)


def test_held_says_how_many_business_days_with_the_moment_on_hover():
    exact = 'datetime="2026-11-20T12:00:00+00:00" title="since Friday 20 November 2026, 12:00 UTC"'
    assert render("{% held line %}", line=LINE) == f"<time {exact}>for 1.5 business days</time>"


@pytest.mark.parametrize(
    ("days_left", "words"),
    [
        (2, "due in 2 business days"),
        (0.1, "due in less than half a business day"),
        (0, "due in less than half a business day"),
        (-1, "was due 1 business day ago"),
    ],
)
def test_due_says_how_many_business_days_are_left(days_left, words):
    line = SimpleNamespace(due=LINE.due, days_left=days_left)
    assert render("{% due line %}", line=line) == (
        f'<time datetime="2026-11-25T12:00:00+00:00" title="Wednesday 25 November 2026, 12:00 UTC">{words}</time>'
    )


def test_moment_in_plain_form_shows_the_exact_time():
    html = render("{% moment at plain=True %}", at=NOW - timedelta(hours=3))

    assert html == (
        '<time datetime="2026-11-23T09:00:00+00:00" title="3\xa0hours ago">Monday 23 November 2026, 09:00 UTC</time>'
    )


def test_moment_without_a_value_says_so():
    assert render("{% moment at %}", at=None) == NOT_GIVEN


@pytest.mark.parametrize(
    ("on", "html"),
    [
        (date(2026, 11, 23), '<time datetime="2026-11-23" title="today">23 November 2026</time>'),
        (date(2026, 11, 24), '<time datetime="2026-11-24" title="in 1 day">24 November 2026</time>'),
        (date(2026, 12, 31), '<time datetime="2026-12-31" title="in 38 days">31 December 2026</time>'),
        (date(2020, 1, 1), '<time datetime="2020-01-01" title="2,518 days ago">1 January 2020</time>'),
        (
            NOW,
            '<time datetime="2026-11-23" title="Monday 23 November 2026, 12:00 UTC, today">23 November 2026</time>',
        ),
        (None, NOT_GIVEN),
    ],
)
def test_day_has_one_form_and_the_distance_on_hover(on, html):
    assert render("{% day on %}", on=on) == html


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (Money(48000, "EUR"), '<span class="money">EUR&nbsp;48,000</span>'),
        (Money(Decimal("48000.00"), "EUR"), '<span class="money">EUR&nbsp;48,000</span>'),
        (Money("1299.5", "USD"), '<span class="money">USD&nbsp;1,299.50</span>'),
        (Money(-120, "GBP"), '<span class="money">GBP&nbsp;-120</span>'),
        (Money(0, "CHF"), '<span class="money">CHF&nbsp;0</span>'),
        (None, NOT_GIVEN),
        ("", NOT_GIVEN),
    ],
)
def test_money_groups_thousands_and_shows_cents_only_when_there_are_some(value, html):
    assert render("{% money value %}", value=value) == html


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "less than half a business day"),
        (0.2, "less than half a business day"),
        (0.5, "half a business day"),
        (1, "1 business day"),
        (1.4, "1.5 business days"),
        (3.04, "3 business days"),
        (-2, "2 business days"),
        (None, ""),
    ],
)
def test_business_days_rounds_to_half_days(days, words):
    assert render("{{ days|business_days }}", days=days) == words


def test_icon_is_hidden_from_screen_readers():
    html = render('{% icon "inbox" 16 "text-tone" %}')

    assert html.startswith("<svg")
    assert 'aria-hidden="true"' in html
    assert 'class="icon text-tone"' in html
    assert 'width="16"' in html


def test_icon_that_does_not_exist_is_an_error():
    with pytest.raises(IconDoesNotExist):
        render('{% icon "no-such-icon" %}')


def test_procurement_and_commercial_share_their_icon():
    assert render('{{ "procurement"|side_icon }} {{ "commercial"|side_icon }}') == "handshake handshake"


def test_a_side_without_a_place_has_no_icon():
    assert render('{{ "marketing"|side_icon }}') == ""
