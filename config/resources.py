"""What every resource of the API has, whichever app it belongs to: it is added by the router that registers it."""

from difflib import get_close_matches

from rest_framework import exceptions
from rest_framework.routers import DefaultRouter

OF_PAGES = {"after", "before", "cursor", "format"}
"""What a list takes beside its filters: the addresses of `next` and `previous` carry them."""


class Resource:
    """Takes no parameter that it does not know: a misspelt filter is refused, and never narrows nothing in silence.

    A viewset declares what it takes as `filters`: {name of the action: {parameter: what it does}}.
    """

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        known = filters_of(self, self.action)
        if known is None:
            return
        if unknown := sorted(set(request.query_params) - set(known) - OF_PAGES):
            raise exceptions.ValidationError({name: [_sentence(name, known)] for name in unknown})


def filters_of(view, action) -> dict[str, str] | None:
    """{parameter: what it does} of an action; None where the viewset declares nothing."""
    declared = getattr(view, "filters", None)
    return None if declared is None else declared.get(action or "", {})


def _sentence(name, known):
    close = get_close_matches(name, known, n=1)
    meant = f" Is “{close[0]}” meant?" if close else ""
    return f"There is no such parameter here.{meant}"


class ApiRouter(DefaultRouter):
    """Registers viewsets as resources."""

    def register(self, prefix, viewset, basename=None):
        resource = type(viewset.__name__, (Resource, viewset), {"__module__": viewset.__module__})
        resource.__doc__ = viewset.__doc__
        super().register(prefix, resource, basename)
