"""A person with an account. They sign in with their e-mail address; what they may do follows from their desks."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.searching import Searchable
from common.words import form_of
from people.models.calendar import validate_time_zone
from people.models.leaving import Loss, follow_losses

DAY_CHOICES = [("", "3 April 2026"), ("us", "April 3, 2026"), ("short", "3 Apr 2026"), ("iso", "2026-04-03")]
CLOCK_CHOICES = [("", "16:30"), ("12", "4:30 PM")]
NUMBER_CHOICES = [("", "12,000.50"), ("point", "12.000,50"), ("space", "12\u202f000,50"), ("swiss", "12’000.50")]
"""As they are written (common.words)."""


def password_mark(person):
    """Changes when the password does, and tells nothing of it: what was given out before is known by it."""
    return person.get_session_auth_hash()


class UserQuerySet(models.QuerySet):
    @transaction.atomic
    def update(self, **columns):
        """Whoever may not sign in any more has left (people.models.leaving), one or many at once."""
        losses = [Loss(user) for user in self.filter(is_active=True)] if columns.get("is_active") is False else []
        updated = super().update(**columns)
        for loss in losses:
            loss.person.is_active = False
        follow_losses(losses)
        return updated


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes accounts and finds them whatever the case of the address."""

    def create_user(self, email, password=None, **fields):
        """A saved user; without a password nobody can sign in until one is set by mail.

        Raises ValueError without an address.
        """
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person; `is_admin` configures Duet and does not see requests or reviews by that."""

    email = models.EmailField("e-mail", unique=True, error_messages={"unique": "This address has an account already."})
    name = models.CharField(max_length=150)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin", validators=[validate_time_zone])
    day_form = models.CharField("days", max_length=10, choices=DAY_CHOICES, default="", blank=True)
    clock_form = models.CharField("times of day", max_length=10, choices=CLOCK_CHOICES, default="", blank=True)
    number_form = models.CharField("numbers", max_length=10, choices=NUMBER_CHOICES, default="", blank=True)
    digest_hour = models.PositiveSmallIntegerField(
        "daily mail at",
        default=9,
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
        help_text="On your working days, on your clock.",
    )
    is_active = models.BooleanField(
        "may sign in",
        default=True,
        help_text="Untick instead of deleting: what this person did stays on record.",
    )
    is_staff = models.BooleanField("may open the settings pages", default=False)
    is_admin = models.BooleanField(
        "admin",
        default=False,
        help_text="Configures Duet. Does not see requests, reviews or vendors by that.",
    )
    is_auditor = models.BooleanField(
        "auditor",
        default=False,
        help_text="Reads what was decided on every review that is not walled, and changes nothing. Sits on no desk.",
    )
    is_outside = models.BooleanField(
        "outside counsel",
        default=False,
        help_text="Sees the reviews that they are named on, until the day that is given there, and nothing else.",
    )
    is_integration = models.BooleanField(
        "integration",
        default=False,
        editable=False,
        help_text="Another program: acts with tokens over the API, never signs in and gets no mail.",
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False, help_text="To the hour; see people/seen.py.")
    sessions_ended = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often all of their sessions were ended: each time they sign in anew."
    )

    objects = UserManager()

    was_active = False
    """Whether they could sign in when they were loaded or saved last."""

    changed_by = None
    """Who changes them, where that is known: the settings pages say so before they save."""

    stood_in_for = None
    """Those who are away and for whom this person stands in, once `people.absences.stands_in_for` has read them."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = [Searchable("name"), "pk"]
        indexes = [
            # the list of people, all of them, or those who are here or not (people.settings.people)
            models.Index(Searchable("name"), "id", name="user_by_name"),
            models.Index("is_active", Searchable("name"), "id", name="user_here_by_name"),
            # its search, by name or address
            GinIndex(OpClass(Searchable("name"), name="gin_trgm_ops"), name="user_name_contains"),
            GinIndex(OpClass(Searchable("email"), name="gin_trgm_ops"), name="user_email_contains"),
            # its filters by role
            models.Index(Searchable("name"), "id", name="user_admin_by_name", condition=Q(is_admin=True)),
            models.Index(Searchable("name"), "id", name="user_auditor_by_name", condition=Q(is_auditor=True)),
            models.Index(Searchable("name"), "id", name="user_outside_by_name", condition=Q(is_outside=True)),
            # the list of integrations (people.settings.integrations)
            models.Index(Searchable("name"), "id", name="user_integration_by_name", condition=Q(is_integration=True)),
        ]
        constraints = [
            # `save` stores addresses in lower case; this holds for rows written any other way.
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
            models.CheckConstraint(
                condition=Q(is_auditor=False, is_outside=False)
                | Q(is_auditor=False, is_admin=False, is_superuser=False, is_staff=False)
                | Q(is_outside=False, is_admin=False, is_superuser=False, is_staff=False),
                name="user_who_audits_or_is_outside_does_nothing_else",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def from_db(cls, db, field_names, values):
        user = super().from_db(db, field_names, values)
        user.was_active = "is_active" in field_names and user.is_active
        return user

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Addresses are kept in lower case; an admin can always open the settings pages. Leaving has consequences."""
        self.email = self.email.lower()
        self.is_staff = self.is_staff or self.is_admin
        super().save(*args, **kwargs)
        leaves, self.was_active = self.was_active and not self.is_active, self.is_active
        if leaves:
            follow_losses([Loss(self)], by=self.changed_by)

    def refresh_from_db(self, *args, **kwargs):
        """Their desks, and those whom they stand in for, are read anew as well."""
        self.__dict__.pop("desks_held", None)
        self.stood_in_for = None
        super().refresh_from_db(*args, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        """As Django does it, of the password; and of how often all sessions were ended, which ends those before it."""
        of_password = super()._get_session_auth_hash(secret=secret)
        if not self.sessions_ended:
            return of_password
        value = f"{of_password}-{self.sessions_ended}"
        return salted_hmac("people.sessions", value, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.first_name

    @property
    def form(self):
        """How days, times of day and numbers are written on their pages and in their mails."""
        return form_of(day=self.day_form, clock=self.clock_form, number=self.number_form)

    @property
    def seen_at(self):
        """When they were here last, to the hour; None for whoever never was."""
        return max(filter(None, [self.last_seen_at, self.last_login]), default=None)

    @property
    def roles_in_words(self):
        """Their roles beside their seats, for lists."""
        names = {
            "is_superuser": "Operator",
            "is_admin": "Admin",
            "is_auditor": "Auditor",
            "is_outside": "Outside counsel",
            "is_integration": "Integration",
        }
        return [words for name, words in names.items() if getattr(self, name)]

    @property
    def configures(self):
        """Whether they look after the set-up: admins, and the operators of this installation."""
        return self.is_active and (self.is_admin or self.is_superuser)

    @property
    def first_name(self):
        """What a colleague would say; the address when there is no name yet."""
        return (self.name or self.email).split()[0]

    @property
    def initials(self):
        """One or two capital letters for the round badge: first and last word of the name."""
        words = (self.name or self.email).split()
        initials = words[0][0] + (words[-1][0] if len(words) > 1 else "")
        return initials.upper()

    @cached_property
    def desks_held(self):
        """This person's memberships with their teams, fetched once: many questions, one query a page.

        Whoever audits or is outside counsel has none, whatever the table says: their role is all that they have.
        """
        if self.is_auditor or self.is_outside:
            return []
        return list(self.memberships.select_related("team"))

    @property
    def teams(self):
        """The desks this person sits on."""
        return [seat.team for seat in self.desks_held]

    @property
    def teams_led(self):
        """The desks this person leads."""
        return [seat.team for seat in self.desks_held if seat.is_lead]

    @property
    def is_reviewer(self):
        """Whether they sit on any desk."""
        return bool(self.desks_held)

    @property
    def reads_reviewers_side(self):
        """Whether they read, on reviews that they see, what the desks say among themselves."""
        return self.is_reviewer or self.is_outside or self.is_auditor

    @property
    def asks(self):
        """Whether requests of their own are for them."""
        return self.is_active and not self.is_auditor and not self.is_outside

    @property
    def reads_lists(self):
        """Whether the lists of reviews and vendors are theirs to look through."""
        return self.is_reviewer or self.is_auditor

    def is_on(self, team):
        """Whether they sit on this desk."""
        return any(seat.team_id == team.pk for seat in self.desks_held)

    def leads(self, team):
        """Whether they lead this desk."""
        return any(seat.team_id == team.pk and seat.is_lead for seat in self.desks_held)

    @property
    def may_override(self):
        """Whether any of their seats carries the right to skip or override approvals."""
        return any(seat.may_override for seat in self.desks_held)

    def serves(self, side):
        """Whether they sit on any desk that speaks for this side."""
        return any(seat.team.speaks_for == side for seat in self.desks_held)

    @property
    def checks_value(self):
        """Whether any of their desks checks amounts of the value ledger."""
        return any(seat.team.checks_value for seat in self.desks_held)

    @property
    def raises_findings(self):
        """Whether any of their desks notes risk findings."""
        return any(seat.team.raises_findings for seat in self.desks_held)

    @property
    def joins_check_ins(self):
        """Whether they sit on a desk that speaks for a side: these meet to talk about what is stuck."""
        return self.is_active and any(seat.team.meets_at_check_ins for seat in self.desks_held)

    @property
    def reads_figures(self):
        """Whether the figures about everybody's work are theirs to read: leads of a desk that speaks for a side, and
        auditors. They see whatever is not walled anyway; a figure is no way round what other desks do not see."""
        return self.is_active and (
            self.is_auditor or any(seat.is_lead and seat.team.meets_at_check_ins for seat in self.desks_held)
        )

    def leads_side(self, side):
        """Whether they lead any desk that speaks for this side."""
        return any(seat.team.speaks_for == side and seat.is_lead for seat in self.desks_held)
