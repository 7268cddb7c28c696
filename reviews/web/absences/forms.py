"""The forms of absences: the days and the delegate, and what becomes of other thing that the person holds."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from common.fields import DayField, keep_offering
from common.words import day_in_words
from people.absences import Away
from people.models import Absence, Membership, User
from reviews.absences.actions import fault_of_offer


def date_field(label):
    return DayField(label=label)


class AbsenceForm(forms.Form):
    """Fields are the arguments of `actions.plan_absence`. `absence` is the one to change, if any."""

    starts_on = date_field("First day away")
    ends_on = date_field("Last day away")
    delegate = forms.ModelChoiceField(None, label="Who stands in", required=False, empty_label="Nobody")
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=Absence._meta.get_field("reason").max_length,
        help_text="Optional. Only the person themselves and the leads of their desks read it.",
    )

    def __init__(self, data=None, *, person, absence=None):
        names = ("starts_on", "ends_on", "delegate", "reason")
        backup = None if absence else backup_of(person)
        initial = {name: getattr(absence, name) for name in names} if absence else {"delegate": backup}
        super().__init__(data, initial=initial)
        self.person = person
        delegates = self.fields["delegate"]
        delegates.queryset = colleagues_of(person)
        keep_offering(delegates, absence and absence.delegate_id)
        delegates.help_text = (
            "New work for the person comes to them, and they may do what the person could do, at the desks where both "
            "sit. Without anybody, new work waits in the queue of the desk."
            if person.is_reviewer
            else "Only people on desks have somebody who stands in. Others see that you are away, and until when."
        )
        if backup:
            delegates.help_text = f"{backup} backs up the lead and is proposed. {delegates.help_text}"


def colleagues_of(person):
    """Those who could stand in: on one of the person's desks."""
    seats = Q(memberships__team__in=person.teams)
    return User.objects.filter(seats, is_active=True).exclude(pk=person.pk).distinct()


def backup_of(person):
    """Whoever backs up the person at a desk that they lead, and is not away now; None where that is nobody."""
    seats = Membership.objects.filter(team__in=person.teams_led, is_backup=True, user__is_active=True)
    away = Away()
    backups = (seat.user for seat in seats.exclude(user=person).select_related("user", "team"))
    return next((backup for backup in backups if away.absence_of(backup) is None), None)


class ColleagueForm(forms.Form):
    """A lead chooses for whom they plan an absence."""

    person = forms.ModelChoiceField(None, label="Plan an absence for", empty_label="Choose a colleague")

    def __init__(self, data=None, *, lead):
        super().__init__(data)
        members = Q(memberships__team__in=lead.teams_led)
        people = User.objects.filter(members, is_active=True).exclude(pk=lead.pk)
        self.fields["person"].queryset = people.distinct()


STAYS, NOW, AT_START = "stays", "now", "start"


class OfferForm(forms.Form):
    """One choice for other wait that the person holds: it stays, goes now, or goes on the first day away."""

    def __init__(self, data=None, *, absence, waits, agreed):
        """`agreed` are the pks of the waits that are agreed to go."""
        super().__init__(data)
        self.absence, self.waits, self.faults = absence, waits, {}
        for wait in waits:
            self.faults[wait.pk] = fault_of_offer(absence, wait, at_once=False)
            self.fields[self.name_of(wait)] = forms.ChoiceField(
                label=str(wait),
                choices=self._choices(wait),
                initial=AT_START if wait.pk in agreed else STAYS,
                disabled=bool(self.faults[wait.pk]),
                widget=forms.RadioSelect,
            )

    def name_of(self, wait):
        return f"wait-{wait.pk}"

    def _choices(self, wait):
        if self.absence.covers(timezone.now()):
            return [(STAYS, "stays"), (NOW, "goes now")]
        choices = [(STAYS, "stays"), (AT_START, f"goes on {day_in_words(self.absence.starts_on)}")]
        return [*choices, (NOW, "goes now")] if fault_of_offer(self.absence, wait, at_once=True) is None else choices

    @property
    def rows(self):
        """[(wait, its field, why it cannot go or None)], for the template."""
        return [(wait, self[self.name_of(wait)], self.faults[wait.pk]) for wait in self.waits]

    def chosen(self, choice):
        return [wait for wait in self.waits if self.cleaned_data[self.name_of(wait)] == choice]


def remarks_on(absence):
    """What the one who plans should know: where the delegate does not sit, and when they are away themselves."""
    person, delegate = absence.person, absence.delegate
    if delegate is None:
        return ["Nobody stands in. New work waits in the queue of the desk."] if person.is_reviewer else []
    remarks = [
        f"{delegate} does not sit on {desk}: what comes there for {person} waits in its queue."
        for desk in person.teams
        if not delegate.is_on(desk)
    ]
    overlapping = Absence.objects.standing().filter(
        person=delegate, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    )
    for other in overlapping.select_related("delegate"):
        further = (
            f"then {other.delegate} stands in" if other.delegate and other.delegate != person else "then nobody does"
        )
        remarks.append(f"{delegate} is away {other.days}; {further}.")
    return remarks
