"""Who sees how the machine does."""

from django.core.exceptions import PermissionDenied

from people.policies import may_configure


def require_admin(request):
    """Admins and operators; everybody else is refused in a sentence."""
    if not may_configure(request.user):
        raise PermissionDenied("Only admins see how the machinery does.")
