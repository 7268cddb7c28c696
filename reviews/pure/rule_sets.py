"""Rules of the split as plain values: which one wins, which can never win, what a changed set would do.

Pure: no database. A rule answers a place: one of the three questions, or one kind of term. In each place the first
active rule whose conditions hold wins; of approval rules, every one that fits asks. `RuleSet.fitting` and
`RuleSet.winner` decide this for everybody: routing, preview, “try it”, health and approvals.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self
from uuid import uuid4

from common import conditions

Facts = Mapping[str, Any]
"""What is known of a review, by field: the answers of the requester, and what the vendor and the terms add."""

Condition = dict[str, Any]
"""One condition as common.conditions stores it."""

TERM = "term:"
"""A place that starts so is a kind of term, named by its slug."""

APPROVAL = "approval"
"""The one place of approval rules. There every rule that fits asks for its approval, not the first alone."""


def term_place(slug: str) -> str:
    return f"{TERM}{slug}"


@dataclass(frozen=True)
class Rule:
    """One rule. `key` stays the same through changes, so that two versions can be compared."""

    place: str
    name: str
    desk: int
    conditions: list[Condition] = field(default_factory=list)
    person: int | None = None
    backup: int | None = None
    covers: list[str] = field(default_factory=list)  # approval rules: the parts whose change resets the approval
    is_active: bool = True
    key: str = field(default_factory=lambda: uuid4().hex)

    @property
    def who(self) -> tuple[int, int | None, int | None]:
        return (self.desk, self.person, self.backup)

    @property
    def is_about_a_term(self) -> bool:
        return self.place.startswith(TERM)

    def fits(self, facts: Facts) -> bool:
        return self.is_active and conditions.all_hold(self.conditions, facts)


@dataclass(frozen=True)
class Numbered:
    """A rule with its number within its place, as people refer to it."""

    number: int
    rule: Rule

    def __str__(self) -> str:
        return in_words(self.number, self.rule.name)


def in_words(number: int, name: str) -> str:
    """How a rule explains itself on a review."""
    return f"Rule {number}: {name}"


@dataclass(frozen=True)
class RuleSet:
    """All rules together, in order."""

    rules: tuple[Rule, ...] = ()

    @classmethod
    def read(cls, stored: Iterable[dict[str, Any]]) -> Self:
        """From what `stored` gave."""
        return cls(tuple(Rule(**each) for each in stored))

    def stored(self) -> list[dict[str, Any]]:
        """Fit for JSON."""
        return [asdict(rule) for rule in self.rules]

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(rule.place for rule in self.rules))

    def at(self, place: str) -> list[Numbered]:
        """The numbered rules of one place, in the order in which they are tried."""
        here = [rule for rule in self.rules if rule.place == place]
        return [Numbered(number, rule) for number, rule in enumerate(here, 1)]

    def find(self, key: str) -> Numbered | None:
        """The numbered rule of that key, or None."""
        return next((each for place in self.places for each in self.at(place) if each.rule.key == key), None)

    def fitting(self, place: str, facts: Facts) -> list[Numbered]:
        """All rules of the place that fit, in the order in which they are tried."""
        return list(self._fitting(place, facts))

    def winner(self, place: str, facts: Facts) -> Numbered | None:
        """The rule that decides the place: the first that fits, or None."""
        return next(self._fitting(place, facts), None)

    def _fitting(self, place, facts):
        """One after the other, so that nobody looks at what comes after the first. Nothing else asks `Rule.fits`."""
        return (each for each in self.at(place) if each.rule.fits(facts))

    def asked(self, facts: Facts) -> dict[tuple[int, int | None], list[Numbered]]:
        """{(desk, person or None): the approval rules that ask them}, in the order of the rules."""
        asked: dict[tuple[int, int | None], list[Numbered]] = {}
        for each in self.fitting(APPROVAL, facts):
            asked.setdefault((each.rule.desk, each.rule.person), []).append(each)
        return asked

    def put(self, rule: Rule) -> "RuleSet":
        """With this rule in the place of the one with its key, or added last."""
        if self.find(rule.key) is None:
            return RuleSet((*self.rules, rule))
        return RuleSet(tuple(rule if each.key == rule.key else each for each in self.rules))

    def without(self, key: str) -> "RuleSet":
        return RuleSet(tuple(rule for rule in self.rules if rule.key != key))

    def switched(self, key: str) -> "RuleSet":
        """With the rule off when it was on, and on when it was off."""
        rule = self._rule(key)
        return self.put(replace(rule, is_active=not rule.is_active))

    def moved(self, key: str, steps: int) -> "RuleSet":
        """With the rule tried earlier (steps below 0) or later within its place; at the edge it stays."""
        rule = self._rule(key)
        here = [each.rule for each in self.at(rule.place)]
        target = min(max(here.index(rule) + steps, 0), len(here) - 1)
        here.remove(rule)
        here.insert(target, rule)
        in_new_order = iter(here)
        return RuleSet(tuple(next(in_new_order) if each.place == rule.place else each for each in self.rules))

    def _rule(self, key):
        """The rule of that key, which must be there."""
        [rule] = [each for each in self.rules if each.key == key]
        return rule


# --- why ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """What became of one rule: `verdict` is wins, asks, fails, off or unreached; `failing` conditions are to blame."""

    each: Numbered
    verdict: str
    failing: list[Condition]

    @property
    def wins(self) -> bool:
        return self.verdict == "wins"

    @property
    def asks(self) -> bool:
        return self.verdict == "asks"

    @property
    def decides(self) -> bool:
        return self.wins or self.asks

    @property
    def is_off(self) -> bool:
        return self.verdict == "off"

    @property
    def is_unreached(self) -> bool:
        return self.verdict == "unreached"


def tried(rule_set: RuleSet, place: str, facts: Facts) -> list[Tried]:
    """Every rule of a place with its verdict on these facts, in order. Approval rules do not wait for their turn."""
    if place == APPROVAL:
        verdicts = {each.number: "asks" for each in rule_set.fitting(place, facts)}
    else:
        winner = rule_set.winner(place, facts)
        verdicts = {winner.number: "wins"} if winner else {}
    return [_tried(each, verdicts.get(each.number), facts) for each in rule_set.at(place)]


def _tried(each, verdict, facts):
    """`verdict` is None for a rule that decides nothing here: then it is said why."""
    if verdict:
        return Tried(each, verdict, [])
    if not each.rule.is_active:
        return Tried(each, "off", [])
    failing = [one for one in each.rule.conditions if not conditions.holds(one, facts)]
    return Tried(each, "fails" if failing else "unreached", failing)


# --- what can never happen, and what can happen at once -------------------------------------------------


def shadowed(rule_set: RuleSet) -> list[tuple[Numbered, Numbered]]:
    """[(rule, the earlier one that always wins instead)]: only what can be proved from the conditions."""
    pairs = []
    for place in (place for place in rule_set.places if place != APPROVAL):
        active = [each for each in rule_set.at(place) if each.rule.is_active]
        for index, each in enumerate(active):
            earlier = (one for one in active[:index] if covers(one.rule.conditions, each.rule.conditions))
            if by := next(earlier, None):
                pairs.append((each, by))
    return pairs


def covers(weaker: Iterable[Condition], stronger: Sequence[Condition]) -> bool:
    """Whether `weaker` conditions provably hold whenever `stronger` ones do."""
    return all(any(conditions.implies(one, needed) for one in stronger) for needed in weaker)


def largest_together(lists: Sequence[Sequence[Condition]]) -> list[int]:
    """The numbers of the largest group of lists of conditions that could all hold at once.

    “Could” is generous: two lists are kept apart only where they provably contradict each other.
    """
    count = len(lists)
    friends = {
        number: {other for other in range(count) if other != number and not contradict(lists[number], lists[other])}
        for number in range(count)
    }
    return sorted(_largest(set(), set(range(count)), friends))


def contradict(one: Iterable[Condition], other: Sequence[Condition]) -> bool:
    """Whether two lists of conditions can provably not hold at once."""
    return any(conditions.excludes(first, second) for first in one for second in other)


def _largest(chosen, candidates, friends):
    """The largest group within `candidates` that all know each other, on top of `chosen`."""
    best = chosen
    for candidate in sorted(candidates):
        if len(chosen) + len(candidates) <= len(best):
            break
        best = max(best, _largest(chosen | {candidate}, candidates & friends[candidate], friends), key=len)
        candidates = candidates - {candidate}
    return best


# --- differences ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """One review as the preview sees it: its frozen facts and the kinds of its terms."""

    review: int
    facts: Facts
    term_slugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rerouted:
    """One place of one review that two rule sets answer differently; None where no rule wins."""

    review: int
    place: str
    before: Numbered | None
    after: Numbered | None


def rerouted(before: RuleSet, after: RuleSet, samples: Iterable[Sample]) -> list[Rerouted]:
    """What `after` would route differently from `before`, in the order of the samples. Looks at changed places only."""
    changed = [place for place in dict.fromkeys([*before.places, *after.places]) if before.at(place) != after.at(place)]
    found = []
    for sample in samples:
        terms = {term_place(slug) for slug in sample.term_slugs}
        for place in changed:
            if place == APPROVAL:
                found.extend(_asked_otherwise(before, after, sample))
                continue
            if place.startswith(TERM) and place not in terms:
                continue
            old, new = before.winner(place, sample.facts), after.winner(place, sample.facts)
            if (old and old.rule.who) != (new and new.rule.who):
                found.append(Rerouted(sample.review, place, old, new))
    return found


def _asked_otherwise(before, after, sample):
    """Who would be asked for approval by one rule set alone; `before` or `after` is None."""
    old, new = before.asked(sample.facts), after.asked(sample.facts)
    gone = [Rerouted(sample.review, APPROVAL, rules[0], None) for who, rules in old.items() if who not in new]
    return gone + [Rerouted(sample.review, APPROVAL, None, rules[0]) for who, rules in new.items() if who not in old]


@dataclass(frozen=True)
class Change:
    """What became of one rule between two versions; `what` is added, removed, moved or changed."""

    what: str
    before: Numbered | None
    after: Numbered | None

    @property
    def is_added(self) -> bool:
        return self.what == "added"

    @property
    def is_removed(self) -> bool:
        return self.what == "removed"

    @property
    def is_moved(self) -> bool:
        return self.what == "moved"

    @property
    def shown(self) -> Numbered | None:
        return self.after or self.before


def changes(before: RuleSet, after: RuleSet) -> list[Change]:
    """What differs between two rule sets, rule by rule. A rule that only makes room for another is not listed."""
    found = []
    for place in dict.fromkeys([*before.places, *after.places]):
        old = {each.rule.key: each for each in before.at(place)}
        new = {each.rule.key: each for each in after.at(place)}
        moved = _moved([key for key in old if key in new], [key for key in new if key in old])
        for key, each in new.items():
            if key not in old:
                found.append(Change("added", None, each))
            elif old[key].rule != each.rule:
                found.append(Change("changed", old[key], each))
            elif key in moved:
                found.append(Change("moved", old[key], each))
        found.extend(Change("removed", each, None) for key, each in old.items() if key not in new)
    return found


def _moved(old, new):
    """The keys that stand elsewhere in the order, once those that both share are counted off."""
    return {key for key, other in zip(new, old, strict=True) if key != other}
