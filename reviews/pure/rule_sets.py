"""Rules of the split as plain values: which one wins, which can never win, what a changed set would do.

Pure: no database. A rule answers a place: one of the three questions, or one kind of term. In each place the first
active rule whose conditions hold wins.
"""

from dataclasses import asdict, dataclass, field, replace
from uuid import uuid4

from common import conditions

TERM = "term:"
"""A place that starts so is a kind of term, named by its slug."""

APPROVAL = "approval"
"""The one place of approval rules. There every rule that fits asks for its approval, not the first alone."""


def term_place(slug):
    return f"{TERM}{slug}"


@dataclass(frozen=True)
class Rule:
    """One rule. `key` stays the same through changes, so that two versions can be compared."""

    place: str
    name: str
    desk: int
    conditions: list[dict] = field(default_factory=list)
    person: int | None = None
    backup: int | None = None
    covers: list[str] = field(default_factory=list)  # approval rules: the parts whose change resets the approval
    is_active: bool = True
    key: str = field(default_factory=lambda: uuid4().hex)

    @property
    def who(self):
        return (self.desk, self.person, self.backup)

    @property
    def is_about_a_term(self):
        return self.place.startswith(TERM)

    def fits(self, facts):
        return self.is_active and conditions.all_hold(self.conditions, facts)


@dataclass(frozen=True)
class Numbered:
    """A rule with its number within its place, as people refer to it."""

    number: int
    rule: Rule

    def __str__(self):
        return in_words(self.number, self.rule.name)


def in_words(number, name):
    """How a rule explains itself on a review."""
    return f"Rule {number}: {name}"


@dataclass(frozen=True)
class RuleSet:
    """All rules together, in order."""

    rules: tuple[Rule, ...] = ()

    @classmethod
    def read(cls, stored):
        """From what `stored` gave."""
        return cls(tuple(Rule(**each) for each in stored))

    def stored(self):
        """Fit for JSON."""
        return [asdict(rule) for rule in self.rules]

    @property
    def places(self):
        return list(dict.fromkeys(rule.place for rule in self.rules))

    def at(self, place):
        """The numbered rules of one place, in the order in which they are tried."""
        here = [rule for rule in self.rules if rule.place == place]
        return [Numbered(number, rule) for number, rule in enumerate(here, 1)]

    def find(self, key):
        """The numbered rule of that key, or None."""
        rule = next((rule for rule in self.rules if rule.key == key), None)
        return rule and next(each for each in self.at(rule.place) if each.rule is rule)

    def winner(self, place, facts):
        """The first that fits, or None."""
        return next((each for each in self.at(place) if each.rule.fits(facts)), None)

    def fitting(self, place, facts):
        """All that fit, in order."""
        return [each for each in self.at(place) if each.rule.fits(facts)]

    def put(self, rule):
        """With this rule in the place of the one with its key, or added last."""
        if self.find(rule.key) is None:
            return RuleSet((*self.rules, rule))
        return RuleSet(tuple(rule if each.key == rule.key else each for each in self.rules))

    def without(self, key):
        return RuleSet(tuple(rule for rule in self.rules if rule.key != key))

    def switched(self, key):
        """With the rule off when it was on, and on when it was off."""
        rule = self.find(key).rule
        return self.put(replace(rule, is_active=not rule.is_active))

    def moved(self, key, steps):
        """With the rule tried earlier (steps below 0) or later within its place; at the edge it stays."""
        rule = self.find(key).rule
        here = [each.rule for each in self.at(rule.place)]
        target = min(max(here.index(rule) + steps, 0), len(here) - 1)
        here.remove(rule)
        here.insert(target, rule)
        in_new_order = iter(here)
        return RuleSet(tuple(next(in_new_order) if each.place == rule.place else each for each in self.rules))


# --- why ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """What became of one rule: `verdict` is wins, asks, fails, off or unreached; `failing` conditions are to blame."""

    each: Numbered
    verdict: str
    failing: list[dict]

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


def tried(rule_set, place, facts):
    """Every rule of a place with its verdict on these facts, in order."""
    if place == APPROVAL:
        return [_asks(each, facts) for each in rule_set.at(place)]
    winner = rule_set.winner(place, facts)
    return [_tried(each, winner, facts) for each in rule_set.at(place)]


def _asks(each, facts):
    """An approval rule does not wait for its turn: it asks, or one of its conditions fails."""
    failing = [one for one in each.rule.conditions if not conditions.holds(one, facts)]
    if not each.rule.is_active:
        return Tried(each, "off", [])
    return Tried(each, "fails", failing) if failing else Tried(each, "asks", [])


def _tried(each, winner, facts):
    failing = [one for one in each.rule.conditions if not conditions.holds(one, facts)]
    if winner and each.number == winner.number:
        return Tried(each, "wins", [])
    if not each.rule.is_active:
        return Tried(each, "off", [])
    if failing:
        return Tried(each, "fails", failing)
    return Tried(each, "unreached", [])


# --- what can never happen, and what can happen at once -------------------------------------------------


def shadowed(rule_set):
    """[(rule, the earlier one that always wins instead)]: only what can be proved from the conditions."""
    pairs = []
    for place in (place for place in rule_set.places if place != APPROVAL):
        active = [each for each in rule_set.at(place) if each.rule.is_active]
        for index, each in enumerate(active):
            earlier = (one for one in active[:index] if covers(one.rule.conditions, each.rule.conditions))
            if by := next(earlier, None):
                pairs.append((each, by))
    return pairs


def covers(weaker, stronger):
    """Whether `weaker` conditions provably hold whenever `stronger` ones do."""
    return all(any(conditions.implies(one, needed) for one in stronger) for needed in weaker)


def largest_together(lists):
    """The numbers of the largest group of lists of conditions that could all hold at once.

    “Could” is generous: two lists are kept apart only where they provably contradict each other.
    """
    count = len(lists)
    friends = {
        number: {other for other in range(count) if other != number and not contradict(lists[number], lists[other])}
        for number in range(count)
    }
    return sorted(_largest(set(), set(range(count)), friends))


def contradict(one, other):
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
    facts: dict
    term_slugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rerouted:
    """One place of one review that two rule sets answer differently; None where no rule wins."""

    review: int
    place: str
    before: Numbered | None
    after: Numbered | None


def rerouted(before, after, samples):
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
    old, new = _asked(before, sample.facts), _asked(after, sample.facts)
    gone = [Rerouted(sample.review, APPROVAL, each, None) for who, each in old.items() if who not in new]
    return gone + [Rerouted(sample.review, APPROVAL, None, each) for who, each in new.items() if who not in old]


def _asked(rule_set, facts):
    """{desk and person: the first rule that asks them}."""
    asked = {}
    for each in rule_set.fitting(APPROVAL, facts):
        asked.setdefault((each.rule.desk, each.rule.person), each)
    return asked


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
    def shown(self):
        return self.after or self.before


def changes(before, after):
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
