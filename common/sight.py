"""Who may still see a row, asked from below: the app to which the row belongs puts its rule here.

A notice lies below reviews and yet must know, whenever it is shown or sent, whether its reader may still see what it
is about. A kind of row without a rule is seen by nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import Exact, Lookup


@dataclass(frozen=True)
class Rule:
    """Which rows of one kind a person sees, which of them exist for named people only (behind a wall), and which
    everybody on a desk sees together. `is_told_of`: notices and posts may be about such rows, so that each of these
    kinds is asked about wherever notices are listed."""

    by_person: Callable[[Any], QuerySet]
    walled: Callable[[], QuerySet]
    by_desk: Callable[[Any], QuerySet] | None = None
    is_told_of: bool = False


_rules: dict[str, Rule] = {}


def put(kind: str, rule: Rule) -> None:
    """Say who sees rows of this kind: called once, where the model and its `visible_to` stand."""
    _rules[kind] = rule


def rows_for(kind: str, user: Any) -> QuerySet:
    """The rows of this kind that the person may see now."""
    return _rules[kind].by_person(user)


def rows_before_any_wall(kind: str) -> QuerySet:
    """Those of this kind that are behind no wall."""
    walled = _rules[kind].walled()
    return walled.model._default_manager.exclude(pk__in=walled.values("pk"))


def walled_rows() -> list[QuerySet]:
    """For each kind, what is behind a wall."""
    return [rule.walled() for rule in _rules.values()]


def narrowed(rows: QuerySet, user: Any) -> QuerySet:
    """Those of the rows, reached over a relation of another one, that the person may see now."""
    kind = rows.model._meta.model_name
    return rows.filter(pk__in=rows_for(kind, user).values("pk"))


class About(models.Model):
    """What a row tells about: rows of one kind, or nothing in particular."""

    subject_kind = models.CharField(max_length=20, blank=True, editable=False)
    subject_ids = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    class Meta:
        abstract = True


def subjects(*rows: models.Model) -> dict[str, Any]:
    """The columns of `About` for these rows, which are of one kind that is told of."""
    [kind] = {row._meta.model_name for row in rows} or {""}
    if kind and not _rules[kind].is_told_of:
        raise ValueError(f"Nothing is told about a {kind}: see common.sight.Rule.")
    return {"subject_kind": kind, "subject_ids": sorted({row.pk for row in rows})}


def seen_by(user: Any) -> Q:
    """For rows with the columns of `About`: the person may see all that they are about."""
    return _where_seen({kind: rule.by_person(user) for kind, rule in _told_of().items()})


def count_seen(user: Any, about: Sequence[tuple[str, Sequence[int]]]) -> int:
    """How many of these pairs (the columns of `About`) the person may see. One query for each kind that is among them.

    For a few rows that are at hand: cheaper than `seen_by`, which asks about every kind that there could be.
    """
    wanted: dict[str, set[int]] = {}
    for kind, pks in about:
        wanted.setdefault(kind, set()).update(pks)
    rules = _told_of()
    seen: dict[str, set[int]] = {"": set()}
    for kind in wanted.keys() & rules.keys():
        rows = rules[kind].by_person(user).filter(pk__in=wanted[kind]).order_by()
        seen[kind] = set(rows.values_list("pk", flat=True))
    return sum(kind in seen and seen[kind].issuperset(pks) for kind, pks in about)


def seen_by_desk(desk: Any) -> Q:
    """The same for everybody on a desk together: what its channel may show."""
    return _where_seen({kind: rule.by_desk(desk) for kind, rule in _told_of().items() if rule.by_desk})


def before_any_wall() -> Q:
    """The same for those who look things up and are named nowhere."""
    return _where_seen({kind: rows_before_any_wall(kind) for kind in _told_of()})


def _told_of() -> dict[str, Rule]:
    return {kind: rule for kind, rule in _rules.items() if rule.is_told_of}


def _where_seen(rows_by_kind: dict[str, QuerySet]) -> Q:
    """As many of the subjects are among the rows as there are. One look-up by key for each row that is asked about."""
    seen = Q(subject_kind="")
    for kind, rows in rows_by_kind.items():
        among = rows.order_by().filter(OneOf(F("pk"), OuterRef("subject_ids")))
        number = among.annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
        seen |= Q(Exact(Func(F("subject_ids"), function="CARDINALITY"), Subquery(number)), subject_kind=kind)
    return seen


class OneOf(Lookup):
    """A value that is in an array of the other row: found by the index of the value."""

    def as_sql(self, compiler, connection):
        value, value_parameters = self.process_lhs(compiler, connection)
        array, array_parameters = self.process_rhs(compiler, connection)
        return f"{value} = ANY({array})", (*value_parameters, *array_parameters)
