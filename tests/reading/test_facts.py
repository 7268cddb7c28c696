# ruff: noqa: E501  one case a line
"""Key facts from plain wording; where the wording is unclear, nothing is said."""

import time

import pytest

from reading.clauses import segment
from reading.document import Document
from reading.facts import finding, law, liability, money, term, values, when

CONTRACT = """MASTER SERVICES AGREEMENT

This Master Services Agreement is made as of March 3, 2025 (the "Effective Date") by and between Nordlicht Software
GmbH, a German company ("Provider"), and Harbour & Sons Ltd., a company registered in Ireland ("Customer").

1. Term. The initial term of this Agreement is twenty-four (24) months. It shall automatically renew for successive
periods of one (1) year, unless either party gives notice at least sixty (60) days prior to the end of the term.

2. Payment. Customer shall pay each invoice within thirty (30) days of receipt of the invoice. The yearly fee is
EUR 48,000.

3. Limitation of liability. Provider's total liability under this Agreement shall not exceed the fees paid in the
twelve months before the claim, or EUR 100,000.

4. Governing law. This Agreement is governed by the laws of Ireland, without regard to conflict of laws.
"""


def years(count):
    return {"count": count, "unit": "year"}


def months(count):
    return {"count": count, "unit": "month"}


def days(count):
    return {"count": count, "unit": "day"}


def read(text):
    return finding.find(Document("a.txt", text, clauses=tuple(segment(text))))


def fact_values(text, *names):
    return {fact.name: fact.value for fact in read(text) if not names or fact.name in names}


def test_find_reads_the_facts_of_a_plain_contract():
    facts = read(CONTRACT)
    assert [(fact.name, fact.value) for fact in facts] == [
        ("party", {"name": "Nordlicht Software GmbH", "called": "Provider"}),
        ("party", {"name": "Harbour & Sons Ltd.", "called": "Customer"}),
        ("agreement_date", "2025-03-03"),
        ("effective_date", "2025-03-03"),
        ("initial_term", {"count": 24, "unit": "month"}),
        ("renewal", {"automatic": True, "length": {"count": 1, "unit": "year"}}),
        ("renewal_notice", {"count": 60, "unit": "day"}),
        ("governing_law", "Ireland"),
        (
            "liability_cap",
            {
                "amount": 100000,
                "currency": "EUR",
                "basis": "fees paid in the twelve months before the claim, or EUR 100,000",
                "multiple": "",
            },
        ),
        ("payment_days", 30),
        ("currency", "EUR"),
        ("amount", {"amount": 48000, "currency": "EUR"}),  # the other amount is the cap
    ]


def test_find_quotes_the_passage_it_read():
    facts = read(CONTRACT)
    assert [CONTRACT[fact.start : fact.end] for fact in facts] == [fact.text for fact in facts]
    law = next(fact for fact in facts if fact.name == "governing_law")
    assert law.text == CONTRACT[CONTRACT.index("4. ") :].strip()


@pytest.mark.parametrize(
    "wording, place",
    [
        ("governed by and construed in accordance with the laws of the State of New York, U.S.A.", "New York"),
        ("CONSTRUED UNDER THE LAWS OF THE STATE OF TEXAS WITHOUT REGARD TO ITS RULES", "Texas"),
        ("governed by the laws of England and Wales", "England and Wales"),
        ("governed by Delaware law", "Delaware"),
        ("governed by the laws of the District of Columbia", "District of Columbia"),
        ("governed by the laws of the country of the customer", None),
        ("governed by the laws of the Vendor's seat", None),
        ("governed by the laws of Vendor", None),
        ("governed by applicable law", None),
        ("governed by PRC laws", "People's Republic of China"),
        ("governed by the laws of the People's Republic of China", "People's Republic of China"),
        ("governed by the laws of the State of Governing Law", None),
    ],
)
def test_find_names_the_governing_law_or_nothing(wording, place):
    assert fact_values(f"9. Governing law. This Agreement is {wording}.").get("governing_law") == place


