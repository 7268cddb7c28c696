"""What the machinery page and its figures are about: rows that need a person."""

import pytest
from django.utils import timezone

from notices.actions import notify
from notices.models import Bundle, Notice, NoticeKind, Post, Webhook


def park(rows):
    rows.update(parked_at=timezone.now(), attempts=10, last_error="no such mailbox")


@pytest.fixture
def stuck(buyer, desks):
    """One parked row in each outbox."""
    notify([buyer], key="k", kind=NoticeKind.ASSIGNMENT, title="Secret title", body="Secret words", url="/")
    Bundle.objects.create(recipient=buyer)
    webhook = Webhook.objects.create(team=desks["legal"], url="https://hooks.example/secret-key")
    Post.objects.create(webhook=webhook, key="k", text="Secret post")
    for model in (Notice, Bundle, Post):
        park(model.objects.all())


@pytest.fixture
def pages(client, admin):
    client.force_login(admin)
    return client
