"""Marking all notices as read."""

from django.urls import reverse

from notices.models import Notice
from tests.notices.rows import tell


def test_mark_all_read_touches_only_ones_own(client, requester, stranger):
    tell(requester, stranger)
    client.force_login(requester)
    response = client.post(reverse("notices:notices_read"))
    assert response.url == reverse("notices:notice_list")
    assert [notice.recipient for notice in Notice.objects.unread()] == [stranger]
