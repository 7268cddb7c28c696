"""What nobody types by hand, such as absurd numbers: whatever an address holds, it is never a server error."""

import pytest
from django.urls import reverse

from tests.groundwork import groundwork, harmless
from tests.reviews import word_papers
from tests.reviews.pages import signed_in

LONG = "9" * 5000  # more digits than Python turns into a number
NUMBERS = ["²", "٣", "-1", "1.5", "0", "9" * 30, LONG, "NaN", "\x00", "\u202e1", "😀"]


@pytest.fixture
@groundwork
def document(review, buyer):
    document = word_papers.first_version(review, by=buyer)
    word_papers.next_version(review, document, by=buyer)
    return document


@pytest.fixture
@harmless
def pages(client, buyer, review, document):
    signed_in(client, buyer)
    here, paper = [review.pk], [review.pk, document.pk]
    return [
        (reverse("reviews:comparison", args=paper), ["from", "to", "page", "show", "view"]),
        (reverse("reviews:read_document", args=paper), ["version", "show", "as"]),
        (reverse("reviews:mentionable", args=here), ["circle", "people", "audience", "q"]),
        (reverse("reviews:compose", args=here), ["term", "voice"]),
        (reverse("reviews:comments", args=here), ["after", "before", "page"]),
        (reverse("reviews:review", args=here), ["terms", "voice"]),
        (reverse("reviews:queue"), ["q", "side", "type", "vendor", "overdue", "view", "after", "before"]),
        (reverse("reviews:review_list"), ["q", "stage", "type", "vendor", "after", "before"]),
        (reverse("reviews:save_view"), ["q", "vendor", "type"]),
        (reverse("absences:plan"), ["person"]),
        (reverse("absences:absence_list"), ["person", "after"]),
        (reverse("checkins:check_in"), ["page", "after"]),
        ("/api/reviews/", ["cursor"]),
        ("/api/waits/", ["cursor"]),
        ("/api/terms/", ["review", "cursor"]),
        ("/api/approvals/", ["review", "cursor"]),
    ]


@pytest.mark.parametrize("value", NUMBERS, ids=lambda value: ascii(value[:6]))
def test_address_with_nonsense_is_answered(value, pages, client):
    answers = {
        (address, name): client.get(address, {name: value}).status_code for address, names in pages for name in names
    }

    assert {place: status for place, status in answers.items() if status >= 500} == {}


HUGE = 10**30
PATHS = [
    f"/reviews/R-{HUGE}/",
    f"/reviews/R-1/documents/{HUGE}/read/",
    f"/terms/{HUGE}/",
    f"/waits/{HUGE}/claim/",
    f"/circles/{HUGE}/",
    f"/comments/{HUGE}/edit/",
    f"/disagreements/{HUGE}/",
    f"/proposals/{HUGE}/correct/",
    f"/absences/{HUGE}/",
    f"/queue/views/{HUGE}/change/",
    "/queue/views/%00/",
    "/queue/views/%F0%9F%98%80/",
    "/calendar/%00.ics",
    f"/api/reviews/R-{'9' * 12}/",
    f"/api/terms/{HUGE}/",
    "/api/terms/%00/",
    "/api/waits/²/",
    f"/notices/{HUGE}/open/",
    "/notices/unsubscribe/%00/",
]


@pytest.mark.parametrize("path", PATHS)
def test_address_of_nothing_is_no_error(path, client, buyer, review):
    assert signed_in(client, buyer).get(path).status_code in {400, 404, 405}
