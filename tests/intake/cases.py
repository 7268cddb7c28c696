"""What conditions and typed amounts mean, as tables: chains of questions, amounts, whole numbers."""


def when(field, comparison="equals", value="yes"):
    return [{"field": field, "comparison": comparison, "value": value}]


# questions as (key, conditions, answer), the facts they start from, and the keys of those that are asked
CHAINS = [
    ([], {}, []),
    ([("a", [], ""), ("b", when("a"), "")], {}, ["a"]),
    ([("a", [], "yes"), ("b", when("a"), "")], {}, ["a", "b"]),
    # a chain falls as one: c was answered while b was shown
    ([("a", [], "no"), ("b", when("a"), "yes"), ("c", when("b"), "x")], {}, ["a"]),
    # only earlier questions count
    ([("a", when("b"), "yes"), ("b", [], "yes")], {}, ["b"]),
    ([("a", when("a"), "yes")], {}, []),
    # the form's own fields
    ([("a", when("value", "at_least", 10000), "")], {"value": "9999.99", "kind": "software"}, []),
    ([("a", when("value", "at_least", 10000), "")], {"value": "10000", "kind": "software"}, ["a"]),
    ([("a", when("value", "below", 10000), "")], {"value": None, "kind": "software"}, []),
    ([("a", when("kind", value="nda"), "")], {"value": None, "kind": "nda"}, ["a"]),
    # several choices, several conditions, and a question asked while another one is hidden
    ([("a", [], ["x", "y"]), ("b", when("a", "contains", "y"), "")], {}, ["a", "b"]),
    ([("a", [], "yes"), ("b", when("a") + when("value", "is_set", None), "")], {"value": None}, ["a"]),
    ([("a", [], "no"), ("b", when("a"), "x"), ("c", when("b", "is_empty", None), "")], {}, ["a", "c"]),
    ([("a", [], "no"), ("b", when("a"), "x"), ("c", when("b", "not_equals", "y"), "")], {}, ["a", "c"]),
]

# what somebody types, the number and the currency that are read (None: neither)
AMOUNTS = [
    ("48000", ("48000.0", "")),
    ("48,000", ("48000.0", "")),
    ("48.000", ("48000.0", "")),
    ("48 000", ("48000.0", "")),
    ("48\u202f000", ("48000.0", "")),
    ("48'000", ("48000.0", "")),
    ("48’000.50", ("48000.50", "")),
    ("48,000.50", ("48000.50", "")),
    ("48.000,50", ("48000.50", "")),
    ("1,234,567", ("1234567.0", "")),
    ("48000.5", ("48000.5", "")),
    ("48,5", ("48.5", "")),
    ("0", ("0.0", "")),
    ("0,50", ("0.50", "")),
    ("EUR 48 000", ("48000.0", "EUR")),
    ("48,000 usd", ("48000.0", "USD")),
    ("€48,000", ("48000.0", "EUR")),
    ("£ 5", ("5.0", "GBP")),
    ("$1.50", ("1.50", "USD")),
    ("CHF48'000", ("48000.0", "CHF")),
    ("  48000  ", ("48000.0", "")),
    ("999999999999.99", ("999999999999.99", "")),
    ("", None),
    ("   ", None),
    ("about 48", None),
    ("48k", ("48000", "")),
    ("EUR 12k", ("12000", "EUR")),
    ("12K eur", ("12000", "EUR")),
    ("1.5k", ("1500", "")),
    ("1,2 Mio", ("1200000", "")),
    ("€2m", ("2000000", "EUR")),
    ("15 thousand", ("15000", "")),
    ("1.500k", None),  # 1,500 or 1,500,000?
    ("1,500 k", None),
    ("12k-15k", None),
    ("300 seats at 12", None),
    ("k", None),
    ("9999999m", None),
    ("48,00,000", None),
    ("1,234.567", None),
    ("1,234,56", None),
    ("48,0000", None),
    ("0.500", None),
    ("1.2.3", None),
    ("48,", None),
    ("-5", None),
    ("1e3", None),
    ("٤٨", None),
    ("EUR", None),
    ("EUR 5 USD", None),
    ("JPY 5", None),
    ("9999999999999", None),
]

WHOLE_NUMBERS = [
    ("40", "40"), ("1,200", "1200"), ("1 200", "1200"), ("040", "40"), ("40.0", "40"), ("40.5", None),
    ("about 40", None), ("", None), ("€40", None), ("-4", None),
]  # fmt: skip
