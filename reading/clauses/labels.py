"""Labels and values: rows of tables, “Governing law: Ireland”, and a label with its value on the next line."""

import re

from reading.clauses.choices import BOX

ROW = " | "
NAMED = re.compile(r"(?P<label>[A-Z0-9][^.:;|\n!?]{0,70}?)\s{0,2}:\s{1,4}(?=\S)")
LABEL_ALONE = re.compile(r"[A-Z][^.;|\n!?]{1,70}?:?$")
MOST_WORDS = 9  # of a label
LONGEST_ROW = 400  # letters of a label with its value on one line
LONGEST_LABEL = 90  # letters of a label that stands alone
LONGEST_VALUE = 40  # words behind a label on its line
VALUE_BELOW = 22  # words of a value that stands below its label
KNOWN = re.compile(
    r"(?:the )?(?:(?:governing|applicable) law(?: and jurisdiction)?|jurisdiction|effective date|commencement date"
    r"|start date|end date|expiry date|(?:initial |subscription |contract |renewal )?(?:term|period)|term of agreement"
    r"|payment terms?|payment (?:days|period)|(?:total |annual |subscription |contract )?(?:fees?|price|value|charges?)"
    r"|currency|renewal|auto(?:matic)?[- ]renewal|notice period|(?:non-)?renewal notice(?: period)?|liability cap"
    r"|cap on liability|limitation of liability|supplier|vendor|provider|customer|client|licensor|licensee|company"
    r"|contractor|(?:supplier|vendor|provider|customer|client|company) name|address|billing frequency|invoicing"
    r"|late (?:payment )?interest|service credits?|service levels?|availability|uptime|data location|hosting location"
    r"|support hours|warranty period|price increases?|fee increases?|termination for convenience"
    r"|confidentiality period|insurance|agreement date|date)"
    r"(?: \([^()]{1,40}\))?:?",
    re.I,
)
SUMS = re.compile(
    r"(?:sub|grand )?total.*|sum|vat|tax(?:es)?|discount|net|gross", re.I
)  # say nothing of what is summed


def is_row(text, start, end):
    """Whether these words are a row of a table."""
    return text.find(ROW, start, end) >= 0


def label_of(text, start, end):
    """The label in front of its value, on one line: of a row, or before a colon; empty for any other words."""
    if end - start > LONGEST_ROW and not is_row(text, start, end):
        return ""
    line = text[start:end]
    if "\n" in line:
        return ""
    if ROW in line:
        return _label_of_row(line)
    match = NAMED.match(line)
    if match is None or len(match["label"].split()) > MOST_WORDS or len(line.split()) > LONGEST_VALUE:
        return ""
    return match["label"]


def _label_of_row(line):
    label = line.split(ROW, 1)[0].strip(" :☐☒")
    is_name = label and len(label.split()) <= MOST_WORDS and not any(map(str.isdigit, label))
    return label if is_name and not SUMS.fullmatch(label) else ""


def values_below(text, spans):
    """The indexes of paragraphs that are the value of the label in the paragraph before.

    A label that ends with a colon has one; a known label without one has it where what follows is neither a label
    nor running text, and where after it something new begins.
    """
    values = set()
    for place in range(1, len(spans)):
        start, end = spans[place - 1]
        if place - 1 in values or end - start > LONGEST_LABEL:
            continue
        label, value = (text[start:end] for start, end in spans[place - 1 : place + 1])
        following = text[slice(*spans[place + 1])] if place + 1 < len(spans) else ""
        if _is_label(label) and _is_value(value) and _begins_anew(label, following):
            values.add(place)
    return values


def _is_label(words):
    if ROW in words or "\n" in words or not LABEL_ALONE.fullmatch(words):
        return False
    return KNOWN.fullmatch(words) is not None or (words.endswith(":") and len(words.split()) <= 6)


def _is_value(words):
    if ROW in words or "\n" in words or words.endswith(":") or BOX.match(words):
        return False
    if not words[:1].isalnum() and words[:1] not in "£$€[☒(_":
        return False
    return len(words.split()) <= VALUE_BELOW and not _is_label(words) and not NAMED.match(words)


def _begins_anew(label, following):
    """After the value of a label without a colon stands another label, a number, or nothing."""
    if label.endswith(":") or not following:
        return True
    return _is_label(following) or following[0].isdigit() or following.isupper()
