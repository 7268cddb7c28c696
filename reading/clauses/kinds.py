"""What is printed on a contract and agrees nothing: signature blocks, places to fill in, notes to whoever drafts it.

They are clauses of a kind of their own, so that they are shown where they stand, and proposed to nobody.
"""

import re

CAPTION, UNTICKED, SIGNATURE, PLACEHOLDER, NOTE = "caption", "unticked", "signature", "placeholder", "note"
SAYS_NOTHING = {CAPTION, UNTICKED, SIGNATURE, PLACEHOLDER, NOTE}

NOTE_WORDS = (
    r"(?:drafting|drafter['’]?s?|guidance|negotiation|internal)\s+notes?\b|notes?\s+(?:to|for)\s+(?:the\s+)?"
    r"(?:draft(?:er|ing|sperson)?|reviewers?|legal|counsel|self|negotiators?|users?|template)\b|NTD\b|delete\s+(?:if|as|where)\s+"
    r"(?:not\s+)?(?:applicable|appropriate|required|needed)|(?:instructions?|guidance)\s*(?:for|to|:)"
)
NOTE_AT_START = re.compile(rf"[\s\[\(<*_“\"]{{0,4}}(?:{NOTE_WORDS})", re.I)
INLINE_NOTE = re.compile(
    rf"(?:\[\[?\s?(?:{NOTE_WORDS}|note\s*:)[^\[\]]{{0,600}}\]\]?"
    rf"|\(\s?(?:{NOTE_WORDS})[^()]{{0,600}}\)|<\s?(?:{NOTE_WORDS})[^<>]{{0,600}}>) ?",
    re.I,
)
BRACKETED_NOTE = re.compile(r"\s{0,3}\[\s?(?:note|drafting|guidance|comment)\s*:", re.I)

FILL_IN = re.compile(
    r"\[[^\[\]\n]{0,80}\]|<<[^<>\n]{1,80}>>|\{\{?[^{}\n]{1,80}\}?\}|<[A-Za-z][^<>\n]{2,40}>|[_‗]{3,}|[.…]{4,}"
    r"|\b(?:TBD|TBC|to be (?:agreed|confirmed|determined|completed|inserted))\b",
    re.I,
)
WORD = re.compile(r"\w+")
FEW = 3  # words beside a place to fill in, so that nothing is said
LONGEST_PLACEHOLDER = 300  # letters of a clause that is nothing but a place to fill in
LONGEST_TO_SIGN = 300  # letters of a line in a signature block
LABEL = 9  # words, at most, in front of a colon or of the next cell

SIGNING = re.compile(
    r"(?:by\s*:|by\s*_{2,}|/s/|signed\b|signature\b|sign(?:ed)? here|executed (?:as a deed )?(?:by|for|on behalf)"
    r"|for and on behalf of\b|authori[sz]ed (?:signature|signatory|representative)\b|duly authori[sz]ed\b"
    r"|in witness whereof\b|name of signatory\b|witness(?:ed by)?\s*:)",
    re.I,
)
BESIDE_SIGNATURE = re.compile(
    r"(?:(?:print(?:ed)?\s+|full\s+)?name|(?:job\s+)?title|its|date[d]?|position|place|capacity|company|address|occupation"
    r"|e-?mail|telephone)\s*(?::|_{2,}|\|)",
    re.I,
)
LONGEST_LINE = 16  # words of a line in a signature block
PARTY_LINE = 9  # words of a line that only names who signs


def kind_of(text):
    """The kind of one clause by its own words: NOTE, PLACEHOLDER, or "" for what may say something."""
    if NOTE_AT_START.match(text) or BRACKETED_NOTE.match(text):
        return NOTE
    return PLACEHOLDER if len(text) <= LONGEST_PLACEHOLDER and _is_placeholder(text) else ""


def _is_placeholder(text):
    if not FILL_IN.search(text):
        return False
    rest = FILL_IN.sub(" ", text)
    label, colon, value = rest.partition(":") if ":" in rest else rest.partition("|")
    if colon and len(label.split()) <= LABEL:
        return not WORD.search(value)
    return len(WORD.findall(rest)) <= FEW


def signature_blocks(texts):
    """For each paragraph whether it stands in a signature block: lines to sign, with names, titles and dates."""
    signs = [_signs(text) for text in texts]
    beside = [sign or _stands_beside(text) for text, sign in zip(texts, signs, strict=True)]
    in_block, place = [False] * len(texts), 0
    while place < len(texts):
        end = place
        while end < len(texts) and (beside[end] or (end > place and _names_who_signs(texts, beside, end))):
            end += 1
        if any(signs[place:end]):
            in_block[place:end] = [True] * (end - place)
        place = max(end, place + 1)
    return in_block


def _signs(text):
    if len(text) > LONGEST_TO_SIGN:
        return text[:18].lower() == "in witness whereof"
    cells = [cell.strip() for cell in text.split("|")]
    if cells[0].lower().startswith("in witness whereof"):
        return True
    return any(SIGNING.match(cell) and len(cell.split()) <= LONGEST_LINE for cell in cells)


def _stands_beside(text):
    return (
        len(text) <= LONGEST_TO_SIGN
        and len(text.split()) <= LONGEST_LINE
        and BESIDE_SIGNATURE.match(text.strip(" |")) is not None
    )


def _names_who_signs(texts, beside, place):
    """A short line between two lines of the block, such as the name of a company."""
    follows = place + 1 < len(texts) and beside[place + 1]
    text = texts[place]
    return follows and len(text.split()) <= PARTY_LINE and not text.rstrip().endswith((".", ";", ","))
