"""Who gets in, and what the pages share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404

from people.models import RightRequest, User
from people.policies import ADMINS_ALONE, admins_beside, may_configure


def require_admin(request):
    """Admins and operators; everybody else is refused in a sentence."""
    if not may_configure(request.user):
        raise PermissionDenied(ADMINS_ALONE)


def person_or_404(request, pk):
    require_admin(request)
    return get_object_or_404(User, pk=pk)


def tried(request, form, action, *arguments, **options):
    """(whether it went through, what the action returned); a refusal stands in the form then, or on the page."""
    try:
        return True, action(*arguments, **options)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    return False, None


def tell_what_happened(request, result, done):
    """`done`, or that another admin must confirm it first."""
    if isinstance(result, RightRequest):
        names = ", ".join(str(admin) for admin in admins_beside(request.user, result.person)[:3])
        messages.info(request, f"Asked: it holds once another admin confirms it ({names}).")
    else:
        messages.success(request, done)


def is_alone(request, person):
    """Whether nobody could confirm what they give to this person."""
    return not admins_beside(request.user, person).exists()
