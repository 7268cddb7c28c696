"""Keeping what a returned version changed: the redline of each term, and where the terms stand in it now."""

from bisect import bisect_right

from reviews.models import Passage, VendorChange

BETWEEN = ["keep", "\n\n"]


def keep_changes(returned, taken_up, *, sent_back, reason, by):
    """Write down what changed in the words of each term, and the loose clauses that were taken up for it.

    `taken_up` is {Term: [LooseClause]}, `sent_back` are the pks of the terms that fell back.
    """
    redlines = {}
    for pk, (comparison, change) in returned.changed.items():
        redlines[pk, comparison] = list(change.redline)
    for term, clauses in taken_up.items():
        for clause in clauses:
            so_far = redlines.setdefault((term.pk, clause.comparison), [])
            so_far += [BETWEEN, *clause.redline] if so_far else clause.redline
    rows = [
        VendorChange(
            term_id=pk,
            old_version=comparison.old,
            new_version=comparison.new,
            redline=redline,
            sent_back=pk in sent_back,
            reason="" if pk in sent_back else reason,
            recorded_by=by,
        )
        for (pk, comparison), redline in redlines.items()
    ]
    VendorChange.objects.bulk_create(rows, ignore_conflicts=True)


def carry_passages_over(returned):
    """Let every term rest on the same words in the new version, or on what became of them."""
    rows = []
    for comparison, change in returned.changes.values():
        clauses = comparison.new.reading.clauses
        starts = [clause["start"] for clause in clauses]
        text = comparison.new.reading.text
        for start, end in change.new:
            place = max(bisect_right(starts, start) - 1, 0)
            end = start + len(text[start:end].rstrip())
            if end > start:
                rows.append(_passage(change.term, comparison.new, place, clauses[place], start, end, text[start:end]))
    Passage.objects.bulk_create(rows, ignore_conflicts=True)


def _passage(term, version, place, clause, start, end, quote):
    return Passage(
        term=term,
        version=version,
        clause=place,
        start=start,
        end=end,
        page=clause["page"],
        number=clause["number"][:40],
        quote=quote,
    )
