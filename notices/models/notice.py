"""What a person was told: the bell on the page and, for most kinds, one mail. The table is the outbox."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common import sight
from common.counting import AT_MOST, count_up_to
from common.models.outgoing import Outgoing
from notices.models.bundle import Bundle


class NoticeKind(models.TextChoices):
    """Why somebody is told something."""

    ASSIGNMENT = "assignment", "Assignment"
    DECISION = "decision", "Decision"
    QUESTION = "question", "Question"
    REMINDER = "reminder", "Reminder"
    ESCALATION = "escalation", "Escalation"
    MENTION = "mention", "Mention"
    NEWS = "news", "News"


NEEDS_READER = (
    NoticeKind.ASSIGNMENT,
    NoticeKind.QUESTION,
    NoticeKind.REMINDER,
    NoticeKind.ESCALATION,
    NoticeKind.MENTION,
)
"""Somebody waits for the reader. All others are news: good to know, and nothing is lost unread."""

NEWS = tuple(kind for kind in NoticeKind if kind not in NEEDS_READER)

KINDS_SHOWN = {"needs": NEEDS_READER, "news": NEWS}
"""What lists of notices can be narrowed to."""

IN_WORKING_HOURS = frozenset({NoticeKind.REMINDER, NoticeKind.ESCALATION})
"""Nobody is reminded at night: these mails wait for the recipient's morning. The bell rings at once."""


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person sees their own notices, of what they may see at this moment: a right that was lost meanwhile takes
        the words along, here and in the mail (notices.tasks)."""
        return self.filter(sight.seen_by(user), recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def shown(self, show=""):
        """What a list shows: “needs” and “news” of what is unread, “all” with what was read, else what is unread."""
        if show == "all":
            return self
        return self.of_kinds(KINDS_SHOWN[show]) if show in KINDS_SHOWN else self.unread()

    def of_kinds(self, kinds):
        """Unread ones that need their reader (`NEEDS_READER`), or news (`NEWS`). Indexes: notice_needs, notice_news."""
        return self.unread().filter(kind__in=kinds)

    def count_unread(self, user):
        """What the bell says: how many unread notices the person may see, counted to just above `AT_MOST`.

        The rows come first, as mostly they are few and about one kind or two. Index: notice_bell.
        """
        newest = self.filter(recipient=user).unread()[: AT_MOST + 1]
        about = list(newest.values_list("subject_kind", "subject_ids"))
        seen = sight.count_seen(user, about)
        if seen < len(about) == AT_MOST + 1:  # what is older may be seen in place of what is not
            return count_up_to(self.visible_to(user).unread())
        return seen

    def undelivered(self):
        """Mails still to be sent, whether due now or after a pause, alone or with others."""
        return self.filter(mail=True, mailed_at=None, parked_at=None, withdrawn_at=None)

    def due(self, at):
        """What is to be mailed now and is in no bundle yet, longest waiting first. Index: notice_undelivered."""
        return self.undelivered().filter(bundle=None, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def unsorted(self):
        """Nobody has decided yet whether it goes alone or with others."""
        return self.filter(is_sorted=False)

    def alone(self):
        return self.filter(is_sorted=True)

    def parked(self):
        """Mails the server refused too often; they wait for a person (admin: “try again”)."""
        return self.filter(withdrawn_at=None).exclude(parked_at=None)

    def may_still_be_mailed(self):
        return self.filter(mail=True, mailed_at=None, withdrawn_at=None)


class Notice(sight.About, Outgoing):
    """One thing told to one person; `key` is the memory that it was told."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, editable=False)

    mail = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True, editable=False)
    topic = models.CharField(max_length=60, blank=True, help_text="What `withdraw` finds it by.")
    withdrawn_at = models.DateTimeField(null=True, editable=False, help_text="Since then no mail is needed.")
    privileged = models.BooleanField(default=False, help_text="Holds no words; its mail is a link and a marker.")
    daily = models.BooleanField(default=False, help_text="Mailed with everything else of the day.")
    is_sorted = models.BooleanField(default=False, editable=False, help_text="Decided: alone, or in this bundle.")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, editable=False, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the notices page, newest first
            models.Index(fields=["recipient", "-id"], name="notice_page"),
            # the bell on every page, and the unread filter of the notices page
            models.Index(fields=["recipient", "-id"], name="notice_bell", condition=Q(read_at=None)),
            # the same, of what needs the reader and of what is news
            models.Index(
                fields=["recipient", "-id"], name="notice_needs", condition=Q(read_at=None, kind__in=NEEDS_READER)
            ),
            models.Index(fields=["recipient", "-id"], name="notice_news", condition=Q(read_at=None, kind__in=NEWS)),
            # the sweep notices.tasks.deliver_notices
            models.Index(
                fields=["next_attempt_at", "id"],
                name="notice_undelivered",
                condition=Q(mail=True, mailed_at=None, parked_at=None, withdrawn_at=None, bundle=None),
            ),
            # what an admin looks at (notices.machinery)
            models.Index(fields=["-id"], name="notice_parked", condition=Q(parked_at__isnull=False)),
            # notices.actions.withdraw, when what it was about is settled
            models.Index(
                fields=["topic"],
                name="notice_to_withdraw",
                condition=Q(mail=True, mailed_at=None, withdrawn_at=None) & ~Q(topic=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_is_told_once"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known"),
            models.CheckConstraint(
                # a path, never another host: browsers read “//host” and “/\\host” as one
                condition=Q(url__regex=r"^/([^/\\]|$)"),
                name="notice_url_stays_on_this_site",
            ),
            models.CheckConstraint(
                condition=Q(privileged=False) | Q(body=""), name="notice_of_what_is_privileged_holds_no_words"
            ),
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(parked_at=None), name="notice_is_not_mailed_and_parked"
            ),
            models.CheckConstraint(
                condition=Q(mail=True) | Q(mailed_at=None, parked_at=None, attempts=0),
                name="notice_without_mail_is_never_sent",
            ),
            models.CheckConstraint(
                condition=Q(bundle=None) | Q(is_sorted=True, mail=True), name="notice_in_a_bundle_is_sorted"
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("created_at")),
                name="notice_is_read_after_it_is_made",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def page(self):
        """What stands together, in a list and in one mail: what leads to the same page under the same title."""
        return self.url, self.title, self.privileged

    @property
    def is_daily(self):
        return self.daily

    @property
    def keeps_hours(self):
        """Whether its mail waits until its reader works."""
        return self.daily or self.kind in IN_WORKING_HOURS

    def withdraw(self):
        """No mail is needed any more."""
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])

    def mark_mailed(self):
        self.mailed_at, self.last_error = timezone.now(), ""
        self.save(update_fields=["mailed_at", "last_error"])

    @property
    def needs_reader(self):
        return self.kind in NEEDS_READER


@dataclass(frozen=True)
class NoticeGroup:
    """Notices that stand together in a list, newest first: they are about one thing."""

    notices: list[Notice]

    @property
    def newest(self):
        return self.notices[0]

    @property
    def needs_reader(self):
        return any(notice.needs_reader for notice in self.notices)

    @property
    def is_read(self):
        return all(notice.read_at for notice in self.notices)

    @property
    def state(self):
        """Its class in a list."""
        if self.is_read:
            return "notice-read"
        return "notice-needs" if self.needs_reader else "notice-news"

    @property
    def keys(self):
        """What opening the page marks as read."""
        return ",".join(str(notice.pk) for notice in self.notices)


def together(notices):
    """[NoticeGroup], the newest first: each for the notices of one page, such as those of one review."""
    by_page = {}
    for notice in notices:
        by_page.setdefault(notice.page, []).append(notice)
    return [NoticeGroup(same) for same in by_page.values()]
