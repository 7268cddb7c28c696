"""Choosing how many files there may be, and when the disk is too full for more."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.stale import ChangedMeanwhile, Part, State
from contracts.models import FileLimits
from contracts.verbs import Verb
from people.policies import may_configure

WHO_CHOOSES = "Only admins choose how much room files may take."


@transaction.atomic
def choose_limits(*, seen=None, by, **chosen):
    """Let other limits count from now on; those that are not named stay. Returns the `FileLimits`.

    `seen` is the key of the `state_of` the limits that was read; None where the door has compared it already.
    """
    if not may_configure(by):
        raise PermissionDenied(WHO_CHOOSES)
    FileLimits.objects.select_for_update().first()
    former = FileLimits.now()
    if seen is not None and seen != state_of(former).key:
        raise ChangedMeanwhile("The limits were changed after you had read them. Look at them again.", state_of(former))
    limits = FileLimits(**former.chosen | chosen, saved_by=by)
    if limits.chosen == former.chosen:
        raise ValidationError(["These limits count already."])
    if faults := faults_of(limits):
        raise ValidationError(faults)
    limits.save()
    changed = {
        name: [former.chosen[name], number] for name, number in limits.chosen.items() if former.chosen[name] != number
    }
    record(Verb.LIMITS_CHOSEN, limits, by=by, changed=changed)
    return limits


def state_of(limits):
    """What a choice of other limits is made on."""
    words = {name: FileLimits._meta.get_field(name).verbose_name.capitalize() for name in limits.chosen}
    return State([Part(name, words[name], str(number)) for name, number in limits.chosen.items()])


def faults_of(limits):
    """What is wrong with limits that are about to be saved, as sentences."""
    faults = [
        f"“{FileLimits._meta.get_field(name).verbose_name.capitalize()}” must be a number from {least} to {MOST}."
        for name, number in limits.chosen.items()
        if not least_of(name) <= number <= MOST
        for least in [least_of(name)]
    ]
    if not faults and limits.warn_below < limits.stop_below:
        faults.append(
            "Warn before files are refused, not after: the first number of free megabytes must be the larger."
        )
    return faults


MOST = 100_000_000


def least_of(name):
    """The least that a limit may be: none would let nothing in, which is what read-only mode is for."""
    return 0 if name in {"warn_below", "stop_below"} else 1
