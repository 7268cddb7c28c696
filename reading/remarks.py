"""What to tell a person about words that are not part of a paper, or that nobody sees, whatever kind of file it is."""

MOST_QUOTED = 5  # struck passages that are quoted
LONGEST_QUOTE = 80

HIDDEN = "It holds hidden text, which was left out."
UNSEEN = "It holds text in white or in tiny letters, which nobody sees; it was left out."


def notes_on_findings(findings):
    """Of a PDF: on what its pages say beside their text."""
    return (
        *([on_comments(findings.comments)] if findings.comments else []),
        *(["Words were typed on top of its pages; they were read as part of it."] if findings.typed_on_top else []),
        *([UNSEEN] if findings.unseen else []),
        *([on_struck(findings.struck)] if findings.struck else []),
    )


def on_comments(count):
    if count == 1:
        return "It has a comment or mark on a page, which was not read: it is no part of the text."
    return f"It has {count} comments or marks on its pages, which were not read: they are no part of the text."


def on_struck(passages):
    quotes = [_short(" ".join(passage.split())) for passage in passages]
    listed = ", ".join(f"“{quote}”" for quote in quotes[:MOST_QUOTED])
    more = f" and {len(quotes) - MOST_QUOTED} more" if len(quotes) > MOST_QUOTED else ""
    return f"Words in it are struck through and were left out: {listed}{more}."


def _short(text):
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"
