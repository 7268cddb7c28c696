"""How far a token goes. Apart from config/api.py, whose views need this class before they can be made."""

from rest_framework.permissions import SAFE_METHODS, BasePermission

from people.models import AREAS, READ, WRITE

AREA_OF_APP = {
    "intake": "requests",
    "reviews": "reviews",
    "contracts": "contracts",
    "vendors": "vendors",
    "checkins": "check-ins",
    "notices": "notices",
    "search": "search",
    "insights": "insights",
    "people": "people",
    "operations": "operations",
}
"""What belongs to an app is of this area, unless its viewset says another one as `area`; None: no token opens it."""

NO_TOKEN = "No token opens this: it is for people who have signed in."


def area_of(view) -> str | None:
    """The area of a view or its class; None where no token opens it."""
    view_class = view if isinstance(view, type) else type(view)
    if hasattr(view_class, "area"):
        return view_class.area
    return AREA_OF_APP.get(view_class.__module__.partition(".")[0])


def scope_for(view, method: str) -> str | None:
    """“reviews:write”: what a token needs."""
    area = area_of(view)
    return area and f"{area}:{READ if method in SAFE_METHODS else WRITE}"


class WithinScopes(BasePermission):
    """A token goes as far as its scopes; whoever has signed in in a browser goes as far as they may."""

    def has_permission(self, request, view):
        if request.auth is None or getattr(view, "for_any_token", False):
            return True
        scope = scope_for(view, request.method)
        if scope is None:
            self.message = NO_TOKEN
            return False
        area, _, how = scope.partition(":")
        self.message = f"This token lacks the scope {scope} ({AREAS[area]})."
        return request.auth.covers(area, how)
