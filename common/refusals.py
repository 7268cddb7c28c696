"""The two exceptions that rules raise, as sentences on the page."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError


@contextmanager
def refusals_as_messages(request):
    """Turn a refusal (who: PermissionDenied; what or when: ValidationError) into error messages.

    The block ends at the refusal, and what follows the `with` goes on.
    """
    try:
        yield
    except PermissionDenied as refusal:
        messages.error(request, str(refusal) or "You do not have the right to do this.")
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
