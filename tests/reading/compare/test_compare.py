"""What a comparison says of ordinary edits, in the words that a lawyer would read."""

from reading.compare import compare, counts
from tests.reading.compare.edits import clauses_of, document, kinds, redlines, sentence

OLD = """1. Scope. The supplier performs the services in Annex A.

2. Term. This agreement runs for two years from the Effective Date.

3. Termination. Either party may end it on ninety days' notice as set out in Section 5.

4. Law. The law of Ireland governs this agreement and every dispute that arises from it.

5. Fees. The customer pays EUR 5,000.00 within 30 days after receipt of the invoice.
"""


def test_compare_keeps_amounts_whole_and_runs_readable():
    new = OLD.replace("EUR 5,000.00 within 30 days after", "EUR 7,500.50 within 60 days from")
    assert redlines(OLD, new) == [
        (
            "edited",
            False,
            "5. Fees. The customer pays EUR [-5,000.00 within 30 days after -]{+7,500.50 within 60 days from +}"
            "receipt of the invoice.",
        )
    ]


def test_compare_shows_a_rewritten_sentence_as_one_run():
    new = OLD.replace(
        "Either party may end it on ninety days' notice as set out in Section 5.",
        "The customer alone can terminate at the end of any month and owes nothing for the time after it.",
    )
    (_, _, shown), *more = redlines(OLD, new)
    assert not more
    assert shown.count("[-") <= 2


def test_compare_puts_an_inserted_sentence_where_sentences_begin():
    old = "7. Audit. The customer may audit the supplier. The supplier helps with each audit."
    new = old.replace("The supplier helps", "The customer may audit the processors. The supplier helps")
    assert redlines(old, new) == [
        (
            "edited",
            False,
            "7. Audit. The customer may audit the supplier. {+The customer may audit the processors. +}"
            "The supplier helps with each audit.",
        )
    ]


def test_compare_calls_a_new_number_alone_renumbered():
    added = "2. Data. The supplier deletes all personal data within ten days of the end."
    new = OLD.replace("2. Term", added + "\n\n3. Term").replace("3. Termination", "4. Termination")
    new = new.replace("4. Law", "5. Law").replace("5. Fees", "6. Fees")
    assert kinds(OLD, new) == ["added", "renumbered", "renumbered", "renumbered", "renumbered"]
    assert redlines(OLD, new)[1][2].startswith("<2.>3.> Term.")


def test_compare_lets_references_follow_their_clause():
    new = OLD.replace("Section 5", "Section 6").replace("5. Fees", "5. Data. All data is deleted.\n\n6. Fees")
    assert kinds(OLD, new) == ["renumbered", "added", "renumbered"]


def test_compare_calls_a_reference_to_another_clause_edited():
    assert kinds(OLD, OLD.replace("Section 5", "Section 4")) == ["edited"]


def test_compare_does_not_take_a_changed_amount_for_a_reference():
    old = "1. Fee. It is due in 2 days.\n\n2. Law. The law of Ireland governs every dispute about this agreement."
    new = "1. Fee. It is due in 3 days.\n\n3. Law. The law of Ireland governs every dispute about this agreement."
    assert kinds(old, new) == ["edited", "renumbered"]


def test_compare_finds_a_clause_that_moved_and_was_edited():
    paragraphs = [sentence(seed, 30) for seed in range(6)]
    moved = paragraphs[1].replace(paragraphs[1].split()[7], "something")
    changes = compare(clauses_of(*paragraphs), clauses_of(*[*paragraphs[:1], *paragraphs[2:], moved]))
    assert [(str(change.kind), change.moved, change.old) for change in changes if change.kind != "unchanged"] == [
        ("edited", True, (1,))
    ]


def test_compare_shows_a_rewritten_clause_under_its_heading():
    old = "1. Law. The law of Ireland governs.\n\n2. Liability. Nobody owes more than was paid.\n\n3. End. It ends."
    new = old.replace("Nobody owes more than was paid", "Without any limit, each side bears all losses of the other")
    assert kinds(old, new) == ["edited"]


def test_compare_takes_another_heading_for_another_clause():
    name, agents = "The Vendor may use the Customer's name and logo.", "The Vendor may use agents of its own choice."
    old = f"1. Law. Ireland.\n\n2. Publicity. {name}\n\n3. End. It ends."
    new = f"1. Law. Ireland.\n\n2. Staff. {agents}\n\n3. End. It ends."
    assert kinds(old, new) == ["removed", "added"]


def test_compare_ignores_what_only_looks_different():
    old = (
        "1. Scope. The “Supplier” shall per-\nform the third-party services – promptly – and\n"
        "• keep records\n• report US$ 1,000\u00a0000 ......... yearly\n\n2. Law. Ireland’s law governs."
    )
    new = (
        '1. Scope. The "Supplier" shall perform the third‑party services - promptly - and\n'
        "- keep  records\n- report US$ 1,000 000 ... yearly\n\n2. Law. Ireland's law governs."
    )
    new = new.replace("1,000 000", "1,000\u202f000")
    assert kinds(old, new) == []


def test_compare_ignores_the_ends_of_pages_and_running_heads():
    page = "ACME MASTER TERMS\n\n{}. Duty {}. The party keeps all\n\n\nits records of kind {}.\n\n"
    plain = "{}. Duty {}. The party keeps all its records of kind {}.\n\n"
    old = "".join(page.format(number, *"ABC"[number - 1] * 2) for number in (1, 2, 3))
    new = "".join(plain.format(number, *"ABC"[number - 1] * 2) for number in (1, 2, 3))
    assert kinds(old, new) == []


def test_compare_ignores_another_cut_between_clauses():
    one, two, three = (sentence(seed) for seed in range(3))
    assert counts(compare(clauses_of(one, f"{two} {three}"), clauses_of(f"{one} {two}", three)))["unchanged"] == 1


def test_compare_sees_that_a_clause_was_split():
    one, two, three = (sentence(seed, 25) for seed in range(3))
    changes = compare(clauses_of(f"1. {one} {two}", three), clauses_of(f"1. {one}", f"2. {two}", three))
    assert [(str(change.kind), change.old, change.new) for change in changes] == [
        ("split", (0,), (0, 1)),
        ("unchanged", (1,), (2,)),
    ]


def test_compare_sees_that_clauses_were_merged():
    one, two, three = (sentence(seed, 25) for seed in range(3))
    changes = compare(clauses_of(f"1. {one}", f"2. {two}", three), clauses_of(f"1. {one} {two}", three))
    assert next((str(change.kind), change.old, change.new) for change in changes) == ("merged", (0, 1), (0,))


def test_compare_does_not_move_what_says_nothing():
    old = ["Reserved.", *[sentence(seed) for seed in range(3)], "Reserved."]
    new = [*[sentence(seed) for seed in range(3)], "Reserved."]
    assert [str(change.kind) for change in compare(clauses_of(*old), clauses_of(*new))] == [
        "removed",
        *["unchanged"] * 4,
    ]


def test_compare_takes_documents_without_clauses():
    _, clauses = document("1. Law. Ireland.")
    assert compare([], []) == []
    assert [str(change.kind) for change in compare([], clauses)] == ["added"]
    assert [str(change.kind) for change in compare(clauses, [])] == ["removed"]
