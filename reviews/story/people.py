"""Who is on it: a face, and one plain sentence each. Of a desk's part the words are an admin's, of other steps ours."""

from dataclasses import dataclass
from datetime import date

from common.words import day_in_words
from people.models import Team, User
from reviews.models import Purpose, Wait
from reviews.story.facts import StoryFacts
from reviews.waits.status import WaitLine

DOING = {
    Purpose.FIRST_LOOK: "Having a first look, so that nothing surprises you later.",
    Purpose.SPLIT: "Settling who looks after what.",
    Purpose.DESK_REVIEW: "Looking at their part.",
    Purpose.DESK_QUESTION: "Asked by a colleague who needs the answer to go on.",
    Purpose.VENDOR_QUESTION: "Asking {vendor} something that we need to know.",
    Purpose.ESCALATION: "Deciding a point that the team could not settle alone.",
    Purpose.JOINT_POSITION: "Everything has been read. Next it goes to {vendor}, or is approved straight away.",
    Purpose.VENDOR_REPLY: "Has what we ask for, and answers it. {contact} talks to them.",
    Purpose.APPROVAL: "Approves the contract as it stands, or says what must change.",
    Purpose.SIGNATURE: "Gets it signed by both sides.",
    Purpose.FULL_REQUEST: "Completes the request.",
    Purpose.QUESTION: "Answers a question.",
    Purpose.DISAGREEMENT: "Settling a point among us.",
    Purpose.CO_SIGNATURE: "Reading what was decided.",
}
"""What whoever holds a wait does, where no admin has written words for it."""

DONE = "Done with their part."


@dataclass(frozen=True)
class PersonRow:
    """One of those who are on it: `person` has the face; without one the desk or the vendor is meant."""

    name: str
    person: User | None
    desk: Team | None
    sentence: str
    when: str
    day: date | None = None
    is_done: bool = False
    is_late: bool = False
    is_paused: bool = False
    wait: Wait | None = None

    @property
    def tone(self) -> str:
        return self.desk.tone if self.desk else "neutral"

    @property
    def first_name(self) -> str:
        return self.person.first_name if self.person else self.name


def people_on(facts: StoryFacts) -> list[PersonRow]:
    """Those who have something to do, soonest due first; then the desks that are done."""
    done = [*facts.parts_done, *facts.looks_given]
    return [*(_at_work(line, facts) for line in facts.lines), *(_done(wait, facts) for wait in done)]


def _at_work(line, facts):
    wait = line.wait
    return PersonRow(
        name=line.names,
        person=wait.person,
        desk=wait.desk,
        sentence=_doing(wait, facts),
        when=_when(line, facts),
        day=facts.day(line.due),
        is_late=line.overdue,
        is_paused=line.paused,
        wait=wait,
    )


def _done(wait, facts):
    person = wait.closed_on_behalf_of or wait.closed_by
    wording = facts.wording(wait.desk) if wait.purpose == Purpose.DESK_REVIEW else None
    words = f"{wait.answer}." if wait.purpose == Purpose.FIRST_LOOK else DONE
    day = facts.day(wait.closed_at)
    return PersonRow(
        name=str(person or wait.desk),
        person=person,
        desk=wait.desk,
        sentence=_named(wording["done"] if wording else words, facts),
        when=day_in_words(day),
        day=day,
        is_done=True,
    )


def _doing(wait, facts):
    wording = facts.wording(wait.desk) if wait.purpose == Purpose.DESK_REVIEW else None
    return _named(wording["doing"] if wording else DOING[Purpose(wait.purpose)], facts)


def _named(words, facts):
    return words.replace("{vendor}", facts.vendor).replace("{contact}", facts.contact_name)


def _when(line: WaitLine, facts: StoryFacts) -> str:
    if not line.paused:
        day = day_in_words(facts.day(line.due))
        return f"late: was due on {day}" if line.overdue else f"until {day}"
    if any(pause.is_on_requester for pause in line.pauses):
        return "waits for you"
    return next((_pause(pause, facts) for pause in line.pauses), "paused")


def _pause(pause, facts):
    if pause.is_on_vendor:
        return f"waits for {facts.vendor}"
    if pause.until:
        return f"paused until {day_in_words(facts.day(pause.until))}: {pause.reason}"
    return f"waits for {pause.who}"
