"""“Discuss at check-in”: putting a review on the agenda of the next one, and taking it off."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.agenda import actions, policies
from reviews.web.pages.answers import attempt, back_to, pressed, workable_review


class DiscussForm(forms.Form):
    why = forms.CharField(label="What there is to talk about", max_length=200)


@require_http_methods(["GET", "POST"])
def discuss(request, pk):
    review = workable_review(request, pk)
    if not policies.may_mark(request.user, review):
        raise PermissionDenied(actions.WHO)
    form = DiscussForm(request.POST or None)
    done = "It is on the agenda of the next check-in."
    if form.is_valid() and attempt(request, actions.mark_for_check_in, review, **form.cleaned_data, done=done):
        return back_to(review)
    context = {
        "review": review,
        "form": form,
        "mark": policies.open_mark(review),
        "blockers": policies.blockers_to_mark(review),
    }
    return render(request, "reviews/discuss.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_off_agenda(request, pk):
    review = workable_review(request, pk)
    return pressed(request, review, actions.take_off_agenda, review, done="It is off the agenda.")