@pytest.mark.parametrize(
    "text, place",
    [
        ("9. Notices. Notices are in writing. The laws of Spain shall govern this Agreement.", "Spain"),
        ("9. Notices. Aab is a company organized and validly existing under the laws of Spain, and may enforce this.", None),
        ("9. Governing law. The Note is governed by the laws of Spain. This Agreement is governed by the laws of Spain.", "Spain"),
    ],
)  # fmt: skip
def test_find_looks_for_the_law_in_other_clauses_too(text, place):
    assert fact_values(text).get("governing_law") == place


def test_find_quotes_the_law_of_the_contract_before_that_of_a_note():
    text = (
        "9. Governing law. The Note is governed by the laws of Spain. This Agreement is governed by the laws of Spain."
    )
    assert [fact.text for fact in read(text)] == ["This Agreement is governed by the laws of Spain."]


@pytest.mark.parametrize(
    "laws, place",
    [
        ("the laws of England if Provider is sued there, otherwise by the laws of Delaware", None),
        ("the laws of England, otherwise by Delaware law", None),
        ("English law, otherwise by the laws of Delaware", None),
        ("the laws of California and the laws of Hong Kong", None),
        ("the laws of England, without regard to the laws of France", "England and Wales"),
        ("the laws of New York and the laws of the United States", "New York"),
        ("the laws of the State of New York and, as New York law says, its rules", "New York"),
    ],
)
def test_find_says_no_law_where_a_sentence_names_another_one(laws, place):
    assert fact_values(f"7. Governing law. This Agreement is governed by {laws}.").get("governing_law") == place


def test_find_says_no_law_where_two_are_named():
    text = (
        "9. Governing law. Part A is governed by the laws of Spain.\n\n"
        "10. Applicable law. Part B is governed by the laws of Italy."
    )
    (fact,) = read(text)
    assert (fact.name, fact.value, fact.why) == ("governing_law", None, "more than one is named: Spain and Italy")


@pytest.mark.parametrize(
    "wording, expected",
    [
        ("This Agreement shall not renew automatically.", {"renewal": {"automatic": False, "length": None}}),
        (
            "Customer may extend the term of this Agreement for one (1) year.",
            {"renewal": {"automatic": False, "length": {"count": 1, "unit": "year"}}},
        ),
        (
            "This Agreement will automatically renew from month to month.",
            {"renewal": {"automatic": True, "length": {"count": 1, "unit": "month"}}},
        ),
        ("The initial term ends on 31 December 2026.", {"end_date": "2026-12-31"}),
        ("This Agreement continues for three (2) years.", {"initial_term": None}),
        ("The confidentiality term of this Agreement survives for five years.", {"confidentiality_term": years(5)}),
        ("This Agreement expires on the third (3rd) anniversary of its date.", {"initial_term": years(3)}),
        ("This Agreement shall expire two (2) years from the Effective Date.", {"initial_term": years(2)}),
        ('The service starts at once and runs for thirty six (36) months (the "Term").', {"initial_term": months(36)}),
        (
            "This Agreement, unless terminated under Section 9, remains in force for one year.",
            {"initial_term": years(1)},
        ),
        ("This Agreement runs until the later of the fifth anniversary of its date and the last delivery.", {}),
        ("This Agreement shall remain in force for two years or until the works are done, whichever is later.", {}),
        ("Under this Agreement the provider keeps its tools at the site for a period of six (6) months.", {}),
        ("If this Agreement is delayed, it ends two (2) years after such notice.", {}),
        (
            "This Agreement may be extended for one year by mutual written agreement.",
            {"renewal": {"automatic": False, "length": years(1)}},
        ),
        ("Customer's support period shall be extended for one year under this Agreement.", {}),
        ("The right to renew this Agreement", {}),
    ],
)
def test_find_reads_terms_and_renewals_with_care(wording, expected):
    assert fact_values(f"2. Term. {wording}") == expected


