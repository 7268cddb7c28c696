"""The list of one's notices."""

import pytest
from django.urls import reverse

from notices.models import Notice
from tests.factories import UserFactory
from tests.notices.rows import tell


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
