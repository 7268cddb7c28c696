"""What was decided stays as it was: a newer answer supersedes it, nothing changes or deletes it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def stays(constraint: str, what: str, *, may_change: str = "FALSE") -> list[pgtrigger.Trigger]:
    """Triggers that refuse to delete a row, and to change it unless `may_change` (SQL on OLD and NEW) holds.

    The refusal reads like that of a check constraint of this name; `what` begins the sentence: "A decision".
    """
    refusal = f"RAISE EXCEPTION '{what} stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', "
    refusal += f"CONSTRAINT = '{constraint}';"
    return [
        pgtrigger.Trigger(name="refuse_delete", operation=pgtrigger.Delete, when=pgtrigger.Before, func=refusal),
        pgtrigger.Trigger(
            name="refuse_change",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            func=f"IF {may_change} THEN RETURN NEW; END IF; {refusal}",
        ),
    ]


def before_update(name: str, func: str) -> pgtrigger.Trigger:
    """A trigger of this name that looks at each row before it changes, and refuses in its body."""
    return pgtrigger.Trigger(name=name, operation=pgtrigger.Update, when=pgtrigger.Before, func=func)


def at_the_end(name: str, func: str) -> pgtrigger.Trigger:
    """A trigger of this name that looks at each new row when the transaction ends, and refuses in its body."""
    return pgtrigger.Trigger(
        name=name, operation=pgtrigger.Insert, when=pgtrigger.After, timing=pgtrigger.Deferred, func=func
    )


def same_but(*columns: str) -> str:
    """SQL: nothing but these columns changes."""
    names = ", ".join(f"'{column}'" for column in columns)
    return f"to_jsonb(OLD) - ARRAY[{names}] = to_jsonb(NEW) - ARRAY[{names}]"


def written_once(moment: str, *columns: str) -> str:
    """SQL: these columns do not change once the first of them, a moment, is set."""
    before, after = (", ".join(f"{row}.{column}" for column in (moment, *columns)) for row in ("OLD", "NEW"))
    return f"(OLD.{moment} IS NULL OR ({before}) IS NOT DISTINCT FROM ({after}))"


def stays_until_superseded(constraint: str, what: str) -> list[pgtrigger.Trigger]:
    """`stays`, for a model with the columns of `Superseded`: they are written once."""
    once = same_but("superseded_at", "superseded_by_id", "superseded_because")
    return stays(constraint, what, may_change=f"OLD.superseded_at IS NULL AND {once}")


def superseded_with_a_reason(name: str) -> models.CheckConstraint:
    """The constraint of this name: a moment and a reason come together; `superseded_by` is nobody for Duet itself."""
    return models.CheckConstraint(
        name=name,
        condition=Q(superseded_at=None, superseded_by=None, superseded_because="")
        | (Q(superseded_at__isnull=False) & ~Q(superseded_because="")),
    )


class SupersededQuerySet(models.QuerySet):
    def current(self):
        """The rows that count now."""
        return self.filter(superseded_at=None)

    def supersede(self, *, because, by):
        """Let these rows count no longer. Returns how many there were."""
        return self.current().update(superseded_at=timezone.now(), superseded_by=by, superseded_because=because[:300])


class CurrentManager(models.Manager.from_queryset(SupersededQuerySet)):
    """Ordinary reads, through relations and prefetches too, meet only the rows that count now.

    A join does not go through it: `filter(decisions__desk=...)` names `decisions__superseded_at=None` as well.
    """

    def get_queryset(self):
        return super().get_queryset().current()


class Superseded(models.Model):
    """A row that counts until a newer one takes its place. `objects` are the current rows, `history` all of them."""

    superseded_at = models.DateTimeField(null=True, editable=False)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )  # null: Duet itself
    superseded_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = CurrentManager()
    history = SupersededQuerySet.as_manager()

    class Meta:
        abstract = True
