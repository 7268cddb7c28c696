"""Changing rules, of the split or of approvals: on a draft that decides nothing, then saved as the next version.

Versions are never changed. Restoring an old one fills a draft with it, so that it is looked at before it counts.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.models import Audience
from common.words import too_long
from people.models import Team, User
from reviews.models import Book, Part, RuleDraft, RuleVersion, TermType
from reviews.pure.rule_sets import APPROVAL, TERM, Rule, RuleSet, changes
from reviews.pure.verbs import Verb
from reviews.rules import policies
from reviews.rules.books import current_version, live_rules, write_live_rules

NAME_MAX = 120
WORDS = {Book.SPLIT: "the split", Book.APPROVALS: "approvals"}


@transaction.atomic
def put_rule(rule: Rule, *, by: User) -> RuleDraft | None:
    """Add a rule to the person's draft, or write it anew there. Returns the draft; None where it says nothing new."""
    if faults := faults_of(rule):
        raise ValidationError(faults)
    return _edit(Book.of(rule), by, lambda rules: rules.put(rule))


@transaction.atomic
def move_rule(key: str, *, steps: int, book: Book = Book.SPLIT, by: User) -> RuleDraft | None:
    """Try a rule earlier (steps below 0) or later."""
    return _edit(book, by, lambda rules: rules.moved(key, steps), key=key)


@transaction.atomic
def switch_rule(key: str, *, book: Book = Book.SPLIT, by: User) -> RuleDraft | None:
    """Switch a rule off, or on again."""
    return _edit(book, by, lambda rules: rules.switched(key), key=key)


@transaction.atomic
def remove_rule(key: str, *, book: Book = Book.SPLIT, by: User) -> RuleDraft | None:
    """Take a rule out of the person's draft."""
    return _edit(book, by, lambda rules: rules.without(key), key=key)


@transaction.atomic
def restore(version: RuleVersion, *, by: User) -> RuleDraft | None:
    """Fill the person's draft with an old version. It counts once it is saved, as a version of its own."""
    draft = _draft(Book(version.book), by)
    draft.rules, draft.restores = version.rules, version
    return _kept(draft)


@transaction.atomic
def discard_draft(*, book: Book = Book.SPLIT, by: User) -> None:
    """Throw the person's changes away."""
    _refuse_strangers(book, by)
    RuleDraft.objects.filter(author=by, book=book).delete()


@transaction.atomic
def save_rules(reason: str, *, book: Book = Book.SPLIT, by: User) -> RuleVersion:
    """Make the person's draft the rules that decide about new work. What is under way stays. Returns the version."""
    draft = _draft(book, by)
    latest = current_version(book)
    if blockers := blockers_to_save(draft, latest, reason):
        raise ValidationError(blockers)

    version = RuleVersion.objects.create(
        book=book,
        number=latest.number + 1,
        rules=draft.rules,
        saved_at=timezone.now(),
        saved_by=by,
        reason=reason.strip(),
        restores=draft.restores,
    )
    write_live_rules(version.rule_set, book)
    draft.delete()
    record(
        Verb.RULES_SAVED,
        version,
        by=by,
        audience=Audience.INTERNAL,
        texts={"reason": version.reason},
        book=book,
        number=version.number,
        former=latest.number,
        restores=version.restores and version.restores.number,
    )
    return version


def blockers_to_save(draft: RuleDraft, latest: RuleVersion, reason: str) -> list[str]:
    """What keeps a draft from becoming the next version, as sentences."""
    if draft.base_id != latest.pk:
        return [f"{latest.saved_by or 'Duet'} has saved version {latest.number} meanwhile. Discard and start from it."]
    if not changes(live_rules(Book(draft.book)), draft.rule_set):
        return ["Nothing has been changed, so there is nothing to save."]
    if not reason.strip():
        return ["Say in a sentence why you change the rules."]
    limit = RuleVersion._meta.get_field("reason").max_length or 0
    return too_long(reason.strip(), limit, "the reason") or _faults_of_set(draft.rule_set)


