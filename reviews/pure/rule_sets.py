"""Rules of the split as plain values: which one wins, which can never win, what a changed set would do.

Pure: no database. A rule answers a place: one of the three questions, or one kind of term. In each place the first
active rule whose conditions hold wins; of approval rules, every one that fits asks. `RuleSet.fitting` and
`RuleSet.winner` decide this for everybody: routing, preview, “try it”, health and approvals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Self
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
class NumberedRule:
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
        """From what `stored` returned."""
        return cls(tuple(Rule(**columns) for columns in stored))

    def stored(self) -> list[dict[str, Any]]:
        """Fit for JSON."""
        return [asdict(rule) for rule in self.rules]

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(rule.place for rule in self.rules))

    def at(self, place: str) -> list[NumberedRule]:
        """The numbered rules of one place, in the order in which they are tried."""
        here = [rule for rule in self.rules if rule.place == place]
        return [NumberedRule(number, rule) for number, rule in enumerate(here, 1)]

    def find(self, key: str) -> NumberedRule | None:
        """The numbered rule of that key, or None."""
        numbered_rules = (numbered for place in self.places for numbered in self.at(place))
        return next((numbered for numbered in numbered_rules if numbered.rule.key == key), None)

    def fitting(self, place: str, facts: Facts) -> list[NumberedRule]:
        """All rules of the place that fit, in the order in which they are tried."""
        return list(self._fitting(place, facts))

    def winner(self, place: str, facts: Facts) -> NumberedRule | None:
        """The rule that decides the place: the first that fits, or None."""
        return next(self._fitting(place, facts), None)

    def _fitting(self, place: str, facts: Facts) -> Iterator[NumberedRule]:
        """One after the other, so that nobody looks at what comes after the first. Nothing else asks `Rule.fits`."""
        return (numbered for numbered in self.at(place) if numbered.rule.fits(facts))

    def asked(self, facts: Facts) -> dict[tuple[int, int | None], list[NumberedRule]]:
        """{(desk, person or None): the approval rules that ask them}, in the order of the rules."""
        asked: dict[tuple[int, int | None], list[NumberedRule]] = {}
        for numbered in self.fitting(APPROVAL, facts):
            asked.setdefault((numbered.rule.desk, numbered.rule.person), []).append(numbered)
        return asked

    def put(self, rule: Rule) -> "RuleSet":
        """With this rule in the place of the one with its key, or added last."""
        if self.find(rule.key) is None:
            return RuleSet((*self.rules, rule))
        return RuleSet(tuple(rule if former.key == rule.key else former for former in self.rules))

    def without(self, key: str) -> "RuleSet":
        return RuleSet(tuple(rule for rule in self.rules if rule.key != key))

    def switched(self, key: str) -> "RuleSet":
        """With the rule off when it was on, and on when it was off."""
        rule = self._rule(key)
        return self.put(replace(rule, is_active=not rule.is_active))

    def moved(self, key: str, steps: int) -> "RuleSet":
        """With the rule tried earlier (steps below 0) or later within its place; at the edge it stays."""
        rule = self._rule(key)
        here = [numbered.rule for numbered in self.at(rule.place)]
        target = min(max(here.index(rule) + steps, 0), len(here) - 1)
        here.remove(rule)
        here.insert(target, rule)
        in_new_order = iter(here)
        return RuleSet(tuple(next(in_new_order) if other.place == rule.place else other for other in self.rules))

    def _rule(self, key: str) -> Rule:
        """The rule of that key, which must be there."""
        [rule] = [rule for rule in self.rules if rule.key == key]
        return rule


# --- why ----------------------------------------------------------------------------------------------


Verdict = Literal["wins", "asks", "fails", "off", "unreached"]
"""What becomes of a rule on some facts. `unreached`: it would fit, but an earlier one has won."""


@dataclass(frozen=True)
class TriedRule:
    """A rule with its verdict on some facts; of one that fails, the `failing` conditions are to blame."""

    numbered: NumberedRule
    verdict: Verdict
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


def try_rules(rule_set: RuleSet, place: str, facts: Facts) -> list[TriedRule]:
    """Every rule of a place with its verdict on these facts, in order. Approval rules do not wait for their turn."""
    verdicts: dict[int, Verdict] = {}
    if place == APPROVAL:
        verdicts = {numbered.number: "asks" for numbered in rule_set.fitting(place, facts)}
    elif winner := rule_set.winner(place, facts):
        verdicts = {winner.number: "wins"}
    return [_try_rule(numbered, verdicts.get(numbered.number), facts) for numbered in rule_set.at(place)]


def _try_rule(numbered: NumberedRule, verdict: Verdict | None, facts: Facts) -> TriedRule:
    """`verdict` is None for a rule that decides nothing here: then the reason is found."""
    if verdict:
        return TriedRule(numbered, verdict, [])
    if not numbered.rule.is_active:
        return TriedRule(numbered, "off", [])
    failing = [condition for condition in numbered.rule.conditions if not conditions.holds(condition, facts)]
    return TriedRule(numbered, "fails" if failing else "unreached", failing)


# --- what can never happen, and what can happen at once -------------------------------------------------


def shadowed(rule_set: RuleSet) -> list[tuple[NumberedRule, NumberedRule]]:
    """[(rule, the earlier one that always wins instead)]: only what can be proved from the conditions."""
    pairs = []
    for place in (place for place in rule_set.places if place != APPROVAL):
        active = [numbered for numbered in rule_set.at(place) if numbered.rule.is_active]
        for index, later in enumerate(active):
            covering = (earlier for earlier in active[:index] if covers(earlier.rule.conditions, later.rule.conditions))
            if winner := next(covering, None):
                pairs.append((later, winner))
    return pairs


def covers(weaker: Iterable[Condition], stronger: Sequence[Condition]) -> bool:
    """Whether `weaker` conditions provably hold whenever `stronger` ones do."""
    return all(any(conditions.implies(given, needed) for given in stronger) for needed in weaker)


def largest_together(lists: Sequence[Sequence[Condition]]) -> list[int]:
    """The numbers of the largest group of lists of conditions that could all hold at once.

    “Could” is generous: two lists are kept apart only where they provably contradict each other.
    """
    count = len(lists)
    compatible = {
        number: {other for other in range(count) if other != number and not contradict(lists[number], lists[other])}
        for number in range(count)
    }
    return sorted(_largest(set(), set(range(count)), compatible))


def contradict(one: Iterable[Condition], other: Sequence[Condition]) -> bool:
    """Whether two lists of conditions can provably not hold at once."""
    return any(conditions.excludes(first, second) for first in one for second in other)


def _largest(chosen: set[int], candidates: set[int], compatible: Mapping[int, set[int]]) -> set[int]:
    """`chosen` with the largest group within `candidates` whose members are all compatible with each other."""
    best = chosen
    for candidate in sorted(candidates):
        if len(chosen) + len(candidates) <= len(best):
            break
        best = max(best, _largest(chosen | {candidate}, candidates & compatible[candidate], compatible), key=len)
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
    before: NumberedRule | None
    after: NumberedRule | None


def rerouted(before: RuleSet, after: RuleSet, samples: Iterable[Sample]) -> list[Rerouted]:
    """What `after` would route differently from `before`, in the order of the samples. Looks at changed places only."""
    changed = [place for place in dict.fromkeys([*before.places, *after.places]) if before.at(place) != after.at(place)]
    differences = []
    for sample in samples:
        terms = {term_place(slug) for slug in sample.term_slugs}
        for place in changed:
            if place == APPROVAL:
                differences.extend(_asked_otherwise(before, after, sample))
                continue
            if place.startswith(TERM) and place not in terms:
                continue
            old, new = before.winner(place, sample.facts), after.winner(place, sample.facts)
            if (old and old.rule.who) != (new and new.rule.who):
                differences.append(Rerouted(sample.review, place, old, new))
    return differences


def _asked_otherwise(before: RuleSet, after: RuleSet, sample: Sample) -> list[Rerouted]:
    """Who would be asked for approval by one rule set alone; of the difference, `before` or `after` is None."""
    old, new = before.asked(sample.facts), after.asked(sample.facts)
    gone = [Rerouted(sample.review, APPROVAL, rules[0], None) for who, rules in old.items() if who not in new]
    return gone + [Rerouted(sample.review, APPROVAL, None, rules[0]) for who, rules in new.items() if who not in old]


@dataclass(frozen=True)
class Change:
    """What became of one rule between two versions."""

    what: Literal["added", "removed", "moved", "changed"]
    before: NumberedRule | None
    after: NumberedRule | None

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
    def shown(self) -> NumberedRule | None:
        return self.after or self.before


def changes(before: RuleSet, after: RuleSet) -> list[Change]:
    """What differs between two rule sets, rule by rule. A rule that only makes room for another is not listed."""
    differences: list[Change] = []
    for place in dict.fromkeys([*before.places, *after.places]):
        old = {numbered.rule.key: numbered for numbered in before.at(place)}
        new = {numbered.rule.key: numbered for numbered in after.at(place)}
        moved = _moved([key for key in old if key in new], [key for key in new if key in old])
        for key, numbered in new.items():
            if key not in old:
                differences.append(Change("added", None, numbered))
            elif old[key].rule != numbered.rule:
                differences.append(Change("changed", old[key], numbered))
            elif key in moved:
                differences.append(Change("moved", old[key], numbered))
        differences.extend(Change("removed", numbered, None) for key, numbered in old.items() if key not in new)
    return differences


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The keys that stand elsewhere in the order, once those that both share are counted off."""
    return {key for key, other in zip(new, old, strict=True) if key != other}
