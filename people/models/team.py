"""Desks and who sits on them."""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from common.models import FixedKey, key_stays
from common.searching import Searchable
from people.models.calendar import WorkingCalendar
from people.models.leaving import Loss, follow_losses
from people.models.user import User


class DeskSide(models.TextChoices):
    """The two sides of a review. A desk speaks for one of them, or for neither."""

    COMMERCIAL = "commercial", "Commercial"
    LEGAL = "legal", "Legal"


TWO_SIDES = (DeskSide.COMMERCIAL, DeskSide.LEGAL)
"""Those whose desks see every review from the first minute, and of which nobody closes both."""


class Colour(models.TextChoices):
    """The colours of the chips that name a desk: each has a light and a dark form (static/css/duet.css)."""

    NEUTRAL = "neutral", "Grey"
    COMMERCIAL = "commercial", "Teal"
    LEGAL = "legal", "Violet"
    PRIVACY = "privacy", "Pink"
    SECURITY = "security", "Slate"
    FINANCE = "finance", "Olive"
    SHARED = "shared", "Light grey"
    INFO = "info", "Blue"


ICONS = {
    "handshake": "Handshake",
    "scale": "Scales",
    "fingerprint-pattern": "Fingerprint",
    "shield": "Shield",
    "landmark": "Bank",
    "server": "Server",
    "users": "People",
    "megaphone": "Megaphone",
    "wallet": "Wallet",
    "wrench": "Wrench",
    "leaf": "Leaf",
    "truck": "Lorry",
    "building-2": "Building",
    "briefcase": "Briefcase",
}
"""Pictures that a desk may have, by their name in Lucide."""


class TeamQuerySet(models.QuerySet):
    def of_side(self, side):
        """Those that speak for this side."""
        return self.filter(speaks_for=side)

    def of_party(self, party):
        """Those of a side, or the one desk that speaks for none (`Team.party`)."""
        return self.filter(Q(speaks_for=party) | Q(speaks_for="", slug=party))

    def owning_terms(self):
        """Those that decide terms; the others are asked."""
        return self.in_use().filter(owns_terms=True)

    def in_use(self):
        """Those that are not retired."""
        return self.filter(retired_at=None)

    def of_two_sides(self):
        """Those that speak for one of the two sides."""
        return self.filter(speaks_for__in=TWO_SIDES)

    def with_people(self):
        """In two queries: how many may act for each today (`number`), who leads it or backs up its lead (`heads`)."""
        here = Q(memberships__user__is_active=True)
        heads = Membership.objects.filter(Q(is_lead=True) | Q(is_backup=True), user__is_active=True)
        heads = Prefetch("memberships", heads.select_related("user"), to_attr="heads")
        rows = self.annotate(number=Count("memberships", filter=here)).prefetch_related(heads)
        return rows.order_by(Searchable("name"), "pk")  # which counting would leave out


