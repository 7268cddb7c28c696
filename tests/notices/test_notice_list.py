"""The list of one's notices."""

import pytest
from django.urls import reverse

from notices.models import Notice, NoticeKind
from tests.factories import UserFactory
from tests.notices.rows import tell

LIST = reverse("notices:notice_list")


def test_notices_show_what_is_unread_newest_first(client, requester):
    tell(requester, title="The older one", key="1")
    tell(requester, title="The newer one", key="2")
    tell(requester, title="The read one", key="3")
    Notice.objects.filter(key="3").update(read_at="2100-01-01T00:00Z")
    client.force_login(requester)
    page = client.get(reverse("notices:notice_list")).content.decode()
    assert page.index("The newer one") < page.index("The older one")
    assert "The read one" not in page
    assert "The read one" in client.get(reverse("notices:notice_list"), {"show": "all"}).content.decode()


@pytest.mark.parametrize(("query", "words"), [({}, "Nothing unread"), ({"show": "all"}, "No notices yet")])
def test_notices_explain_an_empty_page(client, requester, query, words):
    client.force_login(requester)
    assert words in client.get(reverse("notices:notice_list"), query).content.decode()


def test_notices_of_others_are_not_shown(client, requester, stranger):
    tell(requester, title="canary")
    client.force_login(stranger)
    assert "canary" not in client.get(reverse("notices:notice_list"), {"show": "all"}).content.decode()


def test_notices_are_paged(client, requester):
    for number in range(31):
        tell(requester, key=str(number), title=f"Notice number {number}.")
    client.force_login(requester)
    first = client.get(reverse("notices:notice_list"))
    older = client.get(first.context["page"].older_url)
    assert "Notice number 30." in first.content.decode()
    assert [notice.key for notice in older.context["page"].rows] == ["0"]


@pytest.mark.parametrize("count", [3, 30])
def test_notices_cost_the_same_queries_whatever_their_number(client, requester, count, django_assert_num_queries):
    for number in range(count):
        tell(requester, key=str(number))
    client.force_login(requester)
    with django_assert_num_queries(5):  # session, person, desks, unread count, notices
        client.get(reverse("notices:notice_list"), {"show": "all"})


def test_query_counts_hold_for_reviewers_too(client, lead, django_assert_num_queries):
    tell(lead, UserFactory())
    client.force_login(lead)
    with django_assert_num_queries(5):
        client.get(reverse("notices:notice_list"))


# --- what needs the reader, and news -----------------------------------------------------------------


def told_both(person):
    tell(person, key="q", title="R-1 Analytics", url="/reviews/R-1/", body="Which data?")
    tell(person, key="n", title="R-2 Cleaning", url="/reviews/R-2/", body="It is signed.", kind=NoticeKind.NEWS)
    tell(person, key="r", title="R-1 Analytics", url="/reviews/R-1/", body="Still open.", kind=NoticeKind.REMINDER)


def parts(response):
    return [(heading, [len(group.notices) for group in groups]) for heading, groups in response.context["parts"]]


def test_notices_put_what_needs_the_reader_above_the_news_and_together_by_review(client, requester):
    told_both(requester)
    client.force_login(requester)

    assert parts(client.get(LIST)) == [("Needs you", [2]), ("News", [1])]


@pytest.mark.parametrize(
    ("show", "expected"),
    [("needs", [("Needs you", [2])]), ("news", [("News", [1])]), ("garbled", [("Needs you", [2]), ("News", [1])])],
)
def test_notices_narrow_to_what_the_address_says(client, requester, show, expected):
    told_both(requester)
    client.force_login(requester)

    assert parts(client.get(LIST, {"show": show})) == expected


def test_notices_show_apart_what_was_read(client, requester):
    told_both(requester)
    Notice.objects.filter(key="n").update(read_at="2100-01-01T00:00Z")
    client.force_login(requester)

    assert parts(client.get(LIST, {"show": "all"})) == [("Needs you", [2]), ("Read", [1])]


def test_notices_over_the_api_are_the_same(client, requester, stranger):
    told_both(requester)
    told_both(stranger)
    client.force_login(requester)

    news = client.get(reverse("api-notice-list"), {"show": "news"}).json()["results"]
    everything = client.get(reverse("api-notice-list")).json()["results"]

    assert [(notice["title"], notice["needs_reader"]) for notice in news] == [("R-2 Cleaning", False)]
    assert len(everything) == 3
    assert client.post(reverse("api-notice-read"), {"show": "news"}, content_type="application/json").status_code == 200
    assert Notice.objects.filter(recipient=requester).unread().count() == 2
    assert Notice.objects.filter(recipient=stranger).unread().count() == 3
