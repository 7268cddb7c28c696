"""The ladder of reminders about contracts and the band of notices, as admins choose them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from contracts.models import LadderStep, NoticeBand, Told
from contracts.renewals.ladder import USUAL
from contracts.verbs import Verb

ADMINS_ALONE = "Only admins choose who is reminded of contracts."
MOST_STEPS = 12


@transaction.atomic
def choose_step(days, tells, *, by):
    """Let so many days before the date be a step that tells these. Returns the `LadderStep`.

    The first choice takes over the usual ladder, so that the other steps stay.
    """
    _require(by)
    if not tells:
        raise ValidationError(["Choose whom the step tells."])
    _begin()
    if LadderStep.objects.exclude(days=days).count() >= MOST_STEPS:
        raise ValidationError([f"A ladder has at most {MOST_STEPS} steps: more would not be read."])
    step, _ = LadderStep.objects.update_or_create(days=days, defaults={"tells": list(tells)})
    record(Verb.LADDER_CHOSEN, step, by=by, days=days, tells=list(tells))
    return step


@transaction.atomic
def remove_step(days, *, by):
    """Take a step off the ladder. The last one stays."""
    _require(by)
    _begin()
    steps = LadderStep.objects.select_for_update()
    step = steps.filter(days=days).first()
    if step is None:
        raise ValidationError(["There is no such step."])
    if steps.count() == 1:
        raise ValidationError(["The last step stays: somebody must be told."])
    record(Verb.LADDER_CHOSEN, step, by=by, days=days, tells=[])
    step.delete()


@transaction.atomic
def choose_band(amount, *, by):
    """From this value a year on any notice needs legal's signature. Returns the `NoticeBand`."""
    _require(by)
    band = NoticeBand.objects.create(amount=amount, by=by)
    record(Verb.BAND_CHOSEN, band, by=by, amount=str(amount))
    return band


def _require(by):
    if not by.configures:
        raise PermissionDenied(ADMINS_ALONE)


def _begin():
    if not LadderStep.objects.exists():
        LadderStep.objects.bulk_create(
            [LadderStep(days=days, tells=[Told(name).value for name in tells]) for days, tells in USUAL.items()]
        )
