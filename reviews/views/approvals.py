"""Final approvals."""

from django.views.decorators.http import require_POST

from reviews import actions
from reviews.forms import ApproveForm
from reviews.models import Approval
from reviews.views.answers import sent, visible


@require_POST
def approve(request, pk):
    approval = visible(request, Approval.objects.select_related("review", "desk"), pk)
    form = ApproveForm(request.POST, about=approval)
    done = f"Approved for {approval.desk}."
    return sent(request, approval.review, form, actions.approve, approval, done=done, part="next")
