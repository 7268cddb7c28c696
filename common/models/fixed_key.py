"""Keys by which rules, saved views, reviews and addresses name a row: given once, never changed after that.

Names and texts for people may change at any time. Why it is so, and guarded here: docs/decisions/0020-a-key-stays.md.
"""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models

REFUSAL = "“%s” stays: rules and past work refer to it. Change what people read instead."


def key_stays(key: str) -> pgtrigger.Trigger:
    """For `Meta.triggers`: the database refuses a new key, through whatever door it comes."""
    return pgtrigger.Trigger(
        name="refuse_new_key",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.AnyChange(key),
        func=f"RAISE EXCEPTION '{REFUSAL.replace('%s', '%')}', OLD.{key};",
    )


class FixedKey(models.Model):
    """A row that others refer to by the text in its field `KEY`. Every heir lists `key_stays(KEY)` in its triggers."""

    KEY = "slug"

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """The refusal as a sentence, for whoever validates: the trigger's own would be an error page."""
        super().clean_fields(exclude=exclude)
        if self._state.adding or self.KEY in (exclude or ()):
            return
        stored = type(self)._base_manager.filter(pk=self.pk).values_list(self.KEY, flat=True).first()
        if stored is not None and stored != getattr(self, self.KEY):
            raise ValidationError({self.KEY: REFUSAL % stored})
