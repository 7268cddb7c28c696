# ruff: noqa: E501  one case a line
"""What single passages say: plain wording is measured, anything else is said to be unclear, never guessed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.measures import MEASURES, measure, numbers, percents, words_in
from reading.measures.stated import LONGEST_SENTENCE, sentences

UNCLEAR = [None]


def values(name, text):
    return [stated.value for stated in measure(name, text)]


def short_values(name, text):
    """The values in short: periods as “30 day”, money as “5 EUR”, None where it is unclear; doubles once."""
    short = [_short(value) for value in values(name, text)]
    return list(dict.fromkeys(short))


def _short(value):
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return value if value is None or isinstance(value, (bool, str)) else float(value)


PERIODS = [  # one case a line
    ("payment_days", "Invoices are payable within thirty (30) days of receipt.", ["30 day"]),
    ("payment_days", "Customer shall pay each undisputed invoice in forty-five days from its date.", ["45 day"]),
    ("payment_days", "Payment is due net 60 from the date of the invoice.", ["60 day"]),
    ("payment_days", "Payment is due net 60 days from the date of the invoice.", ["60 day"]),
    ("payment_days", "All invoices are due within 10 business days.", ["10 business day"]),
    ("payment_days", "Fees are payable within one hundred and twenty (120) days after receipt of an invoice.", ["120 day"]),
    ("payment_days", "Invoices are payable within thirty (45) days.", UNCLEAR),
    ("payment_days", "Invoices are payable within 30 to 60 days.", UNCLEAR),
    ("payment_days", "Invoices are payable within [__] days of receipt.", UNCLEAR),
    ("payment_days", "Invoices in euro are due within 30 days. Invoices in dollars are due within 45 days.", ["30 day", "45 day"]),
    ("payment_days", "Customer may dispute an invoice within 10 days of receipt.", []),
    ("payment_days", "If an invoice is overdue for 30 days the Provider may suspend the service.", []),
    ("payment_days", "A 2% discount applies where an invoice is paid within 10 days.", []),
    ("payment_days", "Royalties are paid within 45 days after the end of each calendar quarter.", []),
    ("payment_days", "Invoices not paid within 60 days are a material breach.", []),
    ("payment_days", "Payment terms are net 30 days, or later if the invoice comes more than 10 days after its date.", ["30 day"]),
    ("payment_days", "Fees are exclusive of taxes.", []),
    ("payment_days", "Extra charges are levied within fifteen days of the work and due at once by invoice.", []),
    ("payment_days", "Commissions are paid within 30 days of receipt of full payment from the buyer.", []),
    ("payment_days", "Fees are due net 30 days, following the end of each quarter.", []),
    ("renewal_notice", "It renews for one year unless either party gives sixty (60) days' written notice.", ["60 day"]),
    ("renewal_notice", "It renews unless cancelled at least three months before the end of the term.", ["3 month"]),
    ("renewal_notice", "The vendor may raise the fees on renewal with 60 days' prior notice.", []),
    ("renewal_notice", "Either party may terminate at any time with 30 days' notice, also after a renewal.", []),
    ("convenience_notice", "Customer may terminate for convenience upon thirty (30) days' prior written notice.", ["30 day"]),
    ("convenience_notice", "Either party may terminate for any reason by giving 3 months notice.", ["3 month"]),
    ("convenience_notice", "Either party may terminate upon 30 days' notice of a material breach at any time.", []),
    ("cure_period", "Either party may terminate if a material breach is not cured within thirty (30) days of notice.", ["30 day"]),
    ("cure_period", "A default must be remedied within 10 business days.", ["10 business day"]),
    ("cure_period", "Failure to pay within 10 days is a breach that may be cured.", []),
    ("warranty_period", "The vendor warrants the product for a period of twelve (12) months from delivery.", ["12 month"]),
    ("warranty_period", "The vendor corrects defects within 30 days of notice under this warranty.", []),
    ("confidentiality_term", "These confidentiality obligations survive for five (5) years after the end.", ["5 year"]),
    ("confidentiality_term", "Confidential information is returned within 30 days after the end.", []),
    ("breach_notice", "Provider notifies Customer of a security incident within 72 hours of becoming aware.", ["72 hour"]),
    ("breach_notice", "Provider reports any personal data breach within two business days.", ["2 business day"]),
    ("breach_notice", "Provider notifies Customer of a breach of security without undue delay.", UNCLEAR),
    ("breach_notice", "Provider promptly, and in any case within 48 hours, reports any breach.", ["48 hour"]),
    ("breach_notice", "Either party may terminate this agreement within 30 days after notice of a breach.", []),
    ("acceptance_period", "Customer has fifteen (15) days to test the deliverables and to accept or reject them.", ["15 day"]),
    ("acceptance_period", "Provider corrects what Customer rejects, and redelivers within 10 days.", []),
    ("renewal_term", "This Agreement renews automatically for successive periods of one (1) year.", ["1 year"]),
    ("renewal_term", "This Agreement renews for 12 months unless 3 months' notice is given.", ["12 month"]),
    ("initial_term", "The initial term of this Agreement is twenty-four (24) months.", ["24 month"]),
    ("initial_term", "The initial term ends on 31 December 2026.", UNCLEAR),
    ("initial_term", "The initial term is for two years and ends on 31 December 2026.", ["2 year"]),
    ("initial_term", "This Agreement expires on the third anniversary of its date.", ["3 year"]),
    ("initial_term", "The confidentiality term of this Agreement survives for five years.", []),
]  # fmt: skip

RATES = [
    ("price_increase", "Fees may increase once a year by no more than five percent (5%).", [5.0]),
    ("price_increase", "Any increase of the price shall not exceed 3.5 % per year.", [3.5]),
    (
        "price_increase",
        "Prices rise by the greater of 5% and the consumer price index; the increase is yearly.",
        UNCLEAR,
    ),
    ("price_increase", "Fees are adjusted by the consumer price index plus 2%.", UNCLEAR),
    ("price_increase", "Provider may at any time increase the fees upon notice.", UNCLEAR),
    ("price_increase", "If the vendor increases its prices by more than 10%, it explains why.", UNCLEAR),
    ("price_increase", "If the vendor must raise its prices more than ten percent (10%), it explains why.", UNCLEAR),
    ("price_increase", "If costs rise, prices may not increase by more than 10%.", [10.0]),
    ("price_increase", "A late fee of 5% applies; fees do not increase.", []),
    ("price_increase", "The fees may increase by 3% to 5% a year.", [3.0, None]),
    ("late_interest", "Overdue amounts bear interest at 1.5% per month.", [18.0]),
    ("late_interest", "Late payments bear interest of one and one-half percent (1-1/2%) per month.", [18.0]),
    ("late_interest", "Late payments bear interest at 1 1/2% per month.", [18.0]),
    ("late_interest", "Late payments bear interest at eight per cent per annum.", [8.0]),
    ("late_interest", "Late payments bear interest of one and one-half percent (1.5%) per month.", [18.0]),
    ("late_interest", "Late payments bear interest at nine percentage points above the base rate.", UNCLEAR),
    ("late_interest", "Late payments bear interest at the statutory rate.", UNCLEAR),
    ("late_interest", "Late payments bear interest at 9 %.", UNCLEAR),
    ("availability", "The service is available 99.9% of the time each month.", [99.9]),
    ("availability", "If uptime falls below 99.5%, Customer receives a credit of 10%.", []),
]

AMOUNTS = [
    ("cap_amount", "Liability shall not exceed EUR 100,000.", ["100000 EUR"]),
    ("cap_amount", "Liability shall not exceed the greater of EUR 100,000 and the fees paid.", UNCLEAR),
    ("cap_amount", "Provider is liable for damages in excess of EUR 100,000.", UNCLEAR),
    ("cap_amount", "Provider is not liable for damages in excess of EUR 100,000.", ["100000 EUR"]),
    ("cap_amount", "Nothing limits the liability of Provider in excess of EUR 100,000.", UNCLEAR),
    ("cap_in_yearly_fees", "Neither party's liability is limited to the annual fees.", UNCLEAR),
    ("cap_amount", "Provider keeps liability insurance of not more than $1,000,000 per occurrence.", []),
    ("cap_in_yearly_fees", "Liability is limited to the fees paid in the twelve (12) months before the claim.", [1.0]),
    ("cap_in_yearly_fees", "Liability shall not exceed two times the fees paid in the preceding 12 months.", [2.0]),
    ("cap_in_yearly_fees", "Liability shall not exceed twice the annual fees.", [2.0]),
    (
        "cap_in_yearly_fees",
        "Liability shall not exceed 150% of the fees paid in the prior year, that is one year.",
        [1.5],
    ),
    ("cap_in_yearly_fees", "Liability shall not exceed the fees paid in the preceding six months.", [0.5]),
    ("cap_in_yearly_fees", "Liability shall not exceed the fees paid under this Agreement.", UNCLEAR),
    ("cap_in_yearly_fees", "Liability shall not exceed the lesser of EUR 5,000 and the annual fees.", UNCLEAR),
    ("cap_in_yearly_fees", "Liability shall not exceed three (2) times the annual fees.", UNCLEAR),
    ("insurance_amount", "Provider keeps insurance coverage of at least EUR 5 million.", ["5000000 EUR"]),
]

POINTS = [  # one case a line
    ("automatic_renewal", "This Agreement renews automatically for one year.", [True]),
    ("automatic_renewal", "This Agreement shall not renew automatically.", [False]),
    (
        "automatic_renewal",
        "This Agreement automatically renews unless a party gives notice that it will not be renewed.",
        [True],
    ),
    ("automatic_renewal", "(a) The licensee's right to renew the contract", []),
    ("automatic_renewal", "Customer may extend the term for one year.", [False]),
    ("automatic_renewal", "This Agreement shall be renewed for one year upon mutual written agreement.", [False]),
    ("automatic_renewal", "This Agreement will be renewed for one year.", UNCLEAR),
    ("automatic_renewal", "This Agreement renews for 12 months unless 3 months' notice is given.", [True]),
    ("automatic_renewal", "Licences are renewed by the supplier.", []),
    ("liability_cap", "Provider's total liability shall not exceed the fees paid.", [True]),
    ("liability_cap", "The liability of the provider is unlimited.", [False]),
    ("liability_cap", "Liability shall not exceed EUR 5. For intent the liability is unlimited.", [True]),
    ("governing_law", "This Agreement is governed by the laws of the State of Delaware.", ["Delaware"]),
    ("governing_law", "This Agreement is governed by German law.", ["Germany"]),
    ("governing_law", "This Agreement is governed by the laws of the Federal Republic of Germany.", ["Germany"]),
    ("governing_law", "This Agreement is governed by the laws of England.", ["England and Wales"]),
    ("governing_law", "This Agreement is governed by Ruritanian law.", UNCLEAR),
    (
        "governing_law",
        "This Agreement is governed by the laws of Ireland, otherwise by the laws of Delaware.",
        ["Ireland", "Delaware"],
    ),
    ("liability_cap", "Neither party's liability is limited to direct damages.", UNCLEAR),
    ("liability_cap", "Provider is not liable for damages, including but not limited to lost profits.", []),
    (
        "liability_cap",
        "The liability of Provider is unlimited. Customer's liability shall not exceed EUR 5.",
        [False, True],
    ),
    ("governing_law", "This Agreement is governed by applicable law.", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), PERIODS + RATES + AMOUNTS + POINTS)
def test_measure_says_what_is_written_or_that_it_cannot_tell(name, text, expected):
    assert short_values(name, text) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one", 1),
        ("nineteen", 19),
        ("forty-five", 45),
        ("ninety nine", 99),
        ("one hundred", 100),
        ("one hundred and twenty", 120),
        ("three hundred sixty-five", 365),
        ("five ten", None),
        ("twenty twelve", None),
        ("one hundred hundred", None),
    ],
)
def test_in_words_reads_numbers_or_nothing(words, number):
    assert numbers.in_words(words) == number


def test_measure_quotes_the_sentence_that_says_it():
    text = "3. Payment. Fees are in euro. Invoices are payable within thirty days. Taxes are extra."
    (stated,) = measure("payment_days", text)
    assert text[stated.start : stated.end] == "Invoices are payable within thirty days."


def test_words_in_finds_phrases_over_the_ends_of_lines_and_whole_words_only():
    text = "Sold AS\nIS, without basis."
    assert [(stated.value, text[stated.start : stated.end]) for stated in words_in(text, ["as is", "bas"])] == [
        ("as is", "AS\nIS")
    ]


@given(st.integers(1, 999), st.sampled_from(["days", "day", "business days", "weeks", "months"]))
def test_payment_days_are_read_in_figures_whatever_their_number(count, unit):
    (value,) = values("payment_days", f"Each invoice is payable within {count} {unit} of receipt.")
    assert (value["count"], value["unit"]) == (count, unit.rstrip("s"))


@given(st.integers(1, 99), st.integers(1, 99))
def test_words_and_figures_that_differ_are_never_guessed(number, figure):
    words = next(spelling for spelling in _spellings() if numbers.in_words(spelling) == number)
    (value,) = values("payment_days", f"Each invoice is payable within {words} ({figure}) days of receipt.")
    assert value == ({"count": number, "unit": "day"} if number == figure else None)


def _spellings():
    tens = [word for word, number in numbers.WORDS.items() if number >= 20 and word != "fourty"]
    return [*numbers.UNITS, *tens, *(f"{ten}-{unit}" for ten in tens for unit in numbers.UNITS[:9])]


@given(st.text(alphabet="0123456789 ()%$-.,;\nthirydasfeopmn", max_size=400), st.sampled_from(sorted(MEASURES)))
def test_measure_quotes_within_the_text_whatever_it_is(text, name):
    assert all(0 <= stated.start < stated.end <= len(text) for stated in measure(name, text))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_measure_is_quick_on_text_made_to_be_slow(name):
    for piece in ("5% ", "thirty and ", "liability fees ", "((((", "renew for ", "1,1", "within the "):
        text = f"Payment of invoices. {piece * 2000} % days"
        begin = time.process_time()
        measure(name, text)
        assert time.process_time() - begin < 2


@pytest.mark.parametrize("odd", ["ſ", "ı", "İ"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("payment_days", "Invoices are payable within {six} days of receipt."),
        ("payment_days", "Invoices are payable within {six} (6) days of receipt."),
        ("initial_term", "The initial term of this Agreement is {six} years."),
        ("initial_term", "This Agreement expires on the {sixth} anniversary of its date."),
        ("late_interest", "Overdue amounts bear interest at {six} per cent per annum."),
        ("cap_in_yearly_fees", "Liability shall not exceed {six} times the annual fees."),
        ("cap_amount", "Liability shall not exceed $6 {scale}."),
        ("insurance_amount", "Provider keeps insurance coverage of 6 {scale} dollars."),
    ],
)
def test_measure_cannot_tell_a_number_with_an_odd_letter_in_its_words(name, text, odd):
    """Patterns that ignore case take these letters for s and i, and `lower` does not turn them back."""
    words = {"six": "six", "sixth": "sixth", "scale": "thousand" if odd == "ſ" else "million"}
    words = {name: word.replace("s" if odd == "ſ" else "i", odd) for name, word in words.items()}
    assert set(short_values(name, text.format(**words))) <= {None}


def test_measure_takes_odd_business_days_for_no_calendar_days():
    assert short_values("payment_days", "Invoices are payable within 10 buſineſſ days.") == ["10 business day"]


class Watched(str):
    """Text that counts the letters that are copied out of it."""

    copied = 0

    def __getitem__(self, place):
        part = super().__getitem__(place)
        Watched.copied += len(part)
        return part


@pytest.mark.parametrize("read", [numbers.percents, numbers.periods], ids=["percents", "periods"])
def test_numbers_are_read_without_copying_the_text_for_each(read, monkeypatch):
    monkeypatch.setattr(Watched, "copied", 0)
    text = Watched("5% in 5 days " * 1000)
    assert len(list(read(text))) == 1000
    assert Watched.copied <= 100 * 1000


class Counted:
    """A pattern that counts how often it is looked for."""

    def __init__(self, pattern):
        self.pattern, self.times = pattern, 0

    def search(self, *place):
        self.times += 1
        return self.pattern.search(*place)


@pytest.mark.parametrize("name", ["price_increase", "late_interest"])
def test_measure_looks_once_in_a_sentence_for_the_higher_of_two(name, monkeypatch):
    higher = Counted(percents.HIGHER_OF)
    monkeypatch.setattr(percents, "HIGHER_OF", higher)
    stated = measure(name, f"Late interest on fees and their increase: {'5% and other words ' * 200}.")
    assert (bool(stated), higher.times) == (True, 1)


def test_sentences_far_too_long_come_in_pieces_and_no_word_is_lost():
    text = f"{'Or otherwise ' * 2000}. {'Overdue invoices are payable within thirty days ' * 500}"
    parts = [part.text for part in sentences(text)]
    assert " ".join(parts).split() == text.split()
    assert max(map(len, parts)) <= LONGEST_SENTENCE
