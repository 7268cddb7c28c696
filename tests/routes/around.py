"""The addresses that belong to no app: the start page, typed text, the figures for a monitor, the style guide."""

from common.models import TypedText
from tests.routes import Route


def typed_by_the_buyer(case):
    """A comment that the buyer typed when they were signed out; everybody else is led away from it."""
    page = case.review.get_absolute_url()
    fields = [["body", "Hello."]]
    about = {"why": "signed_out", "page": page, "address": f"{page}comment/", "fields": fields}
    return [TypedText.objects.create(person=case.people["buyer"], key="k", **about).token]


ROUTES = {
    "home": Route(),
    "metrics": Route(),
    "search:go": Route(),
    "styleguide": Route(),
    "typed": Route(given=typed_by_the_buyer),
}
