"""After the thousandth row: numbers in anchors, addresses and hidden fields stay plain digits."""

import re

import pytest
from django.db import connection

from intake import actions as intake_actions
from reviews.models import Wait
from reviews.waits import questions
from tests.reviews.reading import desk_wait

MANY = 1_234_567
TABLES = ["reviews_term", "reviews_wait", "reviews_approval", "reviews_decisionnote", "vendors_vendor", "people_team"]


@pytest.fixture
def review_after_a_million(draft, requester, buyer, counsel, lead):
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH {MANY}")
    return intake_actions.submit(draft, by=requester)


@pytest.mark.parametrize("who", ["counsel", "lead", "requester"])
def test_no_attribute_holds_a_number_with_a_separator(who, review_after_a_million, desks, client, counsel, request):
    review = review_after_a_million
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    assert Wait.objects.filter(pk__gte=MANY).exists()
    client.force_login(request.getfixturevalue(who))
    for address in (review.get_absolute_url(), "/queue/", "/reviews/"):
        page = client.get(address).content.decode()
        assert re.findall(r'="[^" ]*[0-9],[0-9]{3}[^" ]*"', page) == []
