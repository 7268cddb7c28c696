"""Whether two people always approve for two desks, and what that would have changed."""

from django import forms
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.stale import unless_changed
from reviews.approvals.two_people import approved_by_one, choose_two_approvers
from reviews.models import Book, TwoApprovers
from reviews.web.pages.answers import attempt
from reviews.web.settings.common import require_editor, require_reader


class TwoApproversForm(forms.Form):
    always = forms.BooleanField(
        label="Two people always approve for two desks",
        required=False,
        help_text="Without it, one person who leads both approves once for both, unless a term deviates or a high risk"
        " is open.",
    )
    reason = forms.CharField(label="Why", max_length=200, help_text="Leads read it.")


def _stored(choice):
    return {"always": bool(choice and choice.always)}


def _as_it_is_now():
    return TwoApproversForm(initial=_stored(TwoApprovers.objects.select_for_update().first()))


@require_http_methods(["GET", "POST"])
def two_people(request):
    """Leads look, admins choose. Holds for reviews whose approval is asked from then on."""
    require_reader(request)
    if request.method == "POST":
        require_editor(request, Book.APPROVALS)
    choice = TwoApprovers.objects.select_related("saved_by").first()
    form = TwoApproversForm(request.POST or None, initial=_stored(choice))
    last = (choice.saved_by, choice.saved_at) if choice else (None, None)
    with unless_changed(request, _as_it_is_now, last=lambda: last):
        if form.is_valid() and attempt(
            request, choose_two_approvers, **form.cleaned_data, done="Saved, for approvals that are asked from now on."
        ):
            return redirect("settings:two_people")
    reviews, looked_at = approved_by_one()
    context = {
        "form": form,
        "choice": choice,
        "history": TwoApprovers.history.select_related("saved_by")[:20],
        "reviews": reviews[:10],
        "number": len(reviews),
        "looked_at": looked_at,
        "may_change": request.user.configures,
    }
    return render(request, "settings/two_people.html", context, status=422 if request.method == "POST" else 200)
