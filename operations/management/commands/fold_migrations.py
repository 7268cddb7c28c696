"""`manage.py fold_migrations`: the first migration of every app, written anew from its models.

Until the first release (docs/decisions/0033-migrated-at-once.md). What stands in no model is kept: the first migration
of `common` and the one of `search` are written by hand, and SQL of its own is carried over from the old files.
"""

import sys

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.writer import MigrationWriter

from common.migrating.at_once import AtOnce

ROOT = settings.BASE_DIR
BASE = ("common", "0001_extensions_and_functions")
BY_HAND = {BASE, ("search", "0001_indexes")}
FIRST = {"common": "0002_initial"}


class Command(BaseCommand):
    help = "Writes the first migration of every app anew from its models. Until the first release."

    def handle(self, *args, **options):
        write()
        self.stdout.write("Folded the migrations of every app. Compare the schemas, then run the tests.")


def names_of_first():
    return {path.parent.parent.name: path for path in sorted(ROOT.glob("*/migrations/__init__.py"))}


def write():
    apps = [app for app in names_of_first() if app != "search"]
    before = MigrationLoader(None).disk_migrations
    own_sql = {app: [op for op in _flat(before, app) if isinstance(op, RunSQL)] for app in apps}
    for app, name in before:
        if app in apps and (app, name) not in BY_HAND:
            (ROOT / app / "migrations" / f"{name}.py").unlink()
    sys.modules = {name: module for name, module in sys.modules.items() if ".migrations.0" not in name}
    set_aside = ROOT / "search/migrations/0001_indexes.py"
    text = set_aside.read_text()
    set_aside.unlink()
    try:
        call_command("makemigrations", *apps, name="initial", verbosity=0)
    finally:
        set_aside.write_text(text)
    written = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for app in apps:
        _fold(app, written, own_sql[app])


def _flat(migrations, app):
    """The operations of an app's migrations that were not written by hand, those inside of AtOnce among them."""

    for key, migration in sorted(migrations.items()):
        if key[0] == app and key not in BY_HAND:
            for operation in migration.operations:
                yield from operation.operations if isinstance(operation, AtOnce) else [operation]


def _fold(app, migrations, own_sql):
    """One file in place of those that `makemigrations` wrote: fields, indexes and constraints inside the models."""

    operations = MigrationOptimizer().optimize(list(_flat(migrations, app)), app)
    models = {op.name_lower: op for op in operations if isinstance(op, CreateModel)}
    others = []
    for operation in operations:
        match operation:
            case CreateModel():
                continue
            case AddField():
                models[operation.model_name_lower].fields.append((operation.name, operation.field))
            case AddIndex():
                models[operation.model_name_lower].options.setdefault("indexes", []).append(operation.index)
            case AddConstraint():
                models[operation.model_name_lower].options.setdefault("constraints", []).append(operation.constraint)
            case _:
                others.append(operation)
    contents = {
        "initial": True,
        "dependencies": _dependencies(app, migrations),
        "operations": [AtOnce([*models.values(), *others, *own_sql])],
    }
    name = FIRST.get(app, "0001_initial")
    text = MigrationWriter(type("Migration", (Migration,), contents)(name, app), include_header=False).as_string()
    for key in migrations:
        if key[0] == app and key not in BY_HAND:
            (ROOT / app / "migrations" / f"{key[1]}.py").unlink()
    (ROOT / app / "migrations" / f"{name}.py").write_text(text)


def _dependencies(app, migrations):
    """Those of all its files on other apps, by the names that their files get."""
    needed = [BASE]
    for key, migration in sorted(migrations.items()):
        if key[0] != app or key in BY_HAND:
            continue
        for other, name in migration.dependencies:
            ours = other in names_of_first() and (other, name) not in BY_HAND
            dependency = (other, FIRST.get(other, "0001_initial") if ours else name)
            if other != app and dependency not in needed:
                needed.append(dependency)
    return needed
