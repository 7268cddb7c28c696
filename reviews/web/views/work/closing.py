"""How a review ends: a decision note and its second signature, a signed contract, a withdrawal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.closing import actions as closing
from reviews.closing import policies as closing_policies
from reviews.models import DecisionNote
from reviews.web.forms.review import DecisionNoteForm, ObjectForm, SignatureForm, WithdrawForm
from reviews.web.pages.answers import attempt, back_to, pressed, sent, visible, visible_review, workable_review


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    """The decision note in its five parts, on a page of its own: it deserves a quiet minute."""
    review = workable_review(request, pk)
    if not closing_policies.may_draft_decision_note(request.user, review):
        raise PermissionDenied("Procurement, legal and approvers can decline.")
    form = DecisionNoteForm(request.POST or None, about=review)
    done = "The decision note is on its way to the other function for its signature."
    if form.is_valid() and attempt(request, closing.draft_decision_note, review, **form.cleaned_data, done=done):
        return back_to(review, "next")
    context = {"review": review, "form": form, "blockers": closing_policies.blockers_to_decision_note(review)}
    return render(request, "reviews/closing/decline.html", context, status=422 if form.is_bound else 200)


def visible_note(request, pk):
    return visible(request, DecisionNote.objects.select_related("review", "drafted_by", "wait__desk"), pk)


@require_POST
def co_sign(request, pk):
    note = visible_note(request, pk)
    done = f"Signed. {note.review.requester} can read the decision note now."
    return pressed(request, note.review, closing.co_sign, note, done=done)


@require_POST
def object_to_note(request, pk):
    note = visible_note(request, pk)
    form = ObjectForm(request.POST, about=note)
    done = f"Noted. {note.drafted_by} reads why, and work goes on."
    return sent(request, note.review, form, closing.object_to_note, note, done=done, part="next")


@require_POST
def record_signature(request, pk):
    review = visible_review(request, pk)
    form = SignatureForm(request.POST, files=request.FILES, about=review)
    done = "Signed: the contract is on record."
    return sent(request, review, form, closing.record_signature, review, done=done)


@require_POST
def withdraw(request, pk):
    review = visible_review(request, pk)
    form = WithdrawForm(request.POST, about=review)
    done = "Withdrawn. Everybody who worked on it is told."
    return sent(request, review, form, closing.withdraw, review, done=done)
