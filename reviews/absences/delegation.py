"""Moving what somebody holds to their delegate and back, one wait at a time."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from notices.actions import withdraw
from notices.models import NoticeKind
from people.absences import Away
from reviews.acting.presence import held_in_place_of
from reviews.models import Delegation, Holder
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits import holdings, reminders
from reviews.waits import policies as wait_policies
from reviews.waits.lines import about
from reviews.waits.opening_and_closing import audience_of


@transaction.atomic
def move_to_delegate(delegation, *, by):
    """Give the wait to whoever stands in; to the desk's queue where that is nobody. Harmless when repeated.

    `by` is None for Duet itself. Returns whether it went anywhere: it may have been closed or handed over meanwhile.
    """
    wait = locked(delegation.wait)
    delegation = _locked(delegation)
    if delegation is None:
        return False
    absence = delegation.absence
    delegation.moved_at = timezone.now()
    delegation.save(update_fields=["moved_at"])
    if not wait.is_open or wait.person_id != absence.person_id or wait.holder != Holder.PERSON:
        return False

    stand_in = absence.delegate and held_in_place_of(absence.delegate, desk=wait.desk, review=wait.review, away=Away())
    if stand_in == absence.person:
        stand_in = None  # a circle: the work is the desk's
    _pass_to(wait, stand_in, wait.on_behalf_of or absence.person)
    record(
        Verb.DELEGATED,
        wait.review,
        by=by,
        audience=audience_of(wait),
        **about(
            wait,
            people={"former": absence.person, "to": stand_in},
            desks={"to": wait.desk},
            holder=wait.holder,
            absence=absence.pk,
        ),
    )
    return True


def _locked(delegation):
    """The delegation with its row locked, or None when it has been moved or declined meanwhile."""
    agreed = Delegation.objects.agreed().select_for_update(of=("self",))
    return agreed.select_related("absence__person", "absence__delegate").filter(pk=delegation.pk).first()


def _pass_to(wait, person, on_behalf_of):
    on_behalf_of = on_behalf_of if person and on_behalf_of != person else None
    holdings.pass_on(wait, person, on_behalf_of=on_behalf_of)
    withdraw(reminders.topic_of(wait))


@transaction.atomic
def take_back(wait, *, by):
    """Whoever was away takes back what is held for them. Their delegate is told. Returns the wait."""
    wait = locked(wait)
    if wait.on_behalf_of_id != by.pk:
        raise PermissionDenied("Only the one for whom it is held can take this back.")
    if not wait.is_open:
        raise ValidationError(["This has been done already."])
    former = wait.person
    return_to_owner(wait, by=by)
    tell(
        [former],
        wait.review,
        key=f"wait-{wait.pk}-taken-back-{timezone.now():%Y%m%d%H%M%S%f}",
        kind=NoticeKind.ASSIGNMENT,
        body=f"{by} has taken this back from you: {wait.needed}",
    )
    return wait


def return_to_owner(wait, *, by):
    """Put a wait (already locked) back into the hands of the one it was held for."""
    former, owner = wait.person, wait.on_behalf_of
    _pass_to(wait, owner, None)
    record(
        Verb.TAKEN_BACK,
        wait.review,
        by=by,
        audience=audience_of(wait),
        **about(wait, people={"former": former, "to": owner}, holder=wait.holder),
    )


def delegate_may_keep(wait):
    """Whether the holder could have taken the wait without standing in for anybody."""
    return wait.person.is_active and wait_policies.may_claim.in_person(wait.person, wait)
