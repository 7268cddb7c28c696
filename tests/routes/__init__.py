"""What every address answers to whom: one table per app, read by tests/test_routes.py.

A cell is one role and one method. The answers are
    page        200
    done        a redirect, and nothing was refused
    refused     the page or a redirect with a sentence that says why not
    forbidden   403
    not found   404, as for a thing that does not exist
    no method   405
    sign in     a redirect to the sign-in page
"""

from collections.abc import Callable
from dataclasses import dataclass, field

ROLES = ("anonymous", "requester", "stranger", "buyer", "counsel", "lead", "admin")
PAGE, DONE, REFUSED = "page", "done", "refused"
FORBIDDEN, NOT_FOUND, NO_METHOD, SIGN_IN = "forbidden", "not found", "no method", "sign in"


def cells(*, others=NOT_FOUND, **answers):
    """One answer per role: `cells(page="buyer counsel", others=NOT_FOUND)`. Whoever is not signed in is asked to."""
    named = {role: answer.replace("_", " ") for answer, roles in answers.items() for role in roles.split()}
    return {"anonymous": SIGN_IN, **{role: named.get(role, others) for role in ROLES[1:]}}


NOBODY = cells(others=NO_METHOD)


@dataclass(frozen=True)
class Route:
    """One address: how to get there and what it answers.

    `given(case)` prepares what the address is about and returns the arguments of its URL.
    """

    get: dict = field(default_factory=lambda: NOBODY)
    post: dict = field(default_factory=lambda: NOBODY)
    given: Callable = lambda case: []
    data: Callable = lambda case: {}
