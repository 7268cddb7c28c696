"""What a comparison means for a review: which terms rest on which change, and a passage as a redline.

Terms know their passages in a version once somebody confirmed them (reviews.models.Passage). For a term without one,
the vendor's wording that was written down is looked for in the text.
"""

from collections import defaultdict
from dataclasses import dataclass

from reading.compare import Fate, Op, changed_passages
from reviews.models import Outcome, Passage, Term

SHORTEST_WORDING = 20  # letters: a shorter wording may stand anywhere


@dataclass(frozen=True)
class TermChange:
    """What became of the passages of one term."""

    term: Term
    fate: Fate
    old: tuple  # spans in the old text
    new: tuple  # spans in the new text
    changes: tuple  # places in the list of changes
    redline: list  # [[operation, words]] of the clauses whose words changed

    @property
    def is_removed(self):
        return self.fate == Fate.REMOVED

    @property
    def words_changed(self):
        return self.fate in (Fate.CHANGED, Fate.REMOVED)

    @property
    def is_decided(self):
        return self.term.outcome != Outcome.OPEN


def term_changes(comparison, terms):
    """What became of each of `terms` that has a passage in the old version, in their order.

    `comparison` comes from contracts.actions.comparisons.compare_versions and carries both readings.
    """
    changes = comparison.all_changes()
    old_text, new_text = comparison.old.reading.text, comparison.new.reading.text
    places = passages_of(terms, comparison.old, old_text)
    pieces = []
    for term in terms:
        if spans := places.get(term.pk):
            passages = changed_passages(spans, changes)
            pieces.append(_term_change(term, passages, changes, old_text, new_text))
    return pieces


def passages_of(terms, version, text):
    """{pk of a term: [(start, end)]} in a version's text."""
    by_term = defaultdict(list)
    for passage in Passage.objects.filter(version=version, term__in=[term.pk for term in terms]):
        by_term[passage.term_id].append((passage.start, passage.end))
    for term in terms:
        wording = term.vendor_wording.strip()
        if term.pk not in by_term and len(wording) >= SHORTEST_WORDING and (start := text.find(wording)) >= 0:
            by_term[term.pk].append((start, start + len(wording)))
    return by_term


def _term_change(term, passages, changes, old_text, new_text):
    places = {place for passage in passages if passage.words_changed for place in passage.changes}
    return TermChange(
        term=term,
        fate=_fate_of_all(passages),
        old=tuple((passage.start, passage.end) for passage in passages),
        new=tuple(tuple(span) for passage in passages for span in passage.new),
        changes=tuple(sorted({place for passage in passages for place in passage.changes})),
        redline=[piece for place in sorted(places) for piece in segments(changes[place], old_text, new_text)],
    )


def _fate_of_all(passages):
    """Of a term with several passages: changed as soon as one is; removed only when all are."""
    fates = {passage.fate for passage in passages}
    if fates & {Fate.CHANGED, Fate.REMOVED}:
        return Fate.REMOVED if fates == {Fate.REMOVED} else Fate.CHANGED
    return next(fate for fate in (Fate.MOVED, Fate.SAME, Fate.UNKNOWN) if fate in fates)


def title_of(clause):
    """“8.2 Cap on liability”, or how the clause begins where it has neither number nor heading."""
    named = f"{clause['number']} {clause['heading']}".strip()
    if named:
        return named[:120]
    begin = " ".join(clause["text"].split()[:8])
    return f"“{begin[:80]} …”"


def segments(change, old_text, new_text):
    """The wording of a change as [[operation, words]]: numbers as new ones, kept words as the new version has them."""
    pieces = []
    for operation in change.operations:
        before, after = (
            old_text[operation.old_start : operation.old_end],
            new_text[operation.new_start : operation.new_end],
        )
        if operation.op == Op.NUMBER:
            _add(pieces, Op.KEEP, after) if before.strip() == after.strip() else _changed(pieces, before, after)
        else:
            _add(pieces, operation.op, before if operation.op == Op.DELETE else after)
    return pieces


def _changed(pieces, before, after):
    _add(pieces, Op.DELETE, before)
    _add(pieces, Op.INSERT, after)


def _add(pieces, op, words):
    if not words:
        return
    if pieces and pieces[-1][0] == op:
        pieces[-1][1] += words
    else:
        pieces.append([str(op), words])
