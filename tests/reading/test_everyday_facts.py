# ruff: noqa: E501  one case a line
"""Key facts of everyday papers of the UK, the continent and the US: a wrong one is worse than none, an open one says why."""

import pytest

from reading.clauses import segment
from reading.document import Document
from reading.facts import days, finding
from reading.facts.values import DATE_RE, MONEY_RE, read_date, read_money
from reading.measures import measure


def read(text):
    return finding.find(Document("a.txt", text, clauses=tuple(segment(text))))


def printed(text, *names):
    """{name: (value, unit)} of what is told, without what is not asked for."""
    facts = Document("a.txt", text, facts=tuple(read(text))).facts_as_json()
    return {fact["name"]: (fact["value"], fact["unit"]) for fact in facts if not names or fact["name"] in names}


# --- the day or the month first -----------------------------------------------------------------------


def only(text, name):
    return next(fact for fact in read(text) if fact.name == name)


def test_find_infers_the_order_of_day_and_month_from_the_other_dates_of_the_paper():
    text = "2. Term. This Agreement commences on 01/02/2026 and ends on 31/01/2029."
    start, end = only(text, "effective_date"), only(text, "end_date")
    assert (start.value, start.confidence, end.value) == ("2026-02-01", days.SURE_BY_DATES, "2029-01-31")


@pytest.mark.parametrize(
    ("law", "value"),
    [
        ("the laws of Ireland", "2027-04-03"),
        ("Dutch law", "2027-04-03"),
        ("the laws of the State of New York", "2027-03-04"),
        ("the laws of Canada", None),
        ("what the parties agree.\nGoverning law: Spain", "2027-04-03"),
    ],
)
def test_find_infers_the_order_from_the_law_or_leaves_it_open(law, value):
    text = f"This Agreement is made as of 03/04/2027 between Aa Ltd and Bb Ltd.\n\n9. Law. This Agreement is governed by {law}."
    fact = only(text, "agreement_date")
    assert (fact.value, fact.either) == (value, ("2027-04-03", "2027-03-04"))
    assert fact.confidence < 1 and (value or "the day or the month" in fact.why)


def test_find_leaves_the_order_open_where_other_dates_are_written_both_ways():
    text = "This Agreement is made as of 03/04/2027. Orders: 31/01/2027, 01/31/2027. This Agreement is governed by the laws of Ireland."
    assert (only(text, "agreement_date").value, "both orders" in only(text, "agreement_date").why) == (None, True)


def test_settle_reads_an_open_day_by_the_setting_and_is_not_sure():
    facts = read("This Agreement is made as of 03/04/2027.")
    assert [fact.value for fact in facts if fact.name == "agreement_date"] == [None]
    for order, value in (("day", "2027-04-03"), ("month", "2027-03-04"), ("", None)):
        (fact,) = (fact for fact in days.settle(facts, order) if fact.name == "agreement_date")
        assert (fact.value, fact.confidence) == (value, days.SURE_BY_SETTING if order else 0.5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31/01/2029", "2029-01-31"),
        ("01/31/2029", "2029-01-31"),
        ("03/04/2027", None),
        ("03-04-2027", None),
        ("03.04.2027", "2027-04-03"),
        ("04/04/2027", "2027-04-04"),
        ("31/31/2029", None),
    ],
)
def test_read_date_knows_a_date_in_numbers_that_has_one_reading(text, value):
    assert read_date(DATE_RE.search(text)) == value


# --- notices, ends of months, currencies --------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "not less than thirty (30) days nor more than ninety (90) days prior to the end of the term",
        "no more than 90 and no less than 30 days before the end of the term",
        "not earlier than 90 days and not later than 30 days before the end of the term",
        "at least 30 but not more than 90 days before the end of the term",
    ],
)
def test_find_takes_the_nearer_of_two_limits_for_the_notice(words):
    text = f"2. Renewal. This Agreement renews automatically for one year unless a party gives notice {words}."
    assert printed(text, "renewal_notice") == {"renewal_notice": (30, "day")}
    assert {str(stated.value) for stated in measure("renewal_notice", text)} == {"{'count': 30, 'unit': 'day'}"}


def test_measure_says_nothing_clear_of_two_limits_where_neither_is_a_notice():
    assert [
        stated.value
        for stated in measure("payment_days", "Invoices are payable within not less than 30 and not more than 60 days.")
    ] == [None]


@pytest.mark.parametrize(
    "words",
    [
        "due within sixty (60) days of the last day of the month in which the invoice was issued",
        "payable 60 days from the end of the month of the invoice",
        "payable net 60 EOM from the date of the invoice",
        "payable 60 days end of month",
    ],
)
def test_find_leaves_a_payment_from_the_end_of_a_month_open(words):
    text = f"4. Payment. Invoices are {words}."
    fact = only(text, "payment_days")
    assert (fact.value, bool(fact.why)) == (None, True)
    assert [stated.value for stated in measure("payment_days", text)] == [None]


