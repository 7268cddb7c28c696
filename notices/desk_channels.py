"""The channel of a desk, as admins choose it: its address is a secret, which is shown to nobody again."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from notices.models import Post, Webhook
from people.actions.rights import require_admin
from people.models import Team, User
from people.verbs import Verb

TEST = "test-"


def channel_of(desk: Team) -> Webhook | None:
    return Webhook.objects.filter(team=desk).first()


def host_of(webhook: Webhook) -> str:
    """The part of the address that is no secret."""
    return urlsplit(webhook.url).hostname or "an address that cannot be read"


def last_test(webhook: Webhook) -> Post | None:
    return webhook.posts.filter(key__startswith=TEST).first()


def test_in_words(post: Post | None) -> str:
    """What became of the newest test."""
    if post is None:
        return ""
    if post.posted_at:
        return "The channel took the last test."
    if post.parked_at or post.attempts:
        return f"The last test did not arrive: {post.last_error}"
    return "The last test is on its way."


def channel_in_words(desk: Team) -> str:
    """How it stands, for the desk's page."""
    webhook = channel_of(desk)
    if webhook is None:
        return "None: what comes is told by mail and on the pages."
    state = "In use" if webhook.is_active else "Switched off"
    trouble = f" It has refused {webhook.failures} posts in a row." if webhook.failures else ""
    return f"{state}: {host_of(webhook)}.{trouble}"


@transaction.atomic
def choose_channel(desk: Team, *, url: str = "", is_active: bool, by: User) -> Webhook | None:
    """Give the desk a channel, or change it. Without an address the stored one stays. Returns the channel."""
    require_admin(by)
    Team.objects.select_for_update(no_key=True).get(pk=desk.pk)
    webhook = channel_of(desk)
    if webhook is None and not url:
        raise ValidationError(["Give the address that the chat program shows for an incoming webhook."])
    is_new, webhook = webhook is None, webhook or Webhook(team=desk)
    former = (webhook.url, webhook.is_active)
    webhook.url, webhook.is_active = url or webhook.url, is_active
    if not is_new and former == (webhook.url, webhook.is_active):
        return webhook
    if webhook.url != former[0]:
        webhook.clean_fields(exclude=["team"])
    webhook.save()
    if webhook.url != former[0] and not is_new:
        webhook.begin_anew()
    switched = "on" if is_active else "off"
    what = "added" if is_new else "changed" if webhook.url != former[0] else switched
    record(Verb.DESK_CHANNEL, desk, by=by, desks={"desk": desk}, what=what)
    return webhook


@transaction.atomic
def send_test(desk: Team, *, by: User) -> Post:
    """One line to the channel, so that whoever chose it sees whether it arrives."""
    require_admin(by)
    webhook = Webhook.objects.select_for_update(no_key=True).filter(team=desk).first()
    if webhook is None or not webhook.is_active:
        raise ValidationError([f"{desk} has no channel that is in use."])
    if webhook.posts.undelivered().filter(key__startswith=TEST).exists():
        raise ValidationError(["The last test is still on its way."])
    post = Post.objects.create(
        webhook=webhook,
        key=f"{TEST}{timezone.now():%Y%m%d%H%M%S%f}",
        text=f"Duet can post here for {desk}.\nThis is a test, and nobody has to do anything.",
        next_attempt_at=timezone.now(),
    )
    record(Verb.DESK_CHANNEL, desk, by=by, desks={"desk": desk}, what="tested")
    return post
