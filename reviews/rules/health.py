"""Whether the configuration still fits the people and the work. Each check says what is wrong and where to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse

from common.words import counted
from people.absences import Away
from people.models import Team, User
from reviews.acting.presence import why_not_present
from reviews.models import Book, Slot, TermType
from reviews.pure.rule_sets import APPROVAL, TERM, Rule, RuleSet, largest_together, shadowed, term_place
from reviews.rules.books import live_rules
from reviews.rules.preview import samples
from reviews.rules.slots import unheld_slots
from reviews.waits.unattended import holders_away

LONGEST_CHAIN = 5


@dataclass(frozen=True)
class Finding:
    """One thing to look into; `url` leads to where it can be mended, and may be empty."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Check:
    """One question asked of the configuration."""

    title: str
    why: str
    findings: list[Finding] = field(default_factory=list)


Source = Callable[[], Check]

SOURCES: list[Source] = []
"""What apps above add."""


def adds_check(source: Source) -> Source:
    """Decorator for such a function, in a module `health` of the app, where ReviewsConfig finds it."""
    SOURCES.append(source)
    return source


def checks() -> list[Check]:
    """Every check, in the order of urgency. A fixed number of queries."""
    rules, types = live_rules(), list(TermType.objects.filter(is_active=True))
    approvals = live_rules(Book.APPROVALS)
    names = place_names(types)
    return [
        _slots_without_holder(),
        _people_who_are_missing(RuleSet((*rules.rules, *approvals.rules)), names),
        _away_without_delegate(),
        *_desks(),
        _never_fired(rules, approvals, names),
        _shadowed(rules, names),
        _long_chains(approvals),
        _without_playbook(types),
        *(source() for source in SOURCES),
    ]


def place_names(types: Iterable[TermType]) -> dict[str, str]:
    """What people call each place of a rule."""
    return dict(Slot.choices) | {APPROVAL: Book.APPROVALS.label} | {term_place(each.slug): each.name for each in types}


def _slots_without_holder():
    return Check(
        "Questions that nobody holds",
        "Work on these reviews stops at the stage that needs the answer, until a lead names somebody.",
        [
            Finding(f"{each.review.reference}: {each.sentence}", each.review.get_absolute_url())
            for each in unheld_slots()
        ],
    )


def _people_who_are_missing(rules, names):
    """Rules that name somebody who has left, or who is away without a backup who is there."""
    people = {each.pk: each for each in User.objects.filter(pk__in=_named_in(rules))}
    away = Away()
    missing = {pk: why for pk, person in people.items() if (why := why_not_present(person, away))}
    findings = []
    for each in _active(rules):
        for pk, role in ((each.rule.person, "holder"), (each.rule.backup, "backup")):
            if pk not in missing:
                continue
            covered = role == "holder" and each.rule.backup and each.rule.backup not in missing
            stood_in = away.stand_in(people[pk], desk_id=each.rule.desk)
            if (covered or stood_in) and people[pk].is_active:
                continue
            text = f"{_said(each, names)} names {people[pk]} as {role}, who {missing[pk]}."
            findings.append(Finding(text, rule_url(each.rule)))
    return Check(
        "Holders who are not there",
        "Rules that name somebody who has left, or who is away while nobody stands in.",
        findings,
    )


def _away_without_delegate():
    return Check(
        "Holders away without delegate",
        "What they hold waits until they are back, or until a lead gives it to somebody.",
        [
            Finding(f"{person} holds {counted(number, 'thing')}, away until {until:%-d %B}; nobody stands in.")
            for person, until, number in holders_away()
        ],
    )


def _named_in(rules):
    return {pk for each in _active(rules) for pk in (each.rule.person, each.rule.backup) if pk}


def _desks():
    active = Q(memberships__user__is_active=True)
    desks = Team.objects.annotate(
        people=Count("memberships", filter=active),
        heads=Count("memberships", filter=active & Q(memberships__is_lead=True)),
    )
    lonely = [desk for desk in desks if desk.people < 2]
    headless = [desk for desk in desks if not desk.heads]
    return [
        Check(
            "Desks of one person or none",
            "Work waits whenever that person is away, and shared terms cannot be decided by two.",
            [Finding(f"{desk} has {'one person' if desk.people else 'nobody'}.", desk_url(desk)) for desk in lonely],
        ),
        Check(
            "Desks without a lead",
            "Escalations, approvals and late work have nobody to go to.",
            [Finding(f"{desk} has no lead.", desk_url(desk)) for desk in headless],
        ),
    ]


def _never_fired(rules, approvals, names):
    looked_at = [sample for some in samples(Book.APPROVALS) for sample in some]
    fired = {each.rule.key for sample in looked_at for each in approvals.fitting(APPROVAL, sample.facts)} | {
        winner.rule.key
        for sample in looked_at
        for place in rules.places
        if not place.startswith(TERM) or place.removeprefix(TERM) in sample.term_slugs
        if (winner := rules.winner(place, sample.facts))
    }
    idle = [*_active(rules), *_active(approvals)] if looked_at else []
    idle = [each for each in idle if each.rule.key not in fired]
    return Check(
        "Rules that never fired",
        f"They decide no review under way and none of the last that closed (looked at: {len(looked_at):,}).",
        [Finding(_said(each, names), rule_url(each.rule)) for each in idle],
    )


def _shadowed(rules, names):
    return Check(
        "Rules that can never win",
        "An earlier rule asks for the same or less, so it always wins first.",
        [
            Finding(f"{_said(each, names)} comes after “{by}”, which always fits first.", rule_url(each.rule))
            for each, by in shadowed(rules)
        ],
    )


def _long_chains(approvals):
    rules = [each.rule for each in _active(approvals)]
    together = [rules[number] for number in largest_together([rule.conditions for rule in rules])]
    findings = []
    if len(together) > LONGEST_CHAIN:
        listed = "; ".join(rule.name for rule in together)
        text = f"{len(together)} approval rules can all apply to one review: {listed}."
        findings.append(Finding(text, reverse("settings:approvals")))
    return Check(
        "Long approval chains",
        f"More than {LONGEST_CHAIN} approvals on one review: people stop reading what they approve.",
        findings,
    )


def _without_playbook(types):
    bare = [each for each in types if not each.has_playbook]
    return Check(
        "Kinds of terms without a playbook",
        "Reviewers decide these without fallbacks and without a point where we stop.",
        [Finding(each.name, reverse("settings:playbook_entry", args=[each.slug])) for each in bare],
    )


def _active(rules):
    return [each for place in rules.places for each in rules.at(place) if each.rule.is_active]


def _said(each, names):
    return f"“{names.get(each.rule.place, each.rule.place)}”, {each}"


def rule_url(rule: Rule) -> str:
    """Where a rule stands among the others."""
    page = "settings:terms" if rule.is_about_a_term else f"settings:{Book.of(rule)}"
    return f"{reverse(page)}#rule-{rule.key}"


def desk_url(desk: Team) -> str:
    return reverse("admin:people_team_change", args=[desk.pk])
