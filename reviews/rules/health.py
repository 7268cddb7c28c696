"""Whether the configuration still fits the people and the work. Each check says what is wrong and where to mend it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count, Q
from django.urls import reverse

from common.words import counted, day_in_words
from people.absences import Away
from people.models import Team, User
from reviews.acting.presence import why_not_present
from reviews.models import Book, Slot, TermType
from reviews.pure.rule_sets import APPROVAL, TERM, NumberedRule, Rule, RuleSet, largest_together, shadowed, term_place
from reviews.rules.books import live_rules
from reviews.rules.preview import samples
from reviews.rules.slots import unheld_slots
from reviews.waits.unattended import holders_away

LONGEST_CHAIN = 5


@dataclass(frozen=True)
class Finding:
    """What somebody should look into; `url` leads to where it can be mended, and may be empty."""

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


PlaceNames = Mapping[str, str]
"""What people call each place of a rule."""


def place_names(types: Iterable[TermType]) -> PlaceNames:
    """Those of all places that rules can have, the kinds of terms among them."""
    return (
        dict(Slot.choices)
        | {APPROVAL: Book.APPROVALS.label}
        | {term_place(term_type.slug): term_type.name for term_type in types}
    )


def _slots_without_holder() -> Check:
    return Check(
        "Questions that nobody holds",
        "Work on these reviews stops at the stage that needs the answer, until a lead names somebody.",
        [
            Finding(f"{unheld.review.reference}: {unheld.sentence}", unheld.review.get_absolute_url())
            for unheld in unheld_slots()
            if not unheld.review.is_walled  # those named read of it on the list of what nobody holds
        ],
    )


def _people_who_are_missing(rules: RuleSet, names: PlaceNames) -> Check:
    """Rules that name somebody who has left, or who is away without a backup who is there."""
    people = {user.pk: user for user in User.objects.filter(pk__in=_named_in(rules))}
    away = Away()
    missing = {pk: why for pk, person in people.items() if (why := why_not_present(person, away))}
    findings = []
    for numbered in _active(rules):
        rule = numbered.rule
        for pk, role in ((rule.person, "holder"), (rule.backup, "backup")):
            if pk not in missing:
                continue
            has_backup = role == "holder" and rule.backup and rule.backup not in missing
            stood_in = away.stand_in(people[pk], desk_id=rule.desk)
            if (has_backup or stood_in) and people[pk].is_active:
                continue
            text = f"{_with_place(numbered, names)} names {people[pk]} as {role}, who {missing[pk]}."
            findings.append(Finding(text, rule_url(rule)))
    return Check(
        "Holders who are not there",
        "Rules that name somebody who has left, or who is away while nobody stands in.",
        findings,
    )


def _away_without_delegate() -> Check:
    return Check(
        "Holders away without delegate",
        "What they hold waits until they are back, or until a lead gives it to somebody.",
        [
            Finding(f"{person} holds {counted(number, 'thing')}, away until {day_in_words(until)}; nobody stands in.")
            for person, until, number in holders_away()
        ],
    )


def _named_in(rules: RuleSet) -> set[int]:
    return {pk for numbered in _active(rules) for pk in (numbered.rule.person, numbered.rule.backup) if pk}


def _desks() -> list[Check]:
    active = Q(memberships__user__is_active=True)
    desks = Team.objects.in_use().annotate(
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


def _never_fired(rules: RuleSet, approvals: RuleSet, names: PlaceNames) -> Check:
    looked_at = [*chain(*samples(Book.APPROVALS))]
    fired = {asking.rule.key for sample in looked_at for asking in approvals.fitting(APPROVAL, sample.facts)} | {
        winner.rule.key
        for sample in looked_at
        for place in rules.places
        if not place.startswith(TERM) or place.removeprefix(TERM) in sample.term_slugs
        if (winner := rules.winner(place, sample.facts))
    }
    active = [*_active(rules), *_active(approvals)] if looked_at else []
    idle = [numbered for numbered in active if numbered.rule.key not in fired]
    return Check(
        "Rules that never fired",
        f"They decide no review under way and none of the last that closed (looked at: {len(looked_at):,}).",
        [Finding(_with_place(numbered, names), rule_url(numbered.rule)) for numbered in idle],
    )


def _shadowed(rules: RuleSet, names: PlaceNames) -> Check:
    return Check(
        "Rules that can never win",
        "An earlier rule asks for the same or less, so it always wins first.",
        [
            Finding(
                f"{_with_place(later, names)} comes after “{earlier}”, which always fits first.", rule_url(later.rule)
            )
            for later, earlier in shadowed(rules)
        ],
    )


def _long_chains(approvals: RuleSet) -> Check:
    rules = [numbered.rule for numbered in _active(approvals)]
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


def _without_playbook(types: Iterable[TermType]) -> Check:
    without = [term_type for term_type in types if not term_type.has_playbook]
    return Check(
        "Kinds of terms without a playbook",
        "Reviewers decide these without fallbacks and without a point where we stop.",
        [Finding(term_type.name, reverse("settings:playbook_entry", args=[term_type.slug])) for term_type in without],
    )


def _active(rules: RuleSet) -> list[NumberedRule]:
    numbered_rules = (numbered for place in rules.places for numbered in rules.at(place))
    return [numbered for numbered in numbered_rules if numbered.rule.is_active]


def _with_place(numbered: NumberedRule, names: PlaceNames) -> str:
    """“Who talks to the vendor”, Rule 2: Small purchases."""
    return f"“{names.get(numbered.rule.place, numbered.rule.place)}”, {numbered}"


def rule_url(rule: Rule) -> str:
    """Where a rule stands among the others."""
    page = "settings:terms" if rule.is_about_a_term else f"settings:{Book.of(rule)}"
    return f"{reverse(page)}#rule-{rule.key}"


def desk_url(desk: Team) -> str:
    return reverse("settings_people:desk", args=[desk.pk])
