"""What one person sees of a meeting: by rights, in groups, the rest as a number."""

from dataclasses import dataclass

from checkins.models import Group, Item, Meeting

ICONS = {
    Group.LATE: "alarm-clock",
    Group.TERMS: "blend",
    Group.RENEWALS: "calendar-clock",
    Group.FIRST_LOOKS: "megaphone",
    Group.DESKS: "weight",
    Group.REFUSALS: "circle-x",
    Group.CARRIED: "corner-down-right",
    Group.ADDED: "plus",
}
MINUTES = {Group.LATE: 3, Group.TERMS: 3, Group.RENEWALS: 2, Group.FIRST_LOOKS: 2, Group.DESKS: 3, Group.REFUSALS: 2}
USUAL_MINUTES = 2


def minutes_of(item: Item) -> int:
    """So long an item usually takes."""
    return MINUTES.get(Group(item.group), USUAL_MINUTES)


@dataclass(frozen=True)
class Part:
    """A group of the agenda with what may be shown of it."""

    group: Group
    items: list[Item]

    @property
    def icon(self):
        return ICONS[self.group]

    @property
    def minutes(self):
        return sum(map(minutes_of, self.items))


@dataclass(frozen=True)
class Agenda:
    """The parts of an agenda; how many items are not shown, and how long the shown ones take."""

    parts: list[Part]
    hidden: int

    @property
    def items(self):
        return [item for part in self.parts for item in part.items]

    @property
    def minutes(self):
        return sum(part.minutes for part in self.parts)


def agenda_for(meeting: Meeting, people) -> Agenda:
    """What all of these people may see of it. Two queries, and one for each kind of right that is asked."""
    shown = list(meeting.items.shown_to_all(people).with_names())
    by_group = {group: [item for item in shown if item.group == group] for group in Group}
    parts = [Part(group, items) for group, items in by_group.items() if items]
    return Agenda(parts, meeting.items.count() - len(shown))