def test_find_says_the_range_of_a_payment_from_the_end_of_a_month():
    text = "4. Payment. Invoices are due within sixty (60) days of the last day of the month in which the invoice was issued."
    assert only(text, "payment_days").why == "it is counted from the end of a month: 60 to 91 days"


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("$55 CAD per hour", (55, "CAD")),
        ("CAD $55", (55, "CAD")),
        ("55 Canadian dollars", (55, "CAD")),
        ("A$500", (500, "AUD")),
        ("NZ$ 1,200", (1200, "NZD")),
        ("$12", (12, "USD")),
        ("€ 10.000,- per event", (10_000, "EUR")),
        ("EUR 1.234,56", (1234.56, "EUR")),
        ("1 250 EUR", (1250, "EUR")),
        ("CHF 1'000.50", (1000.5, "CHF")),
        ("one million pounds", (1_000_000, "GBP")),
        ("£2m", (2_000_000, "GBP")),
        ("€5 USD", None),
    ],
)
def test_read_money_takes_the_currency_that_is_said(text, money):
    value = read_money(MONEY_RE.search(text))
    assert (value and (value["amount"], value["currency"])) == money


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("The effective term is 12 months.", "initial_term", (12, "month")),
        ("Hosting comes with a 99 percent server uptime guarantee.", "availability", (99, "percent")),
        ("Interest accrues on overdue sums at 1.5% per month.", "late_interest", (18, "percent a year")),
        ("Late payment interest is 4% a year above the base rate.", "late_interest", (None, None)),
        ("The fees may rise once a year by at most 3 %.", "price_increase", (3, "percent")),
        ("The processor tells the customer of a data breach within 24 hours.", "breach_notice", (24, "hour")),
        ("Customer may cancel at any time on 30 days' notice.", "convenience_notice", (30, "day")),
        ("A breach that is not remedied within 20 working days lets the other party terminate.", "cure_period", (20, "business day")),
        ("The supplier warrants the goods for a period of 24 months from delivery.", "warranty_period", (24, "month")),
        ("Confidentiality obligations survive the end of this agreement by five years.", "confidentiality_term", (5, "year")),
        ("Customer has ten (10) days to test each release and to accept or reject it.", "acceptance_period", (10, "day")),
        ("We give 30 days' notice before a new sub-processor starts.", "sub_processor_notice", (30, "day")),
        ("The vendor shall not suspend the services without 14 days' prior written notice.", "suspension_notice", (14, "day")),
        ("All prices are exclusive of VAT.", "vat", ("excluded", None)),
        ("Customer data is hosted only in the European Economic Area.", "data_location", ("European Economic Area", None)),
        ("Where availability is missed, a service credit of 5% of the monthly fee is due.", "service_credit", (5, "percent")),
        ("The contractor keeps liability insurance of EUR 5 million.", "insurance_amount", (5_000_000, "EUR")),
        ("Provider's liability shall not exceed 150% of the fees paid in the preceding 12 months.", "liability_cap", ({"percent_of_fees": 150, "months": 12}, None)),
        ("Provider's liability shall not exceed the greater of $5 and the fees paid in the preceding 12 months.", "liability_cap", (None, None)),
        ("Dutch law applies to this agreement.", "governing_law", ("Netherlands", None)),
    ],
)  # fmt: skip
def test_find_reads_what_people_enter_in_a_record(text, name, value):
    assert printed(text, name) == {name: value}


# --- parties ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ('This Agreement is between Nordlicht Software GmbH & Co. KG ("Customer") and Harbour Ltd ("Provider").', [("Nordlicht Software GmbH & Co. KG", "Customer"), ("Harbour Ltd", "Provider")]),
        ("PARTIES\n\n(1) ACME SOFTWARE LIMITED incorporated and registered in England and Wales with company number 01234567 whose registered office is at 1 High Street, London EC1A 1AA (Supplier); and\n\n(2) BETA FOODS PLC incorporated in Scotland (Customer).\n\nBACKGROUND", [("ACME SOFTWARE LIMITED", "Supplier"), ("BETA FOODS PLC", "Customer")]),
        ('between Van der Meer B.V., having its seat in Utrecht, hereinafter referred to as: "Supplier", and Stichting Zorg Midden, Utrecht (hereinafter: "Client")', [("Van der Meer B.V.", "Supplier"), ("Stichting Zorg Midden", "Client")]),
        ("between Muster AG, Zug – hereinafter “Client” – and Weber Maschinenbau GmbH, Köln – “Contractor” –", [("Muster AG", "Client"), ("Weber Maschinenbau GmbH", "Contractor")]),
        ('between BETA SERVICES S.A.S., hereinafter the "Provider", and the company DUPONT ET FILS, a société anonyme, hereinafter "the Client"', [("BETA SERVICES S.A.S.", "Provider"), ("DUPONT ET FILS", "Client")]),
        ("between ATELIER SARL and Jansen N.V.", [("ATELIER SARL", ""), ("Jansen N.V.", "")]),
        ("Customer | Larkfield Housing Group Limited\nSupplier | Tallyho Software Ltd", [("Larkfield Housing Group Limited", "Customer"), ("Tallyho Software Ltd", "Supplier")]),
        ("Vendor: Kaislaranta Oy (Business ID 2987654-1)   Customer: Gemeente Utrecht", [("Kaislaranta Oy", "Vendor"), ("Gemeente Utrecht", "Customer")]),
        ("This is the SOW. Company agrees. Between Contractor and Company the following applies.", []),
        ("Customer: [●]\nSupplier: ____________", []),
    ],
)  # fmt: skip
def test_find_names_whole_parties_with_their_roles_and_invents_none(text, parties):
    named = [fact.value for fact in read(text) if fact.name == "party"]
    assert [(party["name"], party["called"]) for party in named] == parties


