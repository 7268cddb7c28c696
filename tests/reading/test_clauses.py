"""Cutting contracts into clauses: numbers, headings, broken pages, parents, and texts made to be slow."""

import time
from itertools import pairwise

import pytest

from reading.clauses import segment
from reading.document import Heading, Page

NUMBERED = """SERVICE AGREEMENT

1. Scope. The supplier performs the services in Annex A.

2. TERM AND TERMINATION

2.1 Term. This agreement runs for two years.

2.2 Termination. Either party may end it: (a) for cause; or

(b) for convenience on ninety days' notice.

3. Law. The law of Ireland governs.
"""


def shape(clauses):
    return [(clause.number, clause.heading, clause.level, clause.parent) for clause in clauses]


def texts(clauses):
    return [clause.text for clause in clauses]


def test_segment_knows_numbers_headings_and_parents():
    assert shape(segment(NUMBERED)) == [
        ("", "SERVICE AGREEMENT", 1, None),
        ("1", "Scope", 2, 0),
        ("2", "TERM AND TERMINATION", 2, 0),
        ("2.1", "Term", 3, 2),
        ("2.2", "Termination", 3, 2),
        ("3", "Law", 2, 0),
    ]


def test_segment_keeps_a_list_with_the_words_that_lead_in():
    clause = next(clause for clause in segment(NUMBERED) if clause.number == "2.2")
    assert clause.text.startswith("2.2 Termination.")
    assert clause.text.endswith("ninety days' notice.")


def test_segment_gives_places_that_hold_the_text():
    clauses = segment(NUMBERED)
    assert [NUMBERED[clause.start : clause.end] for clause in clauses] == texts(clauses)
    assert all(clause.end <= following.start for clause, following in pairwise(clauses))


def test_segment_finds_numbers_inside_a_paragraph_when_they_go_on():
    text = "1.1 Fees. The fee is 10. See Section 4.2 Below for more. 1.2 Invoices. They come monthly. 1.3 Tax. None."
    assert texts(segment(text)) == [
        "1.1 Fees. The fee is 10. See Section 4.2 Below for more.",
        "1.2 Invoices. They come monthly.",
        "1.3 Tax. None.",
    ]


def test_segment_joins_a_sentence_that_a_page_break_cut():
    text = "4. Records. The supplier keeps records for\n\n\n17\n\n\nfive years after the end.\n\n5. Audit. Once a year."
    assert [clause.number for clause in segment(text)] == ["4", "5"]
    assert segment(text)[0].text.endswith("five years after the end.")


def test_segment_leaves_out_running_headers_and_filing_remarks():
    page = "ACME MASTER TERMS\n\n{}. Duty {}. The party does what it must.\n\nSource: ACME, 10-K, 1/2/2020\n\n{}\n\n"
    text = "".join(page.format(number, "ABC"[number - 1], number) for number in (1, 2, 3))
    assert texts(segment(text)) == [f"{n}. Duty {'ABC'[n - 1]}. The party does what it must." for n in (1, 2, 3)]


def test_segment_does_not_take_a_table_of_contents_for_clauses():
    contents = "TABLE OF CONTENTS\n\n1. Scope ........ 3\n\n2. Fees ........ 4\n\n3. Term ........ 6\n\n"
    inline = "CONTENTS Clause Page\n\n1. Scope 3 2. Fees 4 3. Term 6 4. Law 8 5. Notices 9\n\n"
    body = "1. Scope. The work is in Annex A.\n\n2. Fees. Monthly."
    for table in (contents, inline):
        assert texts(segment(table + body)) == ["1. Scope. The work is in Annex A.", "2. Fees. Monthly."]


def test_segment_puts_a_heading_with_the_text_below_it():
    text = "LIMITATION OF LIABILITY\n\nNeither party is liable for lost profit.\n\nThe cap is the yearly fee."
    assert [(clause.heading, clause.parent) for clause in segment(text)] == [
        ("LIMITATION OF LIABILITY", None),
        ("LIMITATION OF LIABILITY", 0),
    ]
    assert segment(text)[0].text == "LIMITATION OF LIABILITY\n\nNeither party is liable for lost profit."


def test_segment_trusts_the_headings_that_a_word_file_declares():
    text = "what we promise each other\n\nThe supplier delivers.\n\nwhat it costs\n\nTen a month."
    declared = [Heading(0, 26, 1), Heading(text.index("what it costs"), text.index("what it costs") + 13, 1)]
    assert [clause.heading for clause in segment(text, headings=declared)] == [
        "what we promise each other",
        "what it costs",
    ]


def test_segment_recognises_definitions():
    text = (
        '1. Definitions.\n\n1.1 "Fee" means the price in Annex B.\n\n1.2 "Day" means a calendar day.\n\n2. Fees. Ten.'
    )
    assert [clause.kind for clause in segment(text)] == ["definition", "definition", "definition", "clause"]


def test_segment_reads_raw_pdf_text_without_blank_lines():
    text = (
        "1. Services. The provider performs the services that are described in the first\n"
        "annex to this agreement, with the care of a prudent merchant.\n"
        "2. Fees. The customer pays the fees of the second annex within thirty days of\n"
        "an invoice.\n"
    )
    assert [clause.number for clause in segment(text)] == ["1", "2"]
    assert segment(text)[1].text.endswith("an invoice.")


def test_segment_splits_a_long_clause_at_the_end_of_a_sentence():
    text = "7. Duties. " + " ".join(f"The supplier shall do thing number {word} well." for word in "abcdefghij" * 10)
    parts = segment(text)
    assert [len(part.text.split()) <= 350 for part in parts] == [True] * len(parts)
    assert len(parts) == 3
    assert [part.text[-5:] for part in parts] == ["well."] * 3
    assert {(part.number, part.heading) for part in parts} == {("7", "Duties")}


def test_segment_says_the_page_of_each_clause():
    text = "1. One. A sentence.\n\n2. Two. Another.\n\n3. Three. The last."
    second, third = text.index("2."), text.index("3.")
    pages = [Page(1, 0, second - 2), Page(2, second - 1, second - 1), Page(3, second, third - 2), Page(4, third, 60)]
    assert [clause.page for clause in segment(text, pages=pages)] == [1, 3, 4]


def test_segment_reads_markdown():
    text = "# Terms\n\n## 1. Fees\n\nThe fee is ten.\n\n**2. Term.** One year."
    assert [(clause.number, clause.heading) for clause in segment(text)] == [
        ("", "Terms"),
        ("1", "Fees"),
        ("2", "Term"),
    ]


def test_segment_of_nothing_is_nothing():
    assert segment("") == segment(" \n\f\r\n ") == []


LONG = 300_000  # characters
HARD = [
    "1.",
    "1. ",
    "(",
    "( ",
    "a",
    "1.1 A ",
    "\n",
    "A\n",
    ".",
    '"',
    " ",
    "I",
    "(i)\n",
    "ARTICLE I ",
    "[***]\n",
    "“A” means ",
]
HARD += ["Aa ", "<a", "# ", "- ", ". \n", "A. ", "\n ", "1.1.1.1.1 ", "Section ", "9. Aa. "]


@pytest.mark.parametrize("piece", HARD)
def test_segment_takes_a_long_text_of_anything_in_seconds(piece):
    began = time.process_time()
    segment(piece * (LONG // len(piece)))
    assert time.process_time() - began < 5
