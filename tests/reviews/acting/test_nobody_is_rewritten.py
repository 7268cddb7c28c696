"""No right is lent by changing a person: the product's own code, read as text.

Who may do something is asked of a `User` as the database has them, or of an `Actor`. Nothing writes into the `__dict__`
of a person, into their desks or into an Actor, and nothing copies a person but forms that keep the saved name on the
page.
"""

import ast

import pytest
from django.conf import settings

APPS = (
    "common",
    "people",
    "notices",
    "vendors",
    "contracts",
    "reviews",
    "intake",
    "checkins",
    "search",
    "operations",
    "config",
)

RIGHTS = {"desks_held", "teams", "teams_led", "is_reviewer", "may_override", "seats", "for_whom"}
"""What says what somebody may do, on a person or an Actor: assigned nowhere."""

COPIES = {
    "common/typed_pages.py: copy(request)",  # to ask whether the person may still open a page
    "people/admin_rights.py: copy(request)",  # to draw the form as it would be shown now
    "contracts/web/views/contract.py: copy(contract)",
    "contracts/web/views/obligations.py: copy(obligation)",
    "intake/forms/draft.py: copy(self.intake_request)",
    "notices/views.py: copy(request.user)",
    "people/settings/people.py: copy(somebody)",
    "people/views.py: copy(request.user)",
    "reviews/web/settings/wordings.py: copy(wording)",
    "vendors/views/vendors.py: copy(vendor)",
}
"""Rows that forms write into, so that a refused form leaves the rest of the page as it was saved."""

KEPT_BY = {"people/absences.py", "people/models/user.py"}
"""Who keeps for whom somebody stands in, once it was read."""


def modules():
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            yield path.relative_to(settings.BASE_DIR).as_posix(), path.read_text()


def is_dict_of(node):
    """`x.__dict__` or `vars(x)`; not `vars()`, a module's own names."""
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "vars" and bool(node.args)


def writes_into_dict(node):
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store) and is_dict_of(node.value)
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.attr == "__dict__"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"update", "setdefault", "__setitem__"} and is_dict_of(node.func.value):
            return True
        return node.func.attr == "__setattr__"
    return False


def assigns(names):
    def check(node):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            return node.attr in names
        is_setattr = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr"
        return is_setattr and isinstance(node.args[1], ast.Constant) and node.args[1].value in names

    return check


def copies(node):
    """`copy(x)`, `deepcopy(x)`, `copy.copy(x)`; not `data.copy()`, which copies itself."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {"copy", "deepcopy"}
    return ast.unparse(node.func) in {"copy.copy", "copy.deepcopy"}


def places(check, sources):
    """Where the check holds: “file: the code”."""
    return {
        f"{name}: {ast.unparse(node)}" for name, text in sources for node in ast.walk(ast.parse(text)) if check(node)
    }


def test_nobody_writes_into_the_dict_of_anything():
    assert places(writes_into_dict, modules()) == set()


def test_nobody_assigns_what_somebody_may():
    assert places(assigns(RIGHTS), modules()) == set()


def test_for_whom_somebody_stands_in_is_kept_in_one_place():
    kept = places(assigns({"stood_in_for"}), modules())
    assert {place.partition(":")[0] for place in kept} == KEPT_BY


def test_people_are_copied_for_forms_alone():
    assert places(copies, modules()) == COPIES


FORBIDDEN = [
    (writes_into_dict, 'shared.__dict__["desks_held"] = []'),
    (writes_into_dict, 'shared.__dict__["desks_held"] += held'),
    (writes_into_dict, "shared.__dict__ = {}"),
    (writes_into_dict, "shared.__dict__ |= {}"),
    (writes_into_dict, "shared.__dict__.update(desks_held=[])"),
    (writes_into_dict, 'vars(shared)["desks_held"] = []'),
    (writes_into_dict, 'object.__setattr__(actor, "seats", seats)'),
    (assigns(RIGHTS), "user.desks_held = []"),
    (assigns(RIGHTS), 'setattr(user, "desks_held", [])'),
    (copies, "copy(person)"),
    (copies, "copy.deepcopy(person)"),
]


@pytest.mark.parametrize(("check", "line"), FORBIDDEN, ids=[line for _, line in FORBIDDEN])
def test_such_a_line_would_be_seen(check, line):
    """The control: each of these is one of the ways round."""
    assert places(check, [("somewhere.py", f"def lend(person):\n    {line}\n")])
