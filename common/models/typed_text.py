"""What somebody typed into a form that could not be saved then."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models


class Why(models.TextChoices):
    SIGNED_OUT = "signed_out", "Signed out meanwhile"
    CHANGED = "changed", "Changed by somebody meanwhile"
    READ_ONLY = "read_only", "Sent while nothing could be changed"


def new_token():
    return token_urlsafe(16)


class TypedText(models.Model):
    """The fields of one form as they were sent, for the person who typed them and for nobody else.

    `page` is where the form stood and `address` where it was sent. `changes` tell what somebody changed meanwhile, as
    common.stale writes them. Gone once it is sent again, or after a few days (common.tasks.sweep_forms).
    """

    token = models.CharField(max_length=40, unique=True, default=new_token)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="typed_texts")
    key = models.CharField(max_length=300)
    why = models.CharField(max_length=10, choices=Why)
    page = models.TextField()
    address = models.TextField()
    fields = models.JSONField(default=list)
    had_files = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="typed_text_is_one_per_form"),
            models.CheckConstraint(condition=models.Q(why__in=Why.values), name="typed_text_why_is_known"),
        ]
        indexes = [models.Index(fields=["kept_at"], name="typed_text_swept")]  # common.tasks.sweep_forms

    def __str__(self):
        return f"{self.person}: {self.address}"
