"""What waits to be talked about by both functions, and ticking it off between two meetings."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from reviews.disagreements import actions as disagreement_actions
from reviews.disagreements import policies as rules
from reviews.web.cards.disagreements import agenda_context
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.disagreements import TalkedForm
from reviews.web.pages.answers import attempt


def require_joint(request):
    if not rules.may_join_check_ins(request.user):
        raise PermissionDenied("The check-in is for the people of procurement and legal.")


@require_GET
def waiting(request):
    """What waits for the next joint check-in. Indexes: agenda_mark_open, disagreement_open, agenda_mark_talked."""
    require_joint(request)
    return render(request, "checkins/waiting.html", agenda_context(request.user, Forms()))


@require_POST
def talked_about(request, pk):
    """Tick one item off with a line; what was typed is kept where the line needs another look."""
    if not rules.may_join_check_ins(request.user):
        raise Http404
    mark = get_object_or_404(rules.agenda_marks_for(request.user).with_names(), pk=pk)
    form = TalkedForm(request.POST, about=mark)
    if form.is_valid() and attempt(
        request, disagreement_actions.talk_about, mark, **form.cleaned_data, done="Ticked off."
    ):
        return redirect("checkins:waiting")
    return render(request, "checkins/waiting.html", agenda_context(request.user, Forms(form)), status=422)
