"""What the form of a rule sends, for the tests of several pages."""


def typed(*rows, **more):
    """Rows of (field, comparison, value), and the other fields."""
    data = {"conditions-TOTAL_FORMS": len(rows), "conditions-INITIAL_FORMS": 0}
    for number, (field, comparison, value) in enumerate(rows):
        names = {"field": field, "comparison": comparison, "value": value}
        data |= {f"conditions-{number}-{name}": text for name, text in names.items()}
    return data | more