def _can_back_up(person: User | None) -> bool:
    """Whether somebody can be the backup of an approval: of whichever desk, as whoever is asked may all be gone."""
    return person is not None and person.is_active and person.is_reviewer


def faults_of(rule: Rule) -> list[str]:
    """What is wrong with one rule, as sentences."""
    faults = []
    if not rule.name.strip():
        faults.append("Give the rule a name: it is the reason that people read.")
    faults += too_long(rule.name, NAME_MAX, "the name")
    desk = Team.objects.filter(pk=rule.desk).first()
    if desk is None:
        return [*faults, "Choose a desk that exists."]
    people = {user.pk: user for user in User.objects.filter(pk__in=[rule.person, rule.backup])}
    is_approval = rule.place == APPROVAL
    if not is_approval or desk.retired_at:
        faults += desk.why_it_owns_no_terms
    for pk in filter(None, (rule.person, None if is_approval else rule.backup)):
        if (person := people.get(pk)) is None or not (person.is_active and person.is_on(desk)):
            faults.append(f"{person or 'That person'} is not a member of {desk}, or has left.")
    if is_approval and rule.backup and not _can_back_up(people.get(rule.backup)):
        faults.append("The backup is somebody who sits on a desk and has not left.")
    if rule.person and rule.person == rule.backup:
        faults.append("The backup must be somebody else.")
    if rule.backup and not rule.person and not is_approval:
        faults.append("A backup stands in for a person: name the person too.")
    if set(rule.covers) - set(Part.values):
        faults.append("Choose among the parts that an approval can cover.")
    return faults


def _faults_of_set(rule_set: RuleSet) -> list[str]:
    """The faults of every rule that is on, each with the rule that has it, and rules about what is no longer there."""
    slugs = set(TermType.objects.values_list("slug", flat=True))
    faults: list[str] = []
    for numbered in (numbered for place in rule_set.places for numbered in rule_set.at(place)):
        if numbered.rule.is_active:
            faults.extend(f"{numbered}: {fault}" for fault in faults_of(numbered.rule))
    gone = {place.removeprefix(TERM) for place in rule_set.places if place.startswith(TERM)} - slugs
    return faults + [f"There is no kind of term “{slug}” any more: remove its rules." for slug in sorted(gone)]


def _edit(book: Book, by: User, change: Callable[[RuleSet], RuleSet], *, key: str | None = None) -> RuleDraft | None:
    """Apply `change` to the rules of the person's draft, which starts from the rules that decide now."""
    draft = _draft(book, by)
    if key is not None and draft.rule_set.find(key) is None:
        raise ValidationError(["This rule is not there any more."])
    draft.rules = change(draft.rule_set).stored()
    return _kept(draft)


def _draft(book: Book, by: User) -> RuleDraft:
    """The person's draft, locked; a new one when there is none. Saving locks the same person's row first."""
    _refuse_strangers(book, by)
    locked_row(by)
    latest = current_version(book)
    list(RuleVersion.objects.select_for_update().filter(pk=latest.pk))  # two people saving wait for each other here
    draft = RuleDraft.objects.select_related("base", "restores").filter(author=by, book=book).first()
    return draft or RuleDraft(book=book, author=by, base=latest, rules=live_rules(book).stored())


def _kept(draft: RuleDraft) -> RuleDraft | None:
    """The draft, saved; one that says what decides already is dropped, so that nobody is asked to save nothing."""
    draft.changed_at, book = timezone.now(), Book(draft.book)
    if not changes(live_rules(book), draft.rule_set) and draft.base_id == current_version(book).pk:
        if draft.pk:
            draft.delete()
        return None
    draft.save()
    return draft


def _refuse_strangers(book: Book, by: User) -> None:
    if not policies.may_change_split(by):
        raise PermissionDenied(f"Only admins can change the rules of {WORDS[book]}.")