@pytest.mark.parametrize(
    "wording, length, notice",
    [
        ("runs for five (5) years and renews automatically for terms of one (1) year each", years(1), None),
        (
            "is automatically renewed for annual periods unless a party gives 90 days' notice before their end",
            years(1),
            days(90),
        ),
        ("automatically renews month-to-month unless notice is given that it will not be renewed", months(1), None),
        (
            "shall renew for two years unless cancelled by notice three months before the end of the term",
            years(2),
            months(3),
        ),
    ],
)
def test_find_reads_how_long_it_renews_and_not_how_long_it_ran(wording, length, notice):
    facts = fact_values(f"2. Renewal. This Agreement {wording}.", "renewal", "renewal_notice")
    assert facts.pop("renewal") == {"automatic": True, "length": length}
    assert facts == ({"renewal_notice": notice} if notice else {})


def test_find_reads_the_everyday_words_of_a_short_agreement():
    facts = fact_values(
        "2. Fees. The Customer pays the fees within 30 days of the invoice date.\n\n"
        "3. Term. This Agreement runs for 12 months and renews for further terms of 12 months unless either party gives "
        "60 days' notice before the end of the current term.\n\n"
        "5. Liability. In no event shall a party's liability exceed the fees paid in the preceding twelve months, and "
        "neither party is liable for indirect damages."
    )
    assert facts == {
        "payment_days": 30,
        "initial_term": months(12),
        "renewal": {"automatic": True, "length": months(12)},
        "renewal_notice": days(60),
        "liability_cap": {
            "amount": None,
            "currency": None,
            "basis": "fees paid in the preceding twelve months",
            "multiple": "",
            "percent_of_fees": 100,
            "months": 12,
        },
    }


def test_find_takes_a_notice_to_end_at_any_time_for_no_notice_of_renewal():
    text = (
        "2. Renewal. This Agreement renews automatically for one year. Either party may terminate it at any time by "
        "giving 30 days' notice."
    )
    assert fact_values(text, "renewal_notice") == {}


@pytest.mark.parametrize(
    "opening, agreed, effective",
    [
        ('This Supply Agreement (the "Agreement") is dated 4 May 2021.', "2021-05-04", None),
        ("This Supply Agreement is between Aa Inc. and Bb Ltd. and is made this 4th day of May, 2021.", "2021-05-04", None),
        ("SUPPLY AGREEMENT, dated as of May 4, 2021, between Aa Inc. and Bb Ltd.", "2021-05-04", None),
        ("THIS AGREEMENT is made the 21s t day of June 2021 between Aa and Bb.", "2021-06-21", None),
        ("SUPPLY AGREEMENT\n\nDated: May 4, 2021\n\nAa Inc. sells goods.", "2021-05-04", None),
        ('This Agreement, effective as of May 4, 2021 (the "Effective Date"), is between Aa and Bb.', "2021-05-04", "2021-05-04"),
        ('This Agreement is dated May 4, 2021, effective as of June 1, 2021, between Aa and Bb.', "2021-05-04", "2021-06-01"),
        ("This Agreement is made May 4, 2021. It takes effect as this Agreement commences on June 1, 2021.", "2021-05-04", "2021-06-01"),
        ("This Agreement is made May 4, 2021. This Agreement is effective as of the date first above written.", "2021-05-04", "2021-05-04"),
        ("Aa and Bb are parties to a Licence Agreement dated as of May 4, 2021.", None, None),
        ("Aa supplies Bb under the Supply Agreement between them dated May 4, 2021.", None, None),
        ("This Agreement is made this ___ day of May. Signed: Date: June 1, 2021", None, None),
        ("Aa sells goods.\n\nIN WITNESS WHEREOF the parties signed.\n\nDate: May 3, 2021\n\nDate: May 4, 2021", "2021-05-04", None),
        ("This Agreement obliges Bb to pay 5 EUR each month beginning on May 4, 2021.", None, None),
        ('"Effective Date" means May 4, 2021. In Part B, "Effective Date" means June 1, 2021.', None, None),
        ("This Agreement is made on 0000-01-01.", None, None),
        ('This Agreement is made on May 4, 2021 (the "Effective Date"). Effective Date means June 1, 2021.', "2021-05-04", None),
        ('This Agreement is dated May 4, 2021 (the "Effective Date"). This Agreement shall only become effective upon the Closing.', "2021-05-04", None),
        ("This Agreement, effective as of May 4, 2021, is between Aa and Bb. This Agreement does not take effect until it is signed.", "2021-05-04", None),
        ("This Agreement is made May 4, 2021. This Agreement shall become effective on the date first above written.", "2021-05-04", "2021-05-04"),
        ("This Agreement is made May 4, 2021. For each film the term shall commence on the date hereof.", "2021-05-04", None),
        ('This Agreement is made May 4, 2021 (the "Effective Date"). This Agreement shall become effective on May 4, 2021.', "2021-05-04", "2021-05-04"),
    ],
)  # fmt: skip
def test_find_asks_of_a_date_what_was_dated(opening, agreed, effective):
    expected = {"agreement_date": agreed, "effective_date": effective}
    assert fact_values(opening, *expected) == {name: day for name, day in expected.items() if day}


