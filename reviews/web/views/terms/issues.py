"""Issues: raising and settling them."""

from django.views.decorators.http import require_POST

from reviews.findings import issues
from reviews.models import Issue
from reviews.web.forms.review import IssueForm, ResolveForm
from reviews.web.pages.answers import sent, visible, visible_review


@require_POST
def raise_issue(request, pk):
    review = visible_review(request, pk)
    form = IssueForm(request.POST, about=review)
    done = f"The issue is raised; {review.requester} can read it."
    return sent(request, review, form, issues.raise_issue, review, done=done, part="issues")


@require_POST
def resolve_issue(request, pk):
    issue = visible(request, Issue.objects.select_related("review", "owner"), pk)
    form = ResolveForm(request.POST, about=issue)
    return sent(request, issue.review, form, issues.resolve_issue, issue, done="Settled.", part="issues")
