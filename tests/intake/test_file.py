"""Downloading a file of a draft."""

from django.urls import reverse

from tests.contracts.builders import pdf


def test_file_can_be_downloaded_as_it_was(visit, blank, document):
    response = visit.get(reverse("intake:file", args=[blank.pk, document.pk]))
    assert b"".join(response.streaming_content) == pdf().read()
    assert response["Content-Disposition"] == 'attachment; filename="offer.pdf"'


def test_file_of_another_draft_is_not_found(visit, draft, document):
    assert visit.get(reverse("intake:file", args=[draft.pk, document.pk])).status_code == 404
