"""Kinds of deal points, with the desk that usually owns them."""

from django.db import models

from people.models import Team


class Side(models.TextChoices):
    """Whose lens a deal point is seen through."""

    COMMERCIAL = "commercial", "Commercial"
    LEGAL = "legal", "Legal"
    PRIVACY = "privacy", "Privacy"
    SECURITY = "security", "Security"
    FINANCE = "finance", "Finance"
    SHARED = "shared", "Shared"


class TermType(models.Model):
    """A kind of deal point: its side, its usual owner and what we would like to see."""

    number = models.PositiveSmallIntegerField(unique=True, help_text="Order in lists, and how people refer to it.")
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    side = models.CharField(max_length=12, choices=Side)
    desk = models.ForeignKey(Team, models.PROTECT, related_name="term_types")
    second_desk = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_term_types",
        help_text="Shared terms only: the desk that must decide too.",
    )
    also_asked = models.CharField(max_length=120, blank=True, help_text="Who else is usually consulted.")
    position = models.TextField(blank=True, help_text="Our preferred position, in one or two sentences.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="term_type_is_shared_by_two_desks",
                condition=models.Q(side=Side.SHARED, second_desk__isnull=False)
                | (~models.Q(side=Side.SHARED) & models.Q(second_desk__isnull=True)),
                violation_error_message="A shared term needs a second desk; any other term has none.",
            ),
        ]

    def __str__(self):
        return self.name
