"""What keeps the house in order: hints, small folders, no hidden imports, plain words, docstrings. Only reads files.

What is left from before stands in the lists below, which may only become shorter: a test fails when something is
added to what is left, and also when a line of a list is not needed any more.
"""

import ast
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = PROJECT["tool"]["importlinter"]["root_packages"]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules():
    """{path from the root: syntax tree} of the product: every app, without its migrations."""
    paths = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if path.parent.name != "migrations")
    return {path.relative_to(ROOT): ast.parse(path.read_text()) for path in paths}


def public_functions(tree, prefix=""):
    """(name, function) of what others may call: functions of the module and methods of its classes, without `_`."""
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield f"{prefix}{node.name}", node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node, f"{prefix}{node.name}.")


# --- type hints -----------------------------------------------------------------------------------------

HINTED = ["reviews/pure", "reviews/rules", "reviews/approvals", "reviews/acting", "reviews/web/cards"]
STILL_TO_COME = [
    # Folders of HINTED that are not finished. Take a line away when its functions have their hints.
]


def has_hints(function):
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if named and named[0].arg in {"self", "cls"}:
        del named[0]
    variadic = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    return function.returns is not None and all(argument.annotation for argument in named + variadic)


@pytest.mark.parametrize("folder", HINTED)
def test_public_functions_have_type_hints(folder):
    lacking = [
        f"{path}: {name}"
        for path, tree in modules().items()
        if path.is_relative_to(folder)
        for name, function in public_functions(tree)
        if not has_hints(function)
    ]
    if folder in STILL_TO_COME:
        assert lacking, f"Every function of {folder} has its hints now: take it off STILL_TO_COME."
    else:
        assert lacking == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): ...", False),
        ("def f() -> int: ...", True),
        ("def f(a) -> int: ...", False),
        ("def f(a: int, *, b) -> int: ...", False),
        ("def f(a: int, *rest) -> int: ...", False),
        ("async def f(self, a: int, *rest: int, b: int = 1, **more: int) -> int: ...", True),
    ],
)
def test_hints_are_recognised(source, expected):
    [(name, function)] = public_functions(ast.parse(source))
    assert (name, has_hints(function)) == ("f", expected)


# --- folders --------------------------------------------------------------------------------------------

MOST_FILES = 25
KINDS = {".py": "Python", ".html": "templates"}


def test_no_folder_has_more_files_than_one_can_take_in():
    paths = [path for top in (*APPS, "templates", "tests") for path in (ROOT / top).rglob("*") if path.suffix in KINDS]
    count = Counter((path.parent, path.suffix) for path in paths if path.parent.name != "migrations")
    crowded = [
        f"{folder.relative_to(ROOT)}: {number} files ({KINDS[suffix]})"
        for (folder, suffix), number in count.items()
        if number > MOST_FILES
    ]
    assert crowded == []


# --- hidden imports -------------------------------------------------------------------------------------

LOADERS = {"__import__", "import_module", "import_string", "resolve_name", "run_module", "run_path"}
LOADS_BY_NAME = {
    # It takes away its own rights before any parser is loaded, so that none is loaded with more.
    Path("reading/processes/child.py"),
}


def is_hidden_import(node):
    """Whether it loads a module by a name in a text, which neither ruff nor import-linter sees."""
    if isinstance(node, ast.ImportFrom):
        return any(alias.name in LOADERS for alias in node.names)
    return (isinstance(node, ast.Name) and node.id in LOADERS) or (
        isinstance(node, ast.Attribute) and node.attr in LOADERS
    )