@pytest.mark.parametrize(
    "wording, value",
    [
        ("Provider's total liability shall not exceed $5 million", (5_000_000, "")),
        ("Provider's aggregate liability will not exceed [***]", (None, "")),
        ("Provider's liability is limited in the aggregate to the commissions paid in the year", (None, "commissions paid in the year")),
        ("Provider's liability shall not exceed five million dollars", (5_000_000, "")),
        ("Provider's responsibility is limited to the replacement of the goods", (None, "the replacement of the goods")),
        ("Provider is not liable for lost profits, including but not limited to fees paid", None),
        ("Three arbitrators decide where the liability claimed is greater than $500,000", None),
        ("Provider's liability is limited to $4 per kilogram", None),
        ("Provider is not liable for the fees of more than one firm of lawyers paid by Customer", None),
        ("Neither party's liability is limited to direct damages", None),
        ("In no event shall Provider's liability be limited to direct damages", None),
        ("Provider's liability is never capped at EUR 500", None),
        ("Provider shall be liable for damages in excess of $50,000", None),
        ("Provider is no bank and shall be liable for damages of more than $50,000", None),
        ("Where Provider's liability exceeds $50,000, Customer is not charged", None),
        ("Not even Provider is told if its liability exceeds $50,000", None),
        ("Nothing in this Agreement limits Provider's liability in excess of the fees paid; it stands", None),
        ("Provider's liability is unlimited for intent, and its liability for all else is limited to $5", None),
        ("Liability of Provider is unlimited. Customer's liability shall not exceed $5", None),
        ("Customer's liability shall not exceed $5. Liability of Provider is unlimited", None),
        ("For intent the liability is unlimited. Otherwise Provider's liability shall not exceed $5", (5, "")),
        ("Provider shall not be liable for damages in excess of $50,000", (50_000, "")),
        ("In no event shall Provider be liable for more than $50,000", (50_000, "")),
        ("Neither party's liability shall exceed $50,000", (50_000, "")),
    ],
)  # fmt: skip
def test_find_reads_what_liability_is_limited_to(wording, value):
    cap = fact_values(f"6. Liability. {wording}.").get("liability_cap")
    assert (cap and (cap["amount"], cap["basis"])) == value


def test_find_quotes_the_part_of_a_long_sentence_that_says_it():
    text = f"6. Liability. {'Whatever the cause may be, ' * 40} Provider's liability shall not exceed EUR 700."
    (cap,) = (fact for fact in read(text) if fact.name == "liability_cap")
    assert "shall not exceed EUR 700" in cap.text
    assert text[cap.start : cap.end] == cap.text


@pytest.mark.parametrize(
    "text, names",
    [
        ("This is made between Aab Inc. and Bbc Ltd., Source: CCD CORP., 10-K.", ["Aab Inc.", "Bbc Ltd."]),
        ("Made between Aab Inc., f/k/a Old Trading Company, and Bbc Ltd. of Bonn", ["Aab Inc.", "Bbc Ltd."]),
        ("Made between Aab Inc. and Bbc Ltd., a registered Finance Company.", ["Aab Inc.", "Bbc Ltd."]),
        ("The link between the two. " + "1. Contents. " * 400 + "Made between Aab Inc. and Bbc Ltd.;", ["Aab Inc.", "Bbc Ltd."]),
        ("Party A (Seller): Aab Trading Co., Ltd.\nParty B: Bbc Ltd.\n", ["Aab Trading Co., Ltd.", "Bbc Ltd."]),
    ],
)  # fmt: skip
def test_find_names_the_parties_and_nobody_else(text, names):
    assert [fact.value["name"] for fact in read(text) if fact.name == "party"] == names


