"""What is asked of a requester. How a question is answered is said in intake/kinds/."""

from django.db import models

from common import conditions
from common.models import FixedKey, key_stays
from intake.kinds import kind_choices
from intake.models.request_type import RequestType
from reviews.pure.flags import Flag


class Question(FixedKey):
    """One question of a request type, shown while its conditions hold on the earlier answers."""

    KEY = "key"

    request_type = models.ForeignKey(RequestType, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40, help_text="How rules refer to the answer, e.g. personal_data.")
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True, help_text="Why we ask, or how to find out.")
    kind = models.CharField(max_length=40, choices=kind_choices)
    choices = models.JSONField(default=list, blank=True, help_text="For choices: a list of texts.")
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    flag = models.CharField(
        max_length=16,
        choices=Flag,
        blank=True,
        help_text="The early flag of a first look that answers it with yes, until the requester says otherwise.",
    )
    conditions = models.JSONField(default=list, blank=True, validators=[conditions.clean])

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request_type", "key"], name="question_key_is_unique_in_its_type"),
        ]
        triggers = [key_stays("key")]

    def __str__(self):
        return self.text