class Team(FixedKey):
    """A desk: people who share a queue. What it may do stands in its columns and is chosen by an admin."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    description = models.CharField(
        max_length=200, blank=True, help_text="What it is for, in a sentence: people read it where they choose a desk."
    )
    owns_terms = models.BooleanField(
        default=True,
        help_text="It decides terms of contracts. Without this, it is only asked: for answers and approvals.",
    )
    speaks_for = models.CharField(max_length=10, choices=DeskSide, blank=True)
    raises_findings = models.BooleanField(
        "notes risk findings", default=True, help_text="Its members may note risks of a vendor, and resolve others'."
    )
    checks_value = models.BooleanField(
        "checks amounts saved", default=False, help_text="Its members confirm or reject amounts of the value ledger."
    )
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.NEUTRAL)
    icon = models.CharField(max_length=30, choices=list(ICONS.items()), blank=True)
    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="teams")
    ticks_passages = models.BooleanField(
        "confirms each passage by itself",
        default=False,
        help_text="Nothing in a vendor's paper is confirmed from a list or with the decision on its term.",
    )
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = [Searchable("name"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaks_for__in=["", *DeskSide.values]), name="team_speaks_for_a_side_or_for_none"
            ),
            models.CheckConstraint(
                condition=Q(speaks_for="") | Q(owns_terms=True), name="team_that_speaks_for_a_side_owns_terms"
            ),
        ]
        triggers = [key_stays("slug")]

    def __str__(self):
        return self.name

    @property
    def tone(self):
        """The colour of its chips."""
        return self.colour

    @property
    def party(self):
        """Whom it speaks for: its side, else itself. Desks of one party do not differ among each other."""
        return self.speaks_for or self.slug

    @property
    def why_it_owns_no_terms(self):
        """[why nothing to decide can be given to it, as a sentence]; [] where it can."""
        if self.retired_at:
            return [f"{self} is retired. Choose another desk."]
        return [] if self.owns_terms else [f"{self} is asked, and owns no terms. Choose another desk."]

    @property
    def is_retired(self):
        """Whether it gets no new work."""
        return self.retired_at is not None

    @property
    def duty(self):
        """What it may do, in short, for lists: “Decides terms, for the legal side”."""
        if not self.owns_terms:
            return "Is asked"
        return (
            f"Decides terms, for the {self.get_speaks_for_display().lower()} side"
            if self.speaks_for
            else "Decides terms"
        )

    @property
    def speaks_for_legal(self):
        """Whether a seat here lets somebody read what is privileged: nobody gives one alone."""
        return self.speaks_for == DeskSide.LEGAL

    @property
    def meets_at_check_ins(self):
        """The two sides meet to talk about what is stuck."""
        return self.speaks_for in TWO_SIDES

    def members(self):
        """Those who may act for this desk today: people who left are not among them."""
        return User.objects.filter(memberships__team=self, is_active=True)

    def leads(self):
        """Those of the members who lead it."""
        return User.objects.filter(memberships__team=self, memberships__is_lead=True, is_active=True)


class MembershipQuerySet(models.QuerySet):
    """Seats that are lost in bulk have the same consequences as one (people.models.leaving)."""

    @transaction.atomic
    def delete(self):
        losses = [Loss(seat.user, seat.team) for seat in self.select_related("user", "team")]
        deleted = super().delete()
        follow_losses(losses)
        return deleted

    @transaction.atomic
    def update(self, **columns):
        losses = []
        if {"user", "user_id", "team", "team_id"} & columns.keys():
            losses = [Loss(seat.user, seat.team) for seat in self.select_related("user", "team")]
        elif columns.get("is_lead") is False:
            leads = self.filter(is_lead=True).select_related("user", "team")
            losses = [Loss(seat.user, seat.team, still_sits=True) for seat in leads]
        updated = super().update(**columns)
        follow_losses(losses)
        return updated


class Membership(models.Model):
    """One person's seat on one desk. Losing it has consequences (people.models.leaving), however it is lost."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField("leads the desk", default=False)
    is_backup = models.BooleanField(
        "backs up the lead",
        default=False,
        help_text="Hears of late work before the lead does; proposed to stand in for a lead who is away.",
    )
    may_override = models.BooleanField(
        "may skip or override approvals",
        default=False,
        help_text="Of any desk, with a reason that everybody reads; never on their own request.",
    )

    confirmed_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When somebody last said that this seat is still needed."
    )

    objects = MembershipQuerySet.as_manager()

    changed_by = None
    """Who changes this seat, where that is known: the settings pages say so before they save or delete."""

    class Meta:
        ordering = ["team__name", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_is_one_seat_a_desk"),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(is_backup=False), name="membership_leads_or_backs_up_the_lead"
            ),
        ]
        indexes = [
            # seats that a lead has not looked at for a year (people.tasks.ask_for_seats)
            models.Index(fields=["confirmed_at"], name="membership_confirmed"),
        ]

    def __str__(self):
        return f"{self.user}, {self.team}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = None if self._state.adding else Membership.objects.select_related("user", "team").get(pk=self.pk)
        super().save(*args, **kwargs)
        if before is None:
            return
        if (before.user_id, before.team_id) != (self.user_id, self.team_id):
            follow_losses([Loss(before.user, before.team)], by=self.changed_by)
        elif before.is_lead and not self.is_lead:
            follow_losses([Loss(before.user, before.team, still_sits=True)], by=self.changed_by)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        loss = Loss(self.user, self.team)
        deleted = super().delete(*args, **kwargs)
        follow_losses([loss], by=self.changed_by)
        return deleted

    @property
    def part_in_words(self):
        """What follows the desk's name in a list: “ (lead)”, or nothing for a member."""
        return " (lead)" if self.is_lead else " (backup)" if self.is_backup else ""

    @property
    def part_in_full(self):
        """What somebody does here, for their own page."""
        part = "Lead" if self.is_lead else "Backup of the lead" if self.is_backup else "Member"
        return part + (", may skip or override approvals" if self.may_override else "")

    def clean(self):
        if self.user_id and (self.user.is_auditor or self.user.is_outside):
            raise ValidationError("An auditor or outside counsel sits on no desk.")


def seats_at(desks):
    """{pk of a desk: the seats of those who may act for it today}, with their people; one query, none without desks."""
    seats = defaultdict(list)
    if desks:
        for seat in Membership.objects.filter(team__in=desks, user__is_active=True).select_related("user"):
            seats[seat.team_id].append(seat)
    return seats
