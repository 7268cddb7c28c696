"""Names that may mean one company."""

import pytest

from tests.factories import VendorFactory
from vendors.alike import CLOSE, alikeness, core
from vendors.models import Vendor


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Brightpath Learning Ltd", ["brightpath", "learning"]),
        ("BRIGHTPATH-LEARNING, Inc.", ["brightpath", "learning"]),
        ("Müller Maschinenbau GmbH & Co. KG", ["muller", "maschinenbau"]),
        ("S.A.R.L. Café Crème", ["cafe", "creme"]),
        ("The Company Ltd", ["the", "company", "ltd"]),  # nothing else would be left
        ("", []),
    ],
)
def test_core_of_a_name_leaves_out_its_legal_form(name, words):
    assert core(name) == words


@pytest.mark.parametrize(
    ("name", "other", "close"),
    [
        ("tidewater", "Tidewater Recruiting", True),
        ("Brightpath Learning Ltd", "Brightpath Learning", True),
        ("Brightpath Learnning", "Brightpath Learning", True),
        ("Brightpath Leasing", "Tidewater Recruiting", False),
        ("Northwind Cloud", "Northwind Analytics", False),
        ("Tide", "Tidewater Recruiting", False),
    ],
)
def test_alikeness_tells_what_is_worth_a_question(name, other, close):
    assert (alikeness(name, other) >= CLOSE) is close
    assert alikeness(name, other) == alikeness(other, name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tidewater", ["Tidewater Recruiting"]),
        ("Brightpath Learning Ltd", ["Brightpath Learning"]),
        ("Tidewater Recruiting Services", ["Tidewater Recruiting"]),
        ("tidewater recruiting", []),  # is itself
        ("Muller Maschinenbau", ["Müller Maschinenbau GmbH"]),
        ("Quite another one", []),
        ("", []),
        ("...", []),
    ],
)
def test_meant_by_finds_whom_somebody_may_mean(db, typed, meant):
    for name in ("Tidewater Recruiting", "Brightpath Learning", "Müller Maschinenbau GmbH", "Northwind Cloud"):
        VendorFactory(name=name)
    assert [vendor.name for vendor in Vendor.objects.meant_by(typed)] == meant
