"""The health page: whether the configuration still fits the people and the work."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from reviews.rules.health import checks
from reviews.web.settings.common import require_reader


@require_GET
def health(request):
    require_reader(request)
    all_checks = checks()
    context = {
        "wrong": [check for check in all_checks if check.findings],
        "right": [check for check in all_checks if not check.findings],
    }
    return render(request, "settings/health.html", context)
