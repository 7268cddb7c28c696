"""Risk findings: noting and closing them."""

from django.views.decorators.http import require_POST

from reviews.findings import findings as risk_findings
from reviews.models import RiskFinding
from reviews.web.forms.review import CloseFindingForm, FindingForm
from reviews.web.pages.answers import sent, visible, workable_review


@require_POST
def raise_finding(request, pk):
    review = workable_review(request, pk)
    form = FindingForm(request.POST, about=review)
    return sent(request, review, form, risk_findings.raise_finding, review, done="The risk is noted.", part="findings")


@require_POST
def resolve_finding(request, pk):
    return _close(request, pk, risk_findings.resolve_finding, "Resolved.")


@require_POST
def waive_finding(request, pk):
    return _close(request, pk, risk_findings.waive_finding, "The risk is accepted, with your name.")


def _close(request, pk, action, done):
    finding = visible(request, RiskFinding.objects.select_related("review", "raised_by"), pk)
    form = CloseFindingForm(request.POST, about=finding)
    return sent(request, finding.review, form, action, finding, done=done, part="findings")
