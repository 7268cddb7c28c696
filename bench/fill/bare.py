"""Tables without their indexes and foreign keys while they are filled; then PostgreSQL builds and checks them anew.

Checks and triggers stay on all the time, but for those that look at the end of a transaction: no index can be built
while they wait. What comes back is what was there, from the catalogue, and every row is checked against the
constraints: one that breaks them ends the building.
"""

from contextlib import contextmanager

from bench.fill.sql import rows, run

FOREIGN_KEYS = """
    SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname
"""
UNIQUE = """
    SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('u', 'x') AND connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname
"""
INDEXES = """
    SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace = 'public'::regnamespace AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'x'))
    ORDER BY indrelid::regclass::text, indexrelid::regclass::text
"""
LATE_TRIGGERS = """
    SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid) FROM pg_trigger
    WHERE tgdeferrable AND tginitdeferred AND NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname
"""


@contextmanager
def without_indexes():
    keys, unique, indexes, late = rows(FOREIGN_KEYS), rows(UNIQUE), rows(INDEXES), rows(LATE_TRIGGERS)
    for table, name, _ in late:
        run(f'DROP TRIGGER "{name}" ON {table}')
    for table, name, _ in [*keys, *unique]:
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        run(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        run(definition)
    for table, name, definition in [*unique, *keys]:
        run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for _, _, definition in late:
        run(definition)
