"""Following one notice."""

from django.urls import reverse

from notices.models import Notice
from tests.notices.rows import tell


def test_open_marks_as_read_and_goes_on(client, requester):
    tell(requester)
    client.force_login(requester)
    response = client.post(reverse("notices:notice_open", args=[Notice.objects.get().pk]))
    assert (response.status_code, response.url) == (302, "/requests/1/")
    assert Notice.objects.get().read_at is not None


def test_open_hides_the_notices_of_others(client, requester, stranger):
    tell(requester)
    client.force_login(stranger)
    assert client.post(reverse("notices:notice_open", args=[Notice.objects.get().pk])).status_code == 404
    assert Notice.objects.get().read_at is None
