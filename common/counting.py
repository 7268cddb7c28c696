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


def count_each(querysets):
    """What badges say for several querysets of one model, in their order: one query, at most a hundred rows read for
    each of them."""
    limited = [
        queryset.order_by().values_list(Value(place, IntegerField()))[: AT_MOST + 1]
        for place, queryset in enumerate(querysets)
    ]
    numbers = Counter(place for (place,) in limited[0].union(*limited[1:], all=True)) if limited else {}
    return [capped(numbers.get(place, 0)) for place in range(len(limited))]
