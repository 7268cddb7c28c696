"""Conditions that are asked row by row, by index, and never of a whole table first.

PostgreSQL may answer `pk IN (…)` or `EXISTS (…)` by collecting all that the inner query finds, before it looks at the
first row of the outer one. For a page of thirty rows that is dear, and grows with the table. What stands here cannot be
collected: it is looked up for each row that a page comes to, and for no other.
"""

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull


def there_is(rows: QuerySet) -> Q:
    """There is one of these rows, which name the outer one by an `OuterRef` and are found by an index of theirs."""
    return Q(IsNull(Subquery(rows.order_by().values(one=Value(1))[:1]), False))


def there_is_no(rows: QuerySet) -> Q:
    """There is none of them."""
    return Q(IsNull(Subquery(rows.order_by().values(one=Value(1))[:1]), True))
