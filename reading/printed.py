"""A key fact in the form that `python -m reading FILE` prints: a value, its unit, the words that say it."""

DAY, A_YEAR, PERCENT = "day", "percent a year", "percent"
UNITS = {
    "payment_days": DAY,
    "late_interest": A_YEAR,
    "price_increase": PERCENT,
    "availability": PERCENT,
    "service_credit": PERCENT,
}
NOT_PRINTED = {"currency"}  # each amount says its own


def printed_facts(fact):
    """[{"name", "value", "unit", "quote", "confidence"}], with "why" where the value is None.

    One for most facts; a renewal whose length is known is two, and what only sums up others is none.
    """
    if fact.name in NOT_PRINTED:
        return []
    if fact.name == "renewal" and fact.value is not None:
        renewal = [_line(fact, "renewal", fact.value["automatic"], None)]
        length = fact.value["length"]
        return [*renewal, _line(fact, "renewal_term", length["count"], length["unit"])] if length else renewal
    return [_line(fact, fact.name, *value_and_unit(fact.name, fact.value))]


def value_and_unit(name, value):
    """A value of `Document.facts` as it is printed."""
    if value is None:
        return None, None
    if name == "party":
        return {"name": value["name"], "role": value["called"] or None}, None
    if name == "liability_cap":
        return _cap(value), None
    if isinstance(value, dict) and "currency" in value:
        return value["amount"], value["currency"]
    if isinstance(value, dict):
        return value["count"], value["unit"]
    return value, UNITS.get(name)


def _cap(value):
    """An amount, or a share of the fees of some months; None where it is neither, or one of two limits."""
    if value.get("percent_of_fees") and value["amount"] is None:
        return {"percent_of_fees": value["percent_of_fees"], "months": value["months"]}
    if value["amount"] is not None and not value["basis"]:
        return {"amount": value["amount"], "currency": value["currency"]}
    return None


def _line(fact, name, value, unit):
    line = {"name": name, "value": value, "unit": unit, "quote": fact.text, "confidence": fact.confidence}
    return line | ({"why": fact.why or "it is said in words that are no plain value"} if value is None else {})