@pytest.mark.parametrize(
    "wording, days",
    [
        ("Invoices are payable net 45.", 45),
        ("Customer pays invoices within two weeks.", 14),
        ("Customer shall dispute an invoice within ten (10) days.", None),
        ("Customer pays within ten (10) business days of an invoice.", None),
        (
            "Invoices are due within 30 days. Late invoices bear interest. All invoices are payable within 60 days.",
            None,
        ),
        ("Invoices are payable thirty (30) days after their date; all invoices.", 30),
        ("Provider shall invoice Customer for payment within ten (10) days after the end of each month.", None),
        ("An invoice shall be provided within five (5) days of the delivery.", None),
        ("If Customer does not pay an invoice within 60 days, Provider may stop.", None),
        ("Invoices are payable within 30 days, except those for hosting, which are payable within 45 days.", None),
        ("Customer pays within 30 days of the invoice, but for hosting within 45 days.", None),
        ("Invoices are due net 30, but those for hosting net 45.", None),
        ("Invoices are due within 30 days or, for hosting, within 20 business days.", None),
        ("Invoices are payable within 30 days and shall be disputed within 10 days.", 30),
    ],
)
def test_find_says_the_payment_days_or_nothing(wording, days):
    assert fact_values(f"5. Payment terms. {wording}").get("payment_days") == days


def test_find_takes_no_insurance_for_a_cap():
    text = "6. Liability. Provider keeps liability insurance with limits of not more than $1,000,000 per occurrence."
    assert "liability_cap" not in fact_values(text)


@pytest.mark.parametrize(
    "text, value",
    [
        ("March 3, 2025", "2025-03-03"),
        ("the 3rd day of March, 2025", "2025-03-03"),
        ("3 March 2025", "2025-03-03"),
        ("2025-03-03", "2025-03-03"),
        ("3/31/2025", "2025-03-31"),
        ("February 30, 2025", None),
        ("31/3/2025", "2025-03-31"),
        ("31.3.2025", "2025-03-31"),
        ("3/4/2025", None),
        ("3/3/2025", "2025-03-03"),
    ],
)
def test_read_date_knows_the_usual_forms(text, value):
    assert values.read_date(values.DATE_RE.search(text)) == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("$1,250.50", {"amount": 1250.5, "currency": "USD"}),
        ("EUR 2 million", {"amount": 2_000_000, "currency": "EUR"}),
        ("1,000 euros", {"amount": 1000, "currency": "EUR"}),
        ("£3.5 million", {"amount": 3_500_000, "currency": "GBP"}),
        ("$120 Million", {"amount": 120_000_000, "currency": "USD"}),
        ("$600K on", {"amount": 600_000, "currency": "USD"}),
        ("$20MM.", {"amount": 20_000_000, "currency": "USD"}),
    ],
)
def test_read_money_knows_signs_codes_and_scales(text, value):
    assert values.read_money(values.MONEY_RE.search(text)) == value


@pytest.mark.parametrize(
    "text", ["$[***]", "Section 5", "USD", "5 days", "$1 .191 billion", "$1.000", "00/100 Dollars", "$5 to 10 million"]
)
def test_read_money_takes_nothing_else_for_money(text):
    assert values.MONEY_RE.search(text) is None


def test_find_leaves_out_amounts_of_a_column_in_thousands():
    text = "Prices ($000): $1,300 $800. " + "Other words. " * 40 + "A fee of $75."
    assert [fact.value["amount"] for fact in read(text) if fact.name == "amount"] == [75]


