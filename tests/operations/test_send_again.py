"""Putting a parked row back in the queue."""

import pytest

from notices.models import Bundle, Notice, Post


@pytest.mark.parametrize(("kind", "model"), [("notices", Notice), ("bundles", Bundle), ("posts", Post)])
def test_send_again_puts_a_parked_row_back_once(pages, stuck, kind, model):
    row = model.objects.get()
    answer = pages.post(f"/settings/machinery/{kind}/{row.pk}/again/", follow=True)
    assert "back in the queue" in answer.text
    row.refresh_from_db()
    assert (row.parked_at, row.attempts) == (None, 0)
    assert "not parked any more" in pages.post(f"/settings/machinery/{kind}/{row.pk}/again/", follow=True).text


def test_send_again_of_something_else_is_not_found(pages, admin):
    assert pages.post(f"/settings/machinery/users/{admin.pk}/again/").status_code == 404
