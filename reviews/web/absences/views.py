"""Absences: the list, planning and changing one, what becomes of what the person holds, and taking it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.keys import pk_or_none
from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.models import Absence, User
from people.policies import may_plan_absence
from reviews.absences import actions as absence_actions
from reviews.absences import delegation as absence_delegation
from reviews.models import Delegation, Wait
from reviews.pure.verbs import Verb
from reviews.web.absences.forms import AT_START, NOW, STAYS, AbsenceForm, ColleagueForm, OfferForm, remarks_on
from reviews.web.cards.absences import absence_list_context, state_of, waits_left_by

form_view = require_http_methods(["GET", "POST"])


@require_GET
def absence_list(request):
    """One's own, what one stands in for, and the desk's. Indexes: absence_days, wait_queue_of_person."""
    if "person" in request.GET:
        form = ColleagueForm(request.GET, lead=request.user)
        if form.is_valid():
            return redirect(f"{reverse('absences:plan')}?person={form.cleaned_data['person'].pk}")
    context = absence_list_context(request)
    context["colleague_form"] = ColleagueForm(lead=request.user) if request.user.teams_led else None
    return render(request, "absences/absence_list.html", context)


@form_view
def plan(request):
    """For oneself, or (`?person=`) by a lead for a member of their desk."""
    person = _person(request)
    form = AbsenceForm(request.POST or None, person=person)
    if form.is_valid():
        with refusals_as_messages(request):
            absence = absence_actions.plan_absence(person, **form.cleaned_data, by=request.user)
            messages.success(request, f"Noted: away {absence.days}.")
            return redirect("absences:absence", absence.pk)
    return _form_page(request, form, person)


def _person(request):
    """Whose absence it is; whom one may not plan for does not exist here."""
    asked = request.GET.get("person", "")
    if not asked:
        return request.user
    person = get_object_or_404(User.objects.filter(is_active=True), pk=pk_or_none(asked))
    if not may_plan_absence(request.user, person):
        raise Http404
    return person


def _form_page(request, form, person, absence=None):
    context = {"form": form, "person": person, "absence": absence, "is_own": person == request.user}
    return render(request, "absences/absence_form.html", context, status=422 if form.is_bound else 200)


def _visible(request, pk):
    rows = Absence.objects.visible_to(request.user).select_related("person", "delegate", "created_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def absence(request, pk):
    """One absence, and what becomes of each thing that the person holds."""
    return _absence_page(request, _visible(request, pk))


def _absence_page(request, absence, form=None, status=200):
    context = {
        "absence": absence,
        "is_own": absence.person == request.user,
        "state": state_of(absence),
        "remarks": remarks_on(absence),
        "offer": form or _offer_form(request, absence),
    }
    return render(request, "absences/absence.html", context, status=status)


def _offer_form(request, absence, data=None):
    """None where nothing can be left with anybody: nobody stands in, or it is over."""
    if absence.delegate is None or absence.cancelled_at or absence.finished_at:
        return None
    agreed = set(absence.delegations.agreed().values_list("wait", flat=True))
    return OfferForm(data, absence=absence, waits=waits_left_by(absence, request.user), agreed=agreed)


@form_view
def change(request, pk):
    absence = _visible(request, pk)
    form = AbsenceForm(request.POST or None, person=absence.person, absence=absence)
    with unless_changed(
        request,
        lambda: AbsenceForm(person=absence.person, absence=_locked(absence)),
        last=lambda: _last_change(absence),
    ):
        if form.is_valid():
            with refusals_as_messages(request):
                absence = absence_actions.change_absence(absence, **form.cleaned_data, by=request.user)
                messages.success(request, f"Changed: away {absence.days}.")
                return redirect("absences:absence", absence.pk)
    return _form_page(request, form, absence.person, absence)


def _locked(absence):
    """Behind its person, as whoever changes or ends an absence does."""
    locked_row(absence.person, no_key=True)
    return locked_row(absence, "person", "delegate", no_key=True)


def _last_change(absence):
    return last_change(absence, Verb.ABSENCE_PLANNED, Verb.ABSENCE_CHANGED)


@require_POST
def offer(request, pk):
    absence = _visible(request, pk)
    form = _offer_form(request, absence, request.POST)
    if form is None:
        messages.error(request, "Nobody stands in, or this absence is over: nothing can go anywhere.")
        return redirect("absences:absence", pk)
    with unless_changed(
        request, lambda: _offer_form(request, _locked(absence)) or [], last=lambda: _last_change(absence)
    ):
        if form.is_valid():
            with refusals_as_messages(request):
                now, at_start, stays = (form.chosen(choice) for choice in (NOW, AT_START, STAYS))
                absence_actions.offer_waits(absence, now=now, at_start=at_start, stays=stays, by=request.user)
                messages.success(request, f"Noted. {absence.delegate} is told.")
                return redirect("absences:absence", pk)
    return _absence_page(request, absence, form, status=422)


@require_POST
def end(request, pk):
    absence = _visible(request, pk)
    with refusals_as_messages(request):
        absence_actions.end_absence(absence, by=request.user)
        messages.success(request, "Welcome back." if absence.person == request.user else "Noted: back early.")
    return redirect("absences:absence_list")


@require_POST
def cancel(request, pk):
    with refusals_as_messages(request):
        absence_actions.cancel_absence(_visible(request, pk), by=request.user)
        messages.success(request, "The absence is called off.")
    return redirect("absences:absence_list")


@require_POST
def decline(request, pk):
    """Whoever stands in gives back what was only agreed; others do not know of it."""
    agreed = Delegation.objects.filter(absence__delegate=request.user).select_related("absence")
    delegation = get_object_or_404(agreed, pk=pk)
    with refusals_as_messages(request):
        absence_actions.decline_delegation(delegation, by=request.user)
        messages.success(request, f"It stays with {delegation.absence.person}, who is told.")
    return redirect("absences:absence_list")


@require_POST
def take_back(request, pk):
    wait = get_object_or_404(Wait.objects.visible_to(request.user).select_related("review"), pk=pk)
    with refusals_as_messages(request):
        absence_delegation.take_back(wait, by=request.user)
        messages.success(request, "It is with you again.")
    return redirect(wait.review)