HARD = [
    "laws of ",
    "renew ",
    "this agreement ",
    "Aa ",
    "Aa Inc ",
    "$1",
    "1 ",
    "(1) ",
    "between Aa ",
    "invoice ",
    "liability ",
    "(",
    "within thirty (",
    "2020 ",
    "liability shall not exceed [",
    "this agreement shall continue for one (1) year ",
    "made on 1 January 2020 ",
    "in witness whereof date: ",
    "_ ",
    "first anniversary ",
    "shall automatically renew for ",
    "in on_on_on_",
    "made in on_on_on_ 1 January 2020 ",
    "in witness whereof made in on_on_on_on_ 1 January 2020 ",
    "this agreement is effective on the date hereof ",
    "liability in excess of ",
]


@pytest.mark.parametrize("piece", HARD)
def test_find_takes_a_long_text_of_anything_in_seconds(piece):
    text = "Term, payment, liability, laws.\n\n" + piece * (100_000 // len(piece))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "fact, wording",
    [
        ("initial_term", "2. Term. The initial term of this Agreement is ſix years."),
        ("initial_term", "2. Term. The initial term of this Agreement is fıve years."),
        ("initial_term", "2. Term. The initial term of this Agreement is fİve (5) years."),
        ("initial_term", "2. Term. This Agreement ends on the ſixth anniversary of its date."),
        ("initial_term", "2. Term. This Agreement ends on the fıfth anniversary of its date."),
        ("initial_term", "2. Term. This Agreement ends on the fİfth (5th) anniversary of its date."),
        ("payment_days", "2. Payment terms. Invoices are payable within ſıx days of the invoice."),
        ("payment_days", "2. Payment terms. Invoices are payable within six buſineſſ days of the invoice."),
        ("renewal_notice", "2. Term. This Agreement renews automatically for one year unless ſix weeks' notice is given."),
        ("amount", "2. Price. The price is $6 mıllion."),
    ],
)  # fmt: skip
def test_find_says_no_number_where_an_odd_letter_stands_in_its_words(fact, wording):
    """Patterns that ignore case take these letters for s and i, and `lower` does not turn them back."""
    assert fact_values(wording).get(fact) is None


def test_find_tells_no_amount_of_a_cap_with_an_odd_letter():
    cap = fact_values("2. Liability. Provider's liability shall not exceed $6 mİllion.")["liability_cap"]
    assert (cap["amount"], cap["currency"]) == (None, None)


@pytest.mark.parametrize(
    "pattern, word",
    [
        (term.RENEWS, "renew"),
        (law.LAW, "govern"),
        (law.LAW_BEFORE, "govern"),
        (liability.CAPPED, "liable"),
        (money.PAYMENT, "remit"),
    ],
    ids=["renewal", "law", "law before", "cap", "payment"],
)
@pytest.mark.timeout(60)  # where each of the words is the begin of one, it takes some ten minutes
def test_patterns_read_a_word_of_a_million_letters_once(pattern, word):
    assert pattern.search(word * (1_000_000 // len(word))) is None


@pytest.mark.parametrize("piece", ["in on_on_on_", "in The In ", "dated in Aaa Bbb ", "in Made_In_", "on_", "_ "])
@pytest.mark.timeout(30)
def test_words_in_front_of_a_date_are_read_in_one_way_only(piece):
    for window in range(20, 3000, 20):
        when.LEAD.search(f"made {piece * 300}"[:window] + "!")


def test_signatures_are_looked_for_right_in_front_of_a_date(monkeypatch):
    looked = []

    class Watched:
        def search(self, text, begin, end):
            looked.append(end - begin)

    monkeypatch.setattr(when, "LEAD", Watched())
    read(f"Aa sells goods.\n\nIN WITNESS WHEREOF {'they signed ' * 25} 4 May 2021 in Bonn.")
    assert looked and max(looked) <= when.BEFORE


def test_find_reads_the_place_where_a_contract_was_made():
    text = "This Agreement is made in New York on May 4, 2021 by Aa and Bb."
    assert fact_values(text, "agreement_date") == {"agreement_date": "2021-05-04"}
    text = "THIS AGREEMENT IS MADE IN LONDON ON MAY 4, 2021 BY AA AND BB."
    assert fact_values(text, "agreement_date") == {"agreement_date": "2021-05-04"}