def imports_inside(tree):
    """Whether a function imports anything: ruff's PLC0415, kept here too, where no `noqa` helps."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    return any(isinstance(node, ast.Import | ast.ImportFrom) for function in functions for node in ast.walk(function))


def test_nothing_is_imported_inside_a_function():
    assert [str(path) for path, tree in modules().items() if imports_inside(tree)] == []


def test_nothing_is_imported_by_a_name_in_a_text():
    assert {path for path, tree in modules().items() if any(map(is_hidden_import, ast.walk(tree)))} == LOADS_BY_NAME


@pytest.mark.parametrize(
    "source",
    [
        "importlib.import_module('a')",
        "from importlib import import_module",
        "from django.utils.module_loading import import_string as load",
        "__import__('a')",
    ],
)
def test_hidden_imports_are_recognised(source):
    assert any(map(is_hidden_import, ast.walk(ast.parse(source))))


# --- words ----------------------------------------------------------------------------------------------

DIALECT = {
    *("each", "made", "told", "said", "found", "both", "thing", "whom", "shelf", "letters", "memory", "voice"),
}
"""What no variable, parameter, attribute, function or class is called: the noun of the domain says more."""

DIALECT_LEFT: dict[str, int] = {
    "reviews/api": 1,
    "reviews/web/forms": 1,
}
"""{folder: how many such names are left in its files}. A folder that is not named has none."""


def names_given(tree):
    """Every name that the module gives to something, as often as it gives it."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_names_are_nouns_of_the_domain():
    left = Counter()
    for path, tree in modules().items():
        if number := sum(name.strip("_") in DIALECT for name in names_given(tree)):
            left[str(path.parent)] += number
    more = {folder: number for folder, number in left.items() if number > DIALECT_LEFT.get(folder, 0)}
    assert more == {}, f"Find a noun in place of {', '.join(sorted(DIALECT))}."
    assert dict(left) == DIALECT_LEFT, f"Fewer are left than DIALECT_LEFT says. Put this in its place: {dict(left)}"


@pytest.mark.parametrize(
    "source",
    [
        "for each in terms: ...",
        "[each for each in terms]",
        "for number, each in enumerate(terms): ...",
        "def _said(term): ...",
        "def say(whom): ...",
        "self.found = 1",
        "class Check:\n    found: str = ''",
        "if found := 1: ...",
        "lambda each: each.pk",
    ],
)
def test_dialect_is_recognised(source):
    assert any(name.strip("_") in DIALECT for name in names_given(ast.parse(source)))


def test_words_of_other_code_are_no_dialect():
    assert not any(name in DIALECT for name in names_given(ast.parse("term = answer.found(term, whom='legal')")))


# --- docstrings -----------------------------------------------------------------------------------------

WITHOUT_DOCSTRING = [
    "reviews/closing/policies.py: blockers_to_co_sign",
    "reviews/disagreements/policies.py: blockers_to_disagree",
    "reviews/disagreements/policies.py: blockers_to_settle",
    "reviews/disagreements/policies.py: faults_of_disagreement",
    "reviews/findings/policies.py: blockers_to_close_finding",
    "reviews/findings/policies.py: may_raise_issue",
    "reviews/papers/policies.py: blockers_to_reopen_proposal",
    "reviews/papers/policies.py: blockers_to_settle",
    "reviews/spine/policies.py: blockers_to_move",
    "reviews/spine/policies.py: may_withdraw",
    "reviews/terms/policies.py: blockers_to_decide",
    "reviews/waits/policies.py: blockers_to_answer",
    "reviews/waits/policies.py: blockers_to_ask",
    "reviews/waits/policies.py: blockers_to_ask_desk",
    "reviews/waits/policies.py: blockers_to_claim",
    "reviews/waits/policies.py: blockers_to_close",
    "reviews/waits/policies.py: blockers_to_nudge",
    "reviews/waits/policies.py: blockers_to_pause",
    "reviews/waits/policies.py: blockers_to_resume",
    "reviews/waits/policies.py: faults_of_reason",
]
"""Functions of actions and policies that still lack one. The methods of their classes need none."""


def is_about_actions(path):
    """Whether doors call what is in it: the actions of a room, and its policies."""
    return path.stem in {"actions", "policies"} or path.parent.name == "actions"


def test_actions_and_policies_say_what_comes_in_and_goes_out():
    lacking = [
        f"{path}: {name}"
        for path, tree in modules().items()
        if is_about_actions(path)
        for name, function in public_functions(tree)
        if "." not in name and not ast.get_docstring(function)
    ]
    assert [name for name in lacking if name not in WITHOUT_DOCSTRING] == []
    assert sorted(lacking) == sorted(WITHOUT_DOCSTRING), "Take what has its docstring now off WITHOUT_DOCSTRING."
