"""Asking people in: one, or a list after a look at every line; sending again, taking back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import refusals_as_messages
from common.words import counted
from people.actions import inviting, pasted
from people.actions.inviting import Wanted
from people.models import Invitation
from people.settings.common import person_or_404, require_admin, tried
from people.settings.forms import BACKUP, LEAD, InviteForm, ListForm


@require_http_methods(["GET", "POST"])
def invite(request):
    """One person, with a seat if need be. What a second admin must confirm is asked for."""
    require_admin(request)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        went, invitation = tried(request, form, inviting.invite, **_wanted(form.cleaned_data), by=request.user)
        if went:
            person = invitation.person
            messages.success(request, f"{person} is invited: a link is on its way to {person.email}.")
            if person.right_requests.open().exists():
                messages.info(request, "The seat holds once another admin confirms it.")
            return redirect("settings_people:person", person.pk)
    return render(request, "settings/people/invite.html", {"form": form}, status=422 if form.is_bound else 200)


def _wanted(facts):
    part = facts["part"]
    seats = [Wanted(facts["desk"], is_lead=part == LEAD, is_backup=part == BACKUP)] if facts["desk"] else []
    roles = {facts["role"]: True} if facts["role"] else {}
    return {"email": facts["email"], "name": facts["name"], "seats": seats, **roles}


@require_http_methods(["GET", "POST"])
def invite_list(request):
    """A list: first what would become of each line, then, on the same text, the invitations."""
    require_admin(request)
    if request.method == "GET":
        return render(request, "settings/people/invite_list.html", {"form": ListForm()})
    form, plan = ListForm(request.POST, request.FILES), None
    text = request.POST.get("text", "")
    if form.is_valid():
        try:
            text = pasted.text_of_file(form.cleaned_data["file"]) if form.cleaned_data["file"] else text
            plan = pasted.plan(text)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    if plan and "invite" in request.POST:
        went, invitations = tried(
            request, form, pasted.invite_all, text, seen=request.POST.get("seen", ""), by=request.user
        )
        if went:
            messages.success(
                request, f"{counted(len(invitations), 'invitation')} on the way. {_left_out(plan)}".strip()
            )
            return redirect("settings_people:person_list")
        plan = pasted.plan(text)
    context = {"form": form, "plan": plan, "text": text}
    return render(request, "settings/people/invite_list.html", context, status=422 if form.errors else 200)


def _left_out(plan):
    return f"{counted(len(plan.bad), 'line')} left out." if plan.bad else ""


@require_POST
def invitation_again(request, pk):
    require_admin(request)
    invitation = get_object_or_404(Invitation, pk=pk)
    with refusals_as_messages(request):
        inviting.invite_again(invitation, by=request.user)
        messages.success(request, "Another mail with a new link is on its way. The one before stops working.")
    return redirect("settings_people:person", invitation.person_id)


@require_POST
def invite_anew(request, pk):
    """Somebody whose former invitation was taken back."""
    somebody = person_or_404(request, pk)
    with refusals_as_messages(request):
        inviting.invite_anew(somebody, by=request.user)
        messages.success(request, f"{somebody} is invited: a link is on its way to {somebody.email}.")
    return redirect("settings_people:person", pk)


@require_POST
def invitation_revoke(request, pk):
    require_admin(request)
    invitation = get_object_or_404(Invitation, pk=pk)
    with refusals_as_messages(request):
        inviting.revoke(invitation, by=request.user)
        messages.success(request, "The invitation is taken back: its link works no more.")
    return redirect("settings_people:person", invitation.person_id)
