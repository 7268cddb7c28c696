"""What intake adds to the health page of the configuration."""

from django.urls import reverse

from intake.models import RequestType
from reviews.rules.health import Check, Finding, adds_check


@adds_check
def request_types_without_terms():
    """Request types that would open a review with nothing to decide."""
    request_types = RequestType.objects.filter(is_active=True).exclude(term_types__is_active=True)
    return Check(
        "Request types without terms",
        "A request of such a type opens a review in which no desk has anything to decide.",
        [
            Finding(request_type.name, reverse("admin:intake_requesttype_change", args=[request_type.pk]))
            for request_type in request_types
        ],
    )
