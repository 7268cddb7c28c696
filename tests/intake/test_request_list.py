import pytest
from django.urls import reverse
from djmoney.money import Money

from intake import actions
from intake.models import IntakeRequest
from reviews.closing import actions as closing
from reviews.findings import issues
from reviews.models import Review, Severity
from reviews.pure.stages import Stage
from reviews.waits import claims, questions
from tests.intake.conftest import TYPED
from tests.review_fixtures import ANSWERS

PAGE = "/requests/"


def read(client, **query):
    return client.get(PAGE, query).content.decode()


def hand_in(software, requester, title="Survey tool"):
    fields = {"title": title, "vendor_name": "Quill Surveys", "reason": TYPED["reason"], "value": Money(30000, "EUR")}
    draft = IntakeRequest.objects.create(requester=requester, request_type=software)
    actions.save_draft(draft, fields=fields, answers=ANSWERS, by=requester)
    return actions.submit(draft, by=requester)


def test_list_says_what_duet_does_when_there_is_nothing(visit):
    page = read(visit)
    assert "Need something from a vendor?" in page
    assert reverse("intake:new") in page


def test_list_says_where_each_request_is_and_with_whom(visit, review, buyer):
    claims.claim(review.waits.open().get(desk__slug="procurement"), by=buyer)
    page = read(visit)
    assert f'href="/reviews/R-{review.pk}/"' in page
    for words in (f"R-{review.pk} · Quill Surveys · New software vendor", "Being looked at", "Ben Buyer", "Legal"):
        assert words in page


def test_list_tells_the_open_problems_in_plain_words(visit, review, counsel):
    for number in range(3):
        issues.raise_issue(review, f"Problem {number}", severity=Severity.CONCERN, by=counsel)
    page = read(visit)
    assert ["Problem 0" in page, "Problem 1" in page, "Problem 2" in page, "and 1 more" in page] == [
        True,
        True,
        False,
        True,
    ]


def test_list_puts_what_is_needed_of_the_requester_first(visit, review, counsel, software, requester):
    hand_in(software, requester, "A later one")
    wait = review.waits.open().get(desk__slug="legal")
    claims.claim(wait, by=counsel)
    wait.refresh_from_db()
    questions.ask_requester(wait, "Will it hold names?", by=counsel)

    page = read(visit)

    assert page.index("We need you") < page.index("Will it hold names?") < page.index("A later one")
    assert page.count("Survey tool</a>") == 1


def test_list_shows_drafts_to_their_requester_alone(client, draft, requester, stranger, lead, admin):
    seen = {}
    for user in (requester, stranger, lead, admin):
        client.force_login(user)
        seen[user.name] = "Survey tool" in read(client)
    assert seen == {requester.name: True, stranger.name: False, lead.name: False, admin.name: False}


def test_list_shows_requests_to_their_requester_alone(client, review, stranger, lead):
    for user in (stranger, lead):
        client.force_login(user)
        assert review.title not in read(client)


def test_list_offers_to_continue_a_heads_up(visit, software, requester, buyer, counsel):
    given = actions.give_heads_up(software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester)
    page = read(visit)
    assert "Noted" in page
    assert reverse("intake:draft", args=[given.pk]) in page
    assert "We need you" not in page


def test_heads_up_that_was_withdrawn_is_not_continued(visit, software, requester, buyer, counsel):
    given = actions.give_heads_up(software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester)
    closing.withdraw(given.review, "Not needed after all.", by=requester)
    page = read(visit)
    assert ("Not going ahead" in page, "Continue" in page) == (True, False)
    assert visit.get(reverse("intake:draft", args=[given.pk])).url == given.review.get_absolute_url()


@pytest.mark.parametrize(("stage", "words"), [(Stage.ACTIVE, "Done"), (Stage.DECLINED, "Not going ahead")])
def test_list_says_how_a_request_ended(visit, review_at, stage, words):
    review_at(stage)
    page = read(visit)
    assert words in page
    assert "ended" in page


def test_drafts_beyond_a_few_have_a_page_of_their_own(visit, software, requester):
    for number in range(7):
        IntakeRequest.objects.create(requester=requester, request_type=software, title=f"Draft {number}")
    first, every = read(visit), read(visit, show="drafts")
    assert [n for n in range(7) if f"Draft {n}</a>" in first] == [2, 3, 4, 5, 6]
    assert "All drafts" in first
    assert [n for n in range(7) if f"Draft {n}</a>" in every] == list(range(7))


def test_draft_page_says_that_there_are_none(visit):
    assert "No drafts" in read(visit, show="drafts")


def test_list_pages_by_key(visit, software, requester):
    for number in range(31):
        hand_in(software, requester, f"Request {number:02}")
    newest, oldest = Review.objects.order_by("-pk")[29].pk, Review.objects.earliest("pk")
    first = read(visit)
    second = read(visit, after=newest)
    assert f"?after={newest}" in first
    assert (oldest.title in first, oldest.title in second) == (False, True)


def test_list_costs_the_same_with_three_and_with_thirty(visit, software, requester, counsel, django_assert_num_queries):
    def add(number):
        for place in range(number):
            review = hand_in(software, requester, f"Request {place}")
            issues.raise_issue(review, "Something is open.", severity=Severity.CONCERN, by=counsel)
            IntakeRequest.objects.create(requester=requester, request_type=software, title="Draft")
            actions.give_heads_up(
                software, title=f"Coming {review.pk}", vendor_name="Bright", reason=TYPED["reason"], by=requester
            )

    add(3)
    with django_assert_num_queries(12):
        read(visit)
    add(27)
    with django_assert_num_queries(12):
        read(visit)
