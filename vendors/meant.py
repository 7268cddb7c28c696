"""“Did you mean Tidewater Recruiting?” Asked before a vendor is made whose name is close to that of a known one."""

from common.words import listed
from vendors.models import Vendor

ASKED, ANSWER, ANOTHER = "vendor_asked", "vendor_is", "another"
"""Fields of templates/vendors/_meant.html: for which name it was asked, and what was chosen."""


MOST = 3


def meant_by(name, *, website="", by):
    """The few vendors that somebody may mean, those of the same domain first; none where the name is known, or where
    they must not know of them. A name that looks like a domain is compared as one, too."""
    if Vendor.objects.named(name).exists():
        return []
    known = Vendor.objects.known_to(by)
    same = [vendor for text in (website, name) for vendor in known.of_domain(text).order_by("pk")[:MOST]]
    return list(dict.fromkeys([*same, *known.meant_by(name)]))[:MOST]


def fault_of(name, *, website="", by):
    """The question, as a sentence; empty where there is none."""
    names = [f"“{vendor}”" for vendor in meant_by(name, website=website, by=by)]
    return f"Did you mean {listed(names)}? Choose below." if names else ""


def answered(data, field):
    """(what was sent, with the name that was chosen; whether it is another company, as somebody has said).

    The answer counts for the name that it was asked for: whoever has typed a new one since is asked anew.
    """
    chosen, name = data.get(ANSWER, ""), data.get(field, "").strip()
    if not chosen or data.get(ASKED, "").strip() != name:
        return data, False
    if chosen == ANOTHER:
        return data, True
    data = data.copy()
    data[field] = chosen
    return data, False
