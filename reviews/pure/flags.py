"""Early flags: what a first look may point at before anybody knows much. Requesters read each in plain words."""

from collections.abc import Iterable

from django.db.models import TextChoices


class Flag(TextChoices):
    """What may make a project slower or dearer than it looks. The label is for reviewers; requesters read `PLAIN`."""

    PERSONAL_DATA = "personal_data", "Personal data"
    AI = "ai", "Artificial intelligence"
    REGULATED = "regulated", "Regulated activity"
    IP = "ip", "Intellectual property"
    EXCLUSIVITY = "exclusivity", "Exclusivity"
    SECURITY = "security", "Security"
    LIABILITY = "liability", "Unusual liability"
    OTHER = "other", "Something else"


PLAIN: dict[Flag, str] = {
    Flag.PERSONAL_DATA: "It may use data about people. Then we look at who gets it, where it is kept and for how long.",
    Flag.AI: "It may use artificial intelligence. Then we ask what it learns from, and who checks what it says.",
    Flag.REGULATED: "Rules of our supervisors may hold for it. Then some things must stand in the contract.",
    Flag.IP: "Something is made that we may want to own. Then the contract must say so.",
    Flag.EXCLUSIVITY: "The vendor may want to be the only one. Then we look at what that would keep us from.",
    Flag.SECURITY: "It may touch our systems. Then we ask how they are protected, which takes the vendor some time.",
    Flag.LIABILITY: "More could go wrong than usual. Then we look at who would pay for it.",
    Flag.OTHER: "There is something that we want to look at early.",
}


def in_words(flags: Iterable[str]) -> str:
    """What came of a look: “No concerns yet”; “Early flags: Personal data, Security”, in the order of the form."""
    chosen = set(flags)
    labels = [str(flag.label) for flag in Flag if flag in chosen]
    return f"Early flags: {', '.join(labels)}" if labels else "No concerns yet"
