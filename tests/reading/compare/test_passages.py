"""What became of the passages that terms rest on."""

from reading.clauses import segment
from reading.compare import Fate, changed_passages, compare

OLD = """1. Scope. The supplier performs the services. It does so with care and skill.

2. Law. The law of Ireland governs this agreement and every dispute that arises from it.

3. Fees. The customer pays EUR 5,000 within 30 days after receipt of the invoice.

4. Publicity. Neither party names the other in public without its consent.
"""


def fate_of(passage, new, *, old=OLD):
    """(fate, where it stands now) of a passage given by its words."""
    start = old.index(passage)
    (changed,) = changed_passages([(start, start + len(passage))], compare(segment(old), segment(new)))
    return changed.fate, " / ".join(new[span.start : span.end] for span in changed.new)


def test_passage_that_stays_is_the_same_where_it_stands_now():
    new = OLD.replace("1. Scope.", "1. Aim. Both parties want this to work.\n\n2. Scope.").replace("2. Law", "3. Law")
    assert fate_of("Ireland governs this", new) == (Fate.SAME, "Ireland governs this")


def test_passage_that_moved_is_found_with_its_number():
    law = "2. Law. The law of Ireland governs this agreement and every dispute that arises from it.\n\n"
    new = OLD.replace(law, "") + "\n" + law.replace("2. Law", "5. Law")
    assert fate_of(law.strip(), new) == (Fate.MOVED, law.strip().replace("2. Law", "5. Law"))


def test_passage_is_changed_by_a_word_in_it():
    assert fate_of("within 30 days after", OLD.replace("30", "60")) == (Fate.CHANGED, "within 60 days after")


def test_passage_is_not_changed_by_another_sentence_of_its_clause():
    new = OLD.replace("with care and skill", "with care, skill and speed")
    assert fate_of("The supplier performs the services.", new) == (Fate.SAME, "The supplier performs the services.")


def test_passage_is_changed_by_a_condition_appended_to_it():
    new = OLD.replace("without its consent.", "without its consent, which may be refused.")
    fate, now = fate_of("Neither party names the other in public without its consent.", new)
    assert fate == Fate.CHANGED
    assert now.endswith("which may be refused.")


def test_passage_of_a_removed_clause_is_removed():
    new = OLD[: OLD.index("4. Publicity")]
    assert fate_of("Neither party names the other", new) == (Fate.REMOVED, "")


def test_passage_that_reaches_over_two_clauses_has_both_places():
    passage = OLD[OLD.index("It does so") : OLD.index("every dispute")].strip()
    fate, now = fate_of(passage, OLD.replace("care and skill", "great care"))
    assert fate == Fate.CHANGED
    assert now.startswith("It does so with")
    assert now.endswith("2. Law. The law of Ireland governs this agreement and")


def test_passage_outside_every_clause_is_unknown():
    changes = compare(segment(OLD), segment(OLD))
    assert changed_passages([(len(OLD) + 5, len(OLD) + 9)], changes)[0].fate == Fate.UNKNOWN
