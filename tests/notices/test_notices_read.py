"""Marking all notices as read."""

import pytest
from django.urls import reverse

from notices.models import Notice, NoticeKind
from tests.notices.rows import tell


def test_mark_all_read_touches_only_ones_own(client, requester, stranger):
    tell(requester, stranger)
    client.force_login(requester)
    response = client.post(reverse("notices:notices_read"))
    assert response.url == reverse("notices:notice_list")
    assert [notice.recipient for notice in Notice.objects.unread()] == [stranger]


@pytest.mark.parametrize(("show", "left"), [("needs", ["n"]), ("news", ["q"]), ("", []), ("garbled", [])])
def test_mark_all_read_leaves_what_the_list_does_not_show(client, requester, show, left):
    tell(requester, key="q")
    tell(requester, key="n", kind=NoticeKind.NEWS)
    client.force_login(requester)

    response = client.post(reverse("notices:notices_read"), {"show": show})

    assert [notice.key for notice in Notice.objects.unread()] == left
    assert response.url == reverse("notices:notice_list") + (f"?show={show}" if show in {"needs", "news"} else "")
