"""The minutes of a meeting, as one reader may see them: on the page, in the mail, as a file, over the API."""

from dataclasses import dataclass

from django.utils.text import slugify

from checkins.models import Action, Item, Meeting, Remark, RemarkKind, Result
from common.words import counted, day_in_words, listed

HEADINGS = {
    Result.DECISION: "Decided",
    Result.ACTION: "Actions",
    Result.INFORMATION: "For information",
    Result.CARRY_OVER: "Carried over",
    "": "Not reached",
}


@dataclass(frozen=True)
class Line:
    """One item with what came of it."""

    item: Item
    action: Action | None

    @property
    def words(self) -> str:
        """What came of it; for what was not reached its name alone."""
        return self.item.outcome or self.item.title

    @property
    def about(self) -> str:
        """What it was about, where the words do not say so."""
        review = f"{self.item.review.reference} {self.item.review.title}" if self.item.review else ""
        named = self.item.title if self.item.outcome and self.item.title != self.item.outcome else ""
        return ", ".join(dict.fromkeys(part for part in (named, review) if part and part != self.words))

    @property
    def promise(self) -> str:
        """Who does it until when, and what came of that."""
        if self.action is None:
            return ""
        until = f"{self.action.owner}, until {day_in_words(self.action.due_on)}"
        return f"{until}; done: {self.action.done_note}" if self.action.done_at else until


@dataclass(frozen=True)
class Section:
    """The lines of one kind."""

    heading: str
    lines: list[Line]

    @property
    def summary(self) -> str:
        """“3 actions”, “1 for information”."""
        number = len(self.lines)
        return (
            counted(number, "action") if self.heading == HEADINGS[Result.ACTION] else f"{number} {self.heading.lower()}"
        )


@dataclass(frozen=True)
class Sheet:
    """The whole of it."""

    meeting: Meeting
    present: list
    sections: list[Section]
    hidden: int
    remarks: list[Remark]
    confirmations: list

    @property
    def title(self) -> str:
        return f"Minutes of {day_in_words(self.meeting.starts_at)}"

    @property
    def file_name(self) -> str:
        return slugify(f"minutes {self.meeting.series} {self.meeting.starts_at.date()}")

    @property
    def who(self) -> str:
        """Who led, who was there, who confirmed."""
        others = [person.name for person in self.present if person != self.meeting.led_by]
        there = f" {listed(others, limit=len(others))} {'was' if len(others) == 1 else 'were'} there." if others else ""
        confirmed = [row.person.name for row in self.confirmations]
        by = f" Confirmed by {listed(confirmed)}." if confirmed else " Not confirmed yet."
        return f"{self.meeting.led_by} led.{there}{by}"

    @property
    def summary(self) -> str:
        """How many items, of which kinds; and how many the reader may not see."""
        parts = [section.summary for section in self.sections]
        shown = sum(len(section.lines) for section in self.sections)
        more = f" {self.hidden} more may not be shown to you." if self.hidden else ""
        return f"{counted(shown, 'item')}{': ' if parts else ''}{', '.join(parts)}.{more}"

    @property
    def worked(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.kind == RemarkKind.WORKED]

    @property
    def to_improve(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.kind == RemarkKind.IMPROVE]


def sheet_for(meeting: Meeting, person) -> Sheet:
    """What this person may read of it now. A fixed number of queries."""
    shown = list(meeting.items.shown_to(person).with_names().select_related("action__owner"))
    by_result: dict[str, list[Line]] = {result: [] for result in HEADINGS}
    for item in shown:
        by_result[item.result].append(Line(item, getattr(item, "action", None)))
    return Sheet(
        meeting=meeting,
        present=[seat.person for seat in meeting.attendances.select_related("person").order_by("person__name")],
        sections=[Section(HEADINGS[result], lines) for result, lines in by_result.items() if lines],
        hidden=meeting.items.count() - len(shown),
        remarks=list(meeting.remarks.order_by("pk")),
        confirmations=list(meeting.confirmations.select_related("person")),
    )


def as_text(sheet: Sheet) -> str:
    """For mail programs that read plain text."""
    parts = [sheet.title, sheet.who, sheet.summary]
    for section in sheet.sections:
        parts += ["", section.heading.upper()]
        for line in section.lines:
            more = "; ".join(part for part in (line.about, line.promise) if part)
            parts.append(f"- {line.words}{f' ({more})' if more else ''}")
    for heading, remarks in (("WHAT WORKED", sheet.worked), ("WHAT TO IMPROVE", sheet.to_improve)):
        if remarks:
            parts += ["", heading, *(f"- {remark.text}" for remark in remarks)]
    return "\n".join(parts)
