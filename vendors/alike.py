"""Whether two names may mean one company. Pure: no database."""

import re
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from common.searching import plain_letters

LEGAL_FORMS = frozenset(
    """
    ab ag aps as asa bv co company corp corporation gbr gmbh inc incorporated kg kgaa kk lda limited llc llp lp ltd ltda
    mbh nv ohg oy oyj plc pte pty pvt sa sarl sas se sl spa sprl srl ug
    """.split()  # noqa: SIM905 - one line a word would hide the list
)
"""Words that say how a company is constituted, not which one it is."""

FILLERS = frozenset({"and", "the", "und", "et", "y", "e"})

CLOSE = 0.88
"""From here on two names are asked about: one letter wrong in eight, and one left out."""


def core(name: str) -> list[str]:
    """The words that tell a company from others: without its legal form, in small letters without accents.

    >>> core("The Brightpath Learning Co., Ltd.")
    ['brightpath', 'learning']
    """
    words = re.findall(r"\w+", re.sub(r"(?<=\w)\.(?=\w)", "", plain_letters(name)))
    return [word for word in words if word not in LEGAL_FORMS | FILLERS] or words


def alikeness(name: str, other: str) -> float:
    """From 0 to 1. It is 1 where the words are the same, in whichever order, and nearly 1 where one name begins with
    the whole other."""
    one, two = sorted((core(name), core(other)))  # either way round it is the same
    if sorted(one) == sorted(two):
        return 1.0
    shorter, longer = sorted((one, two), key=len)
    if shorter and longer[: len(shorter)] == shorter:
        return 0.99
    return fuzz.token_sort_ratio(" ".join(one), " ".join(two)) / 100


def host_of(address: str) -> str:
    """The host of a website, of an e-mail address, or of what looks like one; empty for other text.

    >>> host_of("https://www.acme.example/about"), host_of("ann@acme.example"), host_of("Acme Ltd.")
    ('acme.example', 'acme.example', '')
    """
    text = address.strip().lower().rpartition("@")[2]
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) else ""
