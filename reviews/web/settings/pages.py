"""Rules as the settings pages show them: names in place of ids, conditions in words, and what is wrong with them."""

from dataclasses import dataclass, field
from functools import cached_property

from people.models import Team, User
from reviews.models import Book, Part, Slot, TermType
from reviews.pure.rule_sets import APPROVAL, shadowed, term_place, try_rules
from reviews.rules.fields import explain, explain_all, fields_of
from reviews.rules.health import place_names


@dataclass(frozen=True)
class Line:
    """One rule in a list. `shadowed_by` is the earlier rule that always wins instead, or None."""

    number: int
    rule: object
    when: str
    desk: Team | None
    person: User | None
    backup: User | None
    covers: list[str] = field(default_factory=list)
    shadowed_by: object = None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Place:
    """One of the three questions, or one kind of term, with its rules in order."""

    key: str
    label: str
    lines: list[Line]
    term_type: TermType | None = None


class Reader:
    """Puts names to what the rules of a book say. Four small queries a page, each asked only when it is needed."""

    def __init__(self, book=Book.SPLIT):
        self.book = Book(book)

    @cached_property
    def desks(self):
        return Team.objects.in_bulk()

    @cached_property
    def people(self):
        return User.objects.filter(memberships__isnull=False).distinct().in_bulk()

    @cached_property
    def fields(self):
        return fields_of(self.book)

    @cached_property
    def term_types(self):
        return list(TermType.objects.filter(is_active=True).select_related("desk", "second_desk"))

    @cached_property
    def place_names(self):
        return place_names(self.term_types)

    @property
    def places(self):
        """The places that rules of this book can stand in."""
        if self.book == Book.APPROVALS:
            return [APPROVAL]
        return [key for key in self.place_names if key != APPROVAL]

    def line(self, numbered, shadows=None, last=0):
        rule = numbered.rule
        return Line(
            number=numbered.number,
            rule=rule,
            when=explain_all(rule.conditions, self.fields),
            desk=self.desks.get(rule.desk),
            person=self.people.get(rule.person),
            backup=self.people.get(rule.backup),
            covers=[Part(part).label for part in rule.covers],
            shadowed_by=(shadows or {}).get(rule.key),
            is_first=numbered.number == 1,
            is_last=numbered.number == last,
        )

    def place(self, rule_set, key, term_type=None, shadows=None):
        rules = rule_set.at(key)
        lines = [self.line(numbered, shadows, len(rules)) for numbered in rules]
        return Place(key, self.place_names.get(key, key), lines, term_type)

    def shown_first(self, rule_set):
        """The places of the book's first page: the three questions, or the one list of approval rules."""
        return [self.place(rule_set, APPROVAL)] if self.book == Book.APPROVALS else self.slots(rule_set)

    def slots(self, rule_set):
        """The three questions with their rules."""
        shadows = _shadows(rule_set)
        return [self.place(rule_set, slot.value, shadows=shadows) for slot in Slot]

    def kinds_of_terms(self, rule_set):
        """Every active kind of term with its rules, which may be none."""
        shadows = _shadows(rule_set)
        return [self.place(rule_set, term_place(term_type.slug), term_type, shadows) for term_type in self.term_types]

    def who(self, numbered):
        """Whom a rule names; None where there is no rule (a term then stays with its usual desk)."""
        if numbered is None:
            return None
        person, desk = self.people.get(numbered.rule.person), self.desks.get(numbered.rule.desk)
        return f"{person} ({desk})" if person else str(desk or "a desk that is gone")

    def differences(self, differences):
        """The lines of a preview: where, from whom, to whom, and because of which rule."""
        usual = {term_place(term_type.slug): str(term_type.desk) for term_type in self.term_types} | {
            APPROVAL: "not asked"
        }
        return [
            {
                "reference": f"R-{difference.review}",
                "review": difference.review,
                "place": self.place_names.get(difference.place, difference.place),
                "before": self.who(difference.before) or usual.get(difference.place, "nobody"),
                "after": self.who(difference.after) or usual.get(difference.place, "nobody"),
                "because": str(difference.after) if difference.after else f"{difference.before} no longer fits",
            }
            for difference in differences
        ]

    def changes(self, changes):
        """The lines of a comparison: each rule that changed, as it was and as it is."""
        return [
            {
                "change": change,
                "place": self.place_names.get(change.shown.rule.place, change.shown.rule.place),
                "before": change.before and self.line(change.before),
                "after": change.after and self.line(change.after),
            }
            for change in changes
        ]

    def trial(self, rule_set, facts, term_slugs):
        """For each place: every rule, and why it wins or does not."""
        places = [APPROVAL] if self.book == Book.APPROVALS else [slot.value for slot in Slot]
        places += [term_place(slug) for slug in term_slugs if rule_set.at(term_place(slug))]
        return [(self.place_names.get(key, key), self._trials(rule_set, key, facts)) for key in places]

    def _trials(self, rule_set, key, facts):
        return [
            {
                "line": self.line(outcome.numbered),
                "outcome": outcome,
                "failing": [self._failure(condition, facts) for condition in outcome.failing],
            }
            for outcome in try_rules(rule_set, key, facts)
        ]

    def _failure(self, condition, facts):
        """“value is at least 50,000” does not hold: it is 30,000."""
        field, fact = self.fields.get(condition["field"]), facts.get(condition["field"])
        given = "it is not answered" if fact in (None, "") else f"it is {field.words(fact) if field else fact}"
        return f"“{explain(condition, self.fields)}” does not hold: {given}"


def _shadows(rule_set):
    return {numbered.rule.key: by for numbered, by in shadowed(rule_set)}


def fields_in_use(rule_set, fields):
    """The fields that any rule looks at, after those that every request has."""
    used = {condition["field"] for rule in rule_set.rules for condition in rule.conditions}
    always = ["kind", "value", "currency", "vendor_risk", "vendor_is_new"]
    return [fields[key] for key in [*always, *sorted(used - set(always))] if key in fields]
