"""Keeping what a returned version changed: the redline of each term, and where the terms stand in it now."""

from bisect import bisect_right

from reviews.models import Passage, VendorChange


def keep_changes(returned, *, sent_back, reason, by):
    """Write down what changed in the words of each term. `sent_back` are the pks of the terms that fell back."""
    rows = [
        VendorChange(
            term_id=pk,
            old_version=comparison.old,
            new_version=comparison.new,
            redline=change.redline,
            sent_back=pk in sent_back,
            reason="" if pk in sent_back else reason,
            recorded_by=by,
        )
        for pk, (comparison, change) in returned.changed.items()
    ]
    VendorChange.objects.bulk_create(rows, ignore_conflicts=True)


def carry_passages_over(returned):
    """Let every term rest on the same words in the new version, or on what became of them."""
    rows = []
    for comparison, change in returned.found.values():
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
