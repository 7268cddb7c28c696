"""Final approvals, passing over one, and the figures that they look at."""

from django.views.decorators.http import require_POST

from common.log import last_change
from common.stale import unless_changed
from reviews.approvals import deciding, figures, overrides
from reviews.models import Approval
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.web.forms.review import ApproveForm, FiguresForm, PassOverForm
from reviews.web.pages.answers import sent, visible, workable_review


@require_POST
def approve(request, pk):
    approval = visible(request, Approval.objects.select_related("review", "desk"), pk)
    form = ApproveForm(request.POST, about=approval)
    done = f"Approved for {approval.desk}."
    return sent(request, approval.review, form, deciding.approve, approval, done=done, part="next")


@require_POST
def skip_approval(request, pk):
    return _pass_over(request, pk, overrides.skip_approval, "Skipped")


@require_POST
def override_approval(request, pk):
    return _pass_over(request, pk, overrides.override_approval, "Approved in the place of")


def _pass_over(request, pk, action, words):
    approval = visible(request, Approval.objects.select_related("review", "desk", "person"), pk)
    form = PassOverForm(request.POST, about=approval)
    done = f"{words} {approval.desk}. They are told, with your reason."
    return sent(request, approval.review, form, action, approval, done=done, part="approvals")


@require_POST
def change_figures(request, pk):
    review = workable_review(request, pk)
    form = FiguresForm(request.POST, about=review)
    with unless_changed(
        request, lambda: FiguresForm(about=locked(review)), last=lambda: last_change(review, Verb.FIGURES_CHANGED)
    ):
        return sent(request, review, form, figures.change_figures, review, done="Noted.", part="figures")
