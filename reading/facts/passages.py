"""Where to look for a fact: the clauses that are about it, sentence by sentence."""

import re

SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\bNo)(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)(?<!\bexcl)(?<!\bincl)(?<!\bmax)(?<!\bmin)(?<!\bart)[.;](?=\s+[A-Z(\"“\d]|\s*$)|\n\s*\n|\u2028"
)
ROW_ENDS = "\u2028"  # stands for a line end between rows of a table or a list, for those who look for sentences
ROW = re.compile(
    r"^[ \t]*(?:[^\n|]*\s\|\s|(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-z]\)|[-•–*·☐☒])[ \t]|[A-Z][^\n:.;|]{1,50}:[ \t])",
    re.M,
)
LONGEST = 400  # characters of a quoted passage
SHORTEST = 20  # characters; less is a number or an abbreviation, not a sentence
SURE = 0.3  # from which a clause counts as being about a type
NAMED = 0.3  # what a fitting heading adds


def about(document, types, heading):
    """Clauses of these types or under such a heading, the surest first; of equals the earliest."""
    chosen = []
    for clause in document.clauses:
        sure = max((guess.confidence for guess in clause.types if guess.name in types), default=0.0)
        named = bool(clause.heading) and heading.match(clause.heading) is not None
        if named or sure >= SURE:
            chosen.append((-round(sure + named * NAMED, 2), clause.start, clause))
    return [clause for _, _, clause in sorted(chosen, key=lambda entry: entry[:2])]


def others(document, clauses, cue):
    """The clauses that are not among these and hold such words, one by one."""
    taken = {id(clause) for clause in clauses}
    return (clause for clause in document.clauses if id(clause) not in taken and cue.search(clause.text))


def sentences(text, clause):
    """Offsets of the sentences of a clause."""
    start = clause.start
    for match in SENTENCE_END.finditer(text, clause.start, clause.end):
        if match.end() - start > SHORTEST:
            yield trimmed(text, start, match.end())
            start = match.end()
    if clause.end - start > SHORTEST:
        yield trimmed(text, start, clause.end)


TICKED = re.compile(r"\[\s?[xX✓✔]\s?\]|[☒☑✓✔]")
NOT_TICKED = re.compile(
    r"(?:\[\s{0,2}\]|☐|□)(?!\s*(?:(?:business|working|calendar)\s)?(?:hour|day|week|month|year|%|per\s?cent))[^\[\]☐□☒☑✓✔\n;|]{0,80}"
)


def without_empty_boxes(text):
    """The same text, as long as it was: beside options that are ticked, those that are not are blank."""
    return NOT_TICKED.sub(lambda option: " " * len(option[0]), text) if TICKED.search(text) else text


def in_rows(text):
    """The same text, as long as it was, for those who look for sentences: rows of a table and points of a list end, the
    sign between two cells is a colon, and options that are not ticked are blank."""
    marked = list(without_empty_boxes(text))
    for row in ROW.finditer(text):
        end = text.find("\n", row.end())
        for at in (row.start() - 1, end):
            if at >= 0 and marked[at] == "\n":
                marked[at] = ROW_ENDS
    return "".join(marked).replace(" | ", " : ")


def around(start, end, at):
    """The sentence as the quote of what stands at `at`; of a long one, the part around it."""
    if end - start <= LONGEST:
        return start, end
    start = max(start, min(at - LONGEST // 3, end - LONGEST))
    return start, start + LONGEST


def trimmed(text, start, end):
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
