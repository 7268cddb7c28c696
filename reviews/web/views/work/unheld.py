"""What nobody can do, and the ways out: naming an approver, another desk, another requester, letting somebody in."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.stale import unless_changed
from people.policies import may_configure
from reviews.models import Approval, Review, Wait
from reviews.rounds import requesters
from reviews.rules.slots import unheld_slots
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.unheld import actions, policies
from reviews.unheld.finding import held_by_nobody as waits_of_nobody
from reviews.waits.unattended import unattended_waits
from reviews.web.forms.unheld import HandOnForm, LetInForm, NameApproverForm, NameSettlerForm, RequesterForm
from reviews.web.pages.answers import attempt, visible, visible_review

NOBODY_SHOWN = 100

form_view = require_http_methods(["GET", "POST"])


@require_GET
def held_by_nobody(request):
    """What nobody could do, questions without a holder, and what lies with somebody who is not there.

    No contents, because admins may look here.
    """
    if not spine_policies.may_look_for_lost_reviews(request.user):
        raise PermissionDenied("This page is for leads and for the people who look after Duet.")
    rows, unattended = waits_of_nobody(limit=NOBODY_SHOWN), unattended_waits(limit=NOBODY_SHOWN)
    slots = unheld_slots()
    named = {row.wait.review_id for row in [*rows, *unattended]} | {slot.review.pk for slot in slots}
    walled_off = Review.objects.walled_off(request.user).among(named)
    listed = {row.wait.pk for row in rows}
    context = {
        "reviews": Review.objects.held_by_nobody().open_to(request.user)[:NOBODY_SHOWN],
        "slots": [slot for slot in slots if slot.review.pk not in walled_off][:NOBODY_SHOWN],
        "rows": [row for row in rows if row.wait.review_id not in walled_off],
        "waits": [line for line in unattended if line.wait.pk not in listed and line.wait.review_id not in walled_off],
        "cut_off": policies.cut_off_for(request.user),
        "is_lead": bool(request.user.teams_led),
    }
    return render(request, "reviews/waits/held_by_nobody.html", context)


@form_view
def name_approver(request, pk):
    """`pk` is the approval's wait. An admin, who does not see the review, sees its number and the desk alone."""
    approvals = Approval.objects.select_related("review__requester", "desk", "wait", "person", "named")
    approval = get_object_or_404(approvals.pending(), wait=pk)
    seen = _seen_or_known(request.user, approval.review)
    if not policies.may_name_approver(request.user, approval):
        raise PermissionDenied(policies.WHO_NAMES_APPROVERS)
    form = NameApproverForm(request.POST or None, review=approval.review, by=request.user)
    if form.is_valid() and attempt(
        request, actions.name_approver, approval, **form.cleaned_data, done="Named. They are asked to approve."
    ):
        return redirect(approval.review if seen else "reviews:held_by_nobody")
    context = {
        "form": form,
        "title": f"Name somebody who approves {approval.review.reference} for {approval.desk}",
        "blockers": policies.blockers_to_name_approver(approval),
        "button": "Name them",
        "review": approval.review if seen else None,
    }
    return _page(request, context)


@form_view
def name_settler(request, pk):
    """`pk` is the wait of an escalated term or of a side of a disagreement. An admin sees the number and the desk."""
    waits = Wait.objects.open().filter(purpose__in=policies.SETTLED_BY_NAMED)
    wait = get_object_or_404(waits.select_related("review__requester", "desk", "term__term_type", "person"), pk=pk)
    seen = _seen_or_known(request.user, wait.review)
    if not policies.may_name_settler(request.user, wait):
        raise PermissionDenied(policies.WHO_NAMES_SETTLERS)
    form = NameSettlerForm(request.POST or None, review=wait.review, by=request.user)
    if form.is_valid() and attempt(
        request, actions.name_settler, wait, **form.cleaned_data, done="Named. They are asked to settle it."
    ):
        return redirect(wait.review if seen else "reviews:held_by_nobody")
    what = wait.get_purpose_display().lower()
    context = {
        "form": form,
        "title": f"Name somebody for {wait.desk} on {wait.review.reference}: {what}",
        "blockers": policies.blockers_to_name_settler(wait),
        "button": "Name them",
        "review": wait.review if seen else None,
    }
    return _page(request, context)


def _seen_or_known(user, review):
    """Whether they see it. A 404 for whoever neither does nor, as an admin, knows its number; and for its requester."""
    seen = Review.objects.visible_to(user).filter(pk=review.pk).exists()
    knows = seen or (may_configure(user) and not review.is_walled)
    if not knows or user.pk == review.requester_id:
        raise Http404
    return seen


@form_view
def hand_on(request, pk):
    wait = visible(request, Wait.objects.with_names(), pk)
    if not policies.may_hand_on(request.user, wait):
        raise Http404
    form = HandOnForm(request.POST or None, wait=wait)
    if form.is_valid() and attempt(request, actions.hand_on, wait, **form.cleaned_data, done="Given to them."):
        return redirect(wait.review)
    context = {
        "form": form,
        "title": f"Give to another desk: {wait.needed}",
        "blockers": policies.blockers_to_hand_on(wait),
        "button": "Give it to them",
        "review": wait.review,
    }
    return _page(request, context)


@form_view
def let_in(request, pk):
    """`pk` is a walled review that is cut off. Whoever lets somebody in reads its number, and nothing of it."""
    row = next((row for row in policies.cut_off_for(request.user) if row.review.pk == pk), None)
    if row is None:
        raise Http404
    form = LetInForm(request.POST or None, by=request.user)
    if form.is_valid() and attempt(
        request, actions.let_in, row.review, **form.cleaned_data, done="They are let in, and told."
    ):
        return redirect("reviews:held_by_nobody")
    context = {
        "form": form,
        "title": f"Let somebody in on {row.review.reference}",
        "blockers": [],
        "button": "Let them in",
        "review": None,
    }
    return _page(request, context)


@form_view
def change_requester(request, pk):
    review = visible_review(request, pk)
    if not requesters.may_change_requester(request.user, review):
        raise Http404
    form = RequesterForm(request.POST or None, review=review, by=request.user)
    deed = str(form.cleaned_data["person"]) if form.is_valid() else ""
    last = partial(requesters.last_change, review)
    with unless_changed(request, lambda: requesters.state_of(locked(review)), last=last, deed=deed):
        if form.is_valid() and attempt(
            request, requesters.change_requester, review, **form.cleaned_data, done="Changed. Both are told."
        ):
            return redirect(review)
    context = {
        "state": requesters.state_of(review),
        "form": form,
        "title": f"Another requester for {review.reference}",
        "blockers": spine_policies.blockers_to_work(review),
        "button": "Change the requester",
        "review": review,
    }
    return _page(request, context)


def _page(request, context):
    status = 422 if request.method == "POST" else 200
    return render(request, "reviews/waits/way_out.html", {"state": None} | context, status=status)
