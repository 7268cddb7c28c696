"""How several files here use the pages of a draft, and what they read on them."""

from django.contrib.messages import get_messages
from django.urls import reverse

from tests.intake.conftest import HTMX


def page_of(client, draft):
    return client.get(reverse("intake:draft", args=[draft.pk])).content.decode()


def save(client, draft, **typed):
    """Save as the page does by itself."""
    return client.post(reverse("intake:save", args=[draft.pk]), typed, headers=HTMX)


def messages_of(response):
    """The sentences that the next page shows."""
    return [str(line) for line in get_messages(response.wsgi_request)]


def names(draft):
    return [document.latest.original_name for document in draft.documents.order_by("pk")]
