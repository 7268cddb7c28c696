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


def too_long(text, limit, what="this"):
    """[the fault in a sentence] where a text has more than `limit` characters; `what` names it, else []."""
    return [f"Please shorten {what} to {limit:,} characters; it has {len(text):,}."] if len(text) > limit else []
