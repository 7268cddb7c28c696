"""Small pieces of sentences that rules, pages and mails share."""


def listed(names, limit=5):
    """'A, B and C', cut with a count when there are many."""
    names = [str(name) for name in names]
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number, noun):
    """'1 term', '3 terms'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
