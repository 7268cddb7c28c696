"""What is open, with what we do about it; and what happens next, in three lines."""

from dataclasses import dataclass

from common.words import listed
from reviews.models import Issue, Purpose
from reviews.pure.stages import Stage
from reviews.story.facts import StoryFacts


@dataclass(frozen=True)
class OpenPoint:
    """A problem in the words of whoever raised it for the requester, and what we do about it."""

    issue: Issue
    plan: str

    @property
    def summary(self) -> str:
        return self.issue.summary


def open_points(facts: StoryFacts) -> list[OpenPoint]:
    """What stands in the way first."""
    issues = sorted(facts.status.issues, key=lambda issue: not issue.is_blocker)
    return [OpenPoint(issue, _plan(issue, facts)) for issue in issues]


def _plan(issue, facts):
    """The words of whoever raised it; else who looks after it. What we ask the vendor for is not told."""
    if issue.plan:
        return issue.plan
    plan = f"{issue.owner.first_name} looks after it."
    if facts.is_asked(issue.term_id):
        plan = f"We ask {facts.vendor} about it, through {facts.contact_name}."
    return f"{plan} Nothing is signed before it is settled." if issue.is_blocker else plan


APPROVED = "Then it is approved and signed, and you get the dates that matter."
COMPARED = "They agree, or answer with changes. We compare, and tell you what changed."


def next_lines(facts: StoryFacts) -> list[str]:
    """Three lines; none for a request that is over."""
    vendor, contact = facts.vendor, facts.contact_name
    if facts.stage == Stage.HEADS_UP:
        return [
            "Procurement and legal have a first look, and tell you here what they see.",
            "You complete the request once you know more.",
            "Procurement and legal start on it the same minute.",
        ]
    if facts.stage in {Stage.TRIAGE, Stage.IN_REVIEW}:
        again = Stage.NEGOTIATION in facts.visited
        sends = "our answer to their changes" if again else "one list of what we ask for"
        return [f"When {_those_reading(facts)}, {contact} sends {vendor} {sends}.", COMPARED, APPROVED]
    if facts.stage == Stage.ALIGNED:
        return [f"{contact} sends {vendor} one list of what we ask for, if there is anything.", COMPARED, APPROVED]
    if facts.stage == Stage.NEGOTIATION:
        return [COMPARED, "What they changed is read again by whoever read it first.", APPROVED]
    if facts.stage == Stage.FINAL_APPROVAL:
        return [
            f"{_those_approving(facts)} the contract as it stands.",
            f"Then {contact} gets it signed by {vendor} and by us.",
            "You get the contract, with the dates that matter.",
        ]
    if facts.stage == Stage.SIGNATURE:
        return [
            f"{contact} gets it signed by {vendor} and by us.",
            "The signed contract and its dates are kept here.",
            "You get the dates that matter.",
        ]
    return []


def _those_reading(facts):
    desks = {line.wait.desk for line in facts.lines if line.wait.purpose == Purpose.DESK_REVIEW}
    desks |= {wait.desk for wait in facts.parts_done}
    names = sorted(str(desk) for desk in desks)
    if not names:
        return "everybody is done"
    return f"{names[0]} is done" if len(names) == 1 else f"{listed(names, 4)} are done"


def _those_approving(facts):
    names = list(dict.fromkeys(str(line.who) for line in facts.lines if line.wait.purpose == Purpose.APPROVAL))
    if not names:
        return "A lead approves"
    return f"{listed(names, 4)} {'approves' if len(names) == 1 else 'approve'}"
