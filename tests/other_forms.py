"""Finds days, amounts, times and words that are written otherwise than in the product's one form (common/words.py)."""

import json
import re
from html import unescape

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"

OTHER_FORMS = {
    "a short month": re.compile(rf"\b\d{{1,2}} (?:{SHORT})\b"),
    "a month before its day": re.compile(rf"\b(?:{MONTH}|(?:{SHORT})\.?) \d{{1,2}}(?:, \d{{4}})?\b(?!\d)"),
    "a day without its year": re.compile(rf"\b\d{{1,2}} (?!May [a-z])(?:{MONTH})\b(?! \d{{4}}\b)"),
    "a day with a zero": re.compile(rf"\b0\d (?:{MONTH})\b"),
    "a day in figures": re.compile(r"\b(?:20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/20\d\d|\d{1,2}\.\d{1,2}\.20\d\d)\b(?!-)"),
    "a day by name": re.compile(r"\b(?:due|until|by|on|since) (?:today|tomorrow|yesterday)\b"),
    "a time of day in another form": re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b"),
    "an amount without its thousands": re.compile(r"\b(?:EUR|USD|GBP|CHF)\s\d{4,}"),
    "empty cents": re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d{4,})\.00\b"),
    "the sign of a currency": re.compile(r"[€£$]\s?\d"),
    "a wait in hours": re.compile(r"\bdue (?:in )?(?:in )?\d+\s(?:minute|hour|day|week)s?\b"),
    "another word for e-mail": re.compile(r"\b(?:[Ee]mails?|E-Mails?|eMails?)\b(?![@.=])"),
}

UNSEEN = re.compile(
    r"<(script|style|head|textarea|code|pre|ins|del|mark|q)\b.*?</\1>|<select\b[^>]*data-samples.*?</select>|<!--.*?-->",
    re.DOTALL,
)
"""What is not for reading, what stands in papers of others, and samples of forms to choose from."""

SHOWN = re.compile(r'\b(?:title|aria-label|placeholder|data-label)="([^"]*)"')


def forms_in(text):
    """[what it is: where] of the other forms in a text for people."""
    text = " ".join(unescape(text).replace("\xa0", " ").split())
    return [
        f"{what}: …{text[max(match.start() - 30, 0) : match.end() + 20]}…"
        for what, pattern in OTHER_FORMS.items()
        for match in pattern.finditer(text)
    ]


def forms_in_page(html):
    """The same of what a page shows, in what stands beside it on hover too."""
    body = UNSEEN.sub(" ", html)
    shown = " ".join(SHOWN.findall(body))
    return forms_in(re.sub(r"<[^>]*>", " ", body) + " " + shown)


def forms_in_json(content):
    """The same of the sentences in an answer of the API: values that programs read are theirs."""
    return [found for text in _texts(json.loads(content)) if " " in text for found in forms_in(text)]


def _texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"schema", "paths"}:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
