"""Rows in bulk: INSERT ... SELECT, and values drawn so that the same row gets the same value each time.

Nothing here is random. What looks drawn is a hash of the row's key and of what is drawn.
"""

import json
import zlib
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Field, JSONField


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def insert(model, source, **columns):
    """Write a row of `model` for each row of `source` (the SQL after FROM); `columns` are {field: SQL}.

    A field that is not named gets its default, as it would from Django: a new column of a model needs nothing here
    unless it has no default. Returns nothing.
    """
    if unknown := columns.keys() - {field.name for field in model._meta.concrete_fields}:
        raise ValueError(f"{model._meta.label} has no {', '.join(sorted(unknown))}.")
    named = {field.column: columns.get(field.name) or _default(field) for field in model._meta.concrete_fields}
    filled = {column: expression for column, expression in named.items() if expression is not None}
    names, values = (", ".join(parts) for parts in ([f'"{column}"' for column in filled], filled.values()))
    run(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}')


def _default(field: Field):
    if field.has_default() and not callable(field.default):
        value = field.get_default()
    elif field.has_default() and field.default in {list, dict, timedelta}:
        value = field.default()
    elif field.null or field.primary_key:
        return None
    elif field.empty_strings_allowed and field.blank and field.get_internal_type() in {"CharField", "TextField"}:
        value = ""
    else:
        raise ValueError(f"{field.model._meta.label}.{field.name} has no default: say what it holds.")
    return quoted(value, as_json=isinstance(field, JSONField))


def quoted(value, *, as_json=False):
    """The value as SQL."""
    if value is None:
        return "NULL"
    if as_json or isinstance(value, dict):
        return f"{_text(json.dumps(value))}::jsonb"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return f"interval '{value.total_seconds()} seconds'"
    if isinstance(value, datetime):
        return f"'{value.isoformat()}'::timestamptz"
    if isinstance(value, date):
        return f"'{value.isoformat()}'::date"
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(map(quoted, value))}]" if value else "'{}'"
    return _text(str(value))


def _text(text):
    return "'" + text.replace("'", "''") + "'"


# --- drawn values -------------------------------------------------------------------------------------


def draw(key, what, number):
    """SQL: a whole number from 0 to `number` - 1, of the row with this key (SQL) and of what it is drawn for."""
    return f"((hashint8extended(({key})::bigint, {zlib.crc32(what.encode())}) & 1073741823) % ({number}))::int"


def share(key, what):
    """SQL: a number from 0 to just below 1."""
    return f"((hashint8extended(({key})::bigint, {zlib.crc32(what.encode())}) & 1048575) / 1048576.0)::float8"


def chance(key, what, percent):
    """SQL: whether it holds, for so many in a hundred rows."""
    return f"({share(key, what)} < {percent / 100})"


def few_have_much(key, what, number):
    """SQL: a whole number from 0 to `number` - 1, the low ones far oftener than the high ones."""
    return f"floor(({number}) * power({share(key, what)}, 2.6))::int"


def one_of(key, what, values):
    """SQL: one of the values (Python values), each as often as the others."""
    return f"({quoted(list(values))})[1 + {draw(key, what, len(values))}]"


def one_of_array(key, what, array):
    """SQL: one of the entries of an array (SQL)."""
    return f"({array})[1 + {draw(key, what, f'cardinality({array})')}]"


def weighted(key, what, weights):
    """SQL: one of {value: weight}, as often as its weight says."""
    total, upto, cases = sum(weights.values()), 0, []
    for value, weight in weights.items():
        upto += weight
        cases.append(f"WHEN {upto / total:.6f} > drawn.it THEN {quoted(value)}")
    last = quoted(list(weights)[-1])
    return f"(SELECT CASE {' '.join(cases)} ELSE {last} END FROM (SELECT {share(key, what)} AS it) drawn)"


def table(name, query):
    """A table of this session to plan on, with the size of its columns known to the planner."""
    run(f"CREATE TEMPORARY TABLE {name} AS {query}")
    run(f"ANALYZE {name}")


def words(text, between=None):
    """The words of a text, or what stands between these signs."""
    return text.split(between)