# --- label and value ----------------------------------------------------------------------------------

KEY_TERMS = [
    ("Governing law | England and Wales", "governing_law", ("England and Wales", None)),
    ("Applicable law: Dutch law", "governing_law", ("Netherlands", None)),
    ("Governing law\n\nEngland and Wales", "governing_law", ("England and Wales", None)),
    ("Governing law England and Wales", "governing_law", ("England and Wales", None)),
    ("Liability cap | 125 % of the Fees", "liability_cap", (None, None)),
    ("Liability cap | 125% of the Fees paid in the preceding 12 months", "liability_cap", ({"percent_of_fees": 125, "months": 12}, None)),
    ("Liability cap: EUR 500,000", "liability_cap", ({"amount": 500_000, "currency": "EUR"}, None)),
    ("End Date | 31 March 2029", "end_date", ("2029-03-31", None)),
    ("Payment terms: Net 45", "payment_days", (45, "day")),
    ("Payment terms | Net 45 EOM", "payment_days", (None, None)),
    ("Initial term in months: 36", "initial_term", (36, "month")),
    ("Subscription Term | 36 months from the Effective Date", "initial_term", (36, "month")),
    ("Renewal | Automatic, 12 months at a time", "renewal", (True, None)),
    ("Renewal: by agreement only", "renewal", (False, None)),
    ("Renewal notice | 90 days", "renewal_notice", (90, "day")),
    ("Fee increases | Not more than 3% on each renewal", "price_increase", (3, "percent")),
    ("Availability: 99.9% per calendar month", "availability", (99.9, "percent")),
    ("Cure period – 30 days", "cure_period", (30, "day")),
    ("Data location | UK and EEA only", "data_location", ("UK and EEA", None)),
    ("Contract value (EUR): 48000", "amount", (48_000, "EUR")),
    ("Start date | End date | Term\n1 Jan 2027 | 31 Dec 2027 | 12 months", "end_date", ("2027-12-31", None)),
    ("Subscription term: ☐ 6 months  ☒ 12 months  ☐ 36 months", "initial_term", (12, "month")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "value"), KEY_TERMS)
def test_find_reads_a_label_with_its_value(text, name, value):
    assert printed(text, name) == {name: value}


def test_find_is_certain_only_of_what_has_one_reading():
    (row,) = read("Governing law | England and Wales")
    (sentence,) = read("9. Law. This Agreement is governed by the laws of Ireland.")
    assert (row.confidence, sentence.confidence < 1) == (1.0, True)


@pytest.mark.parametrize(
    "text", ["Governing law: as set out in the Master Agreement", "Payment terms: see Annex 1", "Governing law matters a great deal.", "Term: [●]"]
)  # fmt: skip
def test_find_takes_no_value_where_the_label_has_none(text):
    assert all(value is None for value, _ in printed(text).values())


def test_measure_reads_rows_of_a_table_one_by_one():
    text = (
        "Item | Detail\nPayment terms | Net 45 days from receipt of a valid invoice\nGoverning law | England and Wales"
    )
    assert [stated.value for stated in measure("payment_days", text)] == [{"count": 45, "unit": "day"}]
    assert [stated.value for stated in measure("governing_law", text)] == ["England and Wales"]


def test_find_names_two_values_of_one_thing_and_chooses_none():
    text = "Initial term | 24 months\n\n2. Term. The initial term of this Agreement is thirty-six (36) months."
    fact = only(text, "initial_term")
    assert (fact.value, fact.why) == (None, "more than one is named: 36 months and 24 months")


def test_find_takes_the_label_for_where_data_are_before_a_row_of_prices():
    text = "Data location | UK and EEA only\n\nNA-330 | Data residency add-on (UK), hosted | 1 | £6,000.00"
    assert printed(text, "data_location") == {"data_location": ("UK and EEA", None)}
