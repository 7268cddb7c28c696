"""Counts that never slow a page: people need to know whether it is many, not how many."""

from collections import Counter

from django.db.models import IntegerField, Value

AT_MOST = 99
"""Counting stops just above."""


def capped(number):
    """What a badge says: “7”, “99+”."""
    return f"{AT_MOST}+" if number > AT_MOST else str(number)


def count_up_to(queryset):
    """How many rows there are; one more than `AT_MOST` stands for anything above."""
    return queryset[: AT_MOST + 1].count()


def count_each(lists):
    """What badges say for several lists, in their order; each comes in parts, querysets that may have rows in common.

    One query, of at most a hundred rows for each part.
    """
    limited = [
        part.order_by().values_list(Value(place, IntegerField()), "pk")[: AT_MOST + 1]
        for place, parts in enumerate(lists)
        for part in parts
    ]
    rows = set(limited[0].union(*limited[1:], all=True)) if limited else set()
    numbers = Counter(place for place, _ in rows)
    return [numbers.get(place, 0) for place in range(len(lists))]
