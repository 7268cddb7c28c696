"""Searching without case, accents and invisible signs; names that look alike are one."""

import pytest

from common.searching import contains, spellings, tidy
from tests.factories import VendorFactory
from vendors.models import Vendor

NAMES = ["Müller Maschinenbau GmbH", "Büro Zürich", "Århus Marine", "Łódź Logistics", "Straßenbau Süd", "Ørsted"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("muller", "Müller Maschinenbau GmbH"),
        ("Mueller", "Müller Maschinenbau GmbH"),
        ("MÜLLER", "Müller Maschinenbau GmbH"),
        ("mu\N{COMBINING DIAERESIS}ller", "Müller Maschinenbau GmbH"),
        ("mül\N{ZERO WIDTH SPACE}ler", "Müller Maschinenbau GmbH"),
        ("buro", "Büro Zürich"),
        ("zurich", "Büro Zürich"),
        ("zuerich", "Büro Zürich"),
        ("aarhus", "Århus Marine"),
        ("arhus", "Århus Marine"),
        ("lodz", "Łódź Logistics"),
        ("strasse", "Straßenbau Süd"),
        ("sued", "Straßenbau Süd"),
        ("orsted", "Ørsted"),
        ("oersted", "Ørsted"),
    ],
)
def test_contains_finds_a_name_however_it_is_spelled(db, typed, found):
    for name in NAMES:
        VendorFactory(name=name)
    assert [vendor.name for vendor in Vendor.objects.filter(contains("name", typed))] == [found]


def test_contains_finds_the_two_letter_spelling_by_the_umlaut(db):
    VendorFactory(name="Mueller Druck")
    assert Vendor.objects.filter(contains("name", "Müller")).count() == 1


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'"])
def test_contains_takes_signs_of_patterns_as_they_are(db, sign):
    VendorFactory(name=f"Ten {sign} Ltd")
    VendorFactory(name="Eleven Ltd")
    assert [vendor.name for vendor in Vendor.objects.filter(contains("name", sign))] == [f"Ten {sign} Ltd"]


def test_spellings_of_plain_letters_are_one():
    assert spellings("Contoso") == {"contoso"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Acme \t Corp\n", "Acme Corp"),
        ("Cafe\N{COMBINING ACUTE ACCENT} Crème", "Café Crème"),
        ("Ac\N{ZERO WIDTH SPACE}me\N{SOFT HYPHEN} Corp\N{RIGHT-TO-LEFT OVERRIDE}", "Acme Corp"),
        ("Ac\0me", "Ac me"),
        ("نمی\N{ZERO WIDTH NON-JOINER}خواهم", "نمی\N{ZERO WIDTH NON-JOINER}خواهم"),
        ("\N{ZERO WIDTH SPACE}", ""),
    ],
)
def test_tidy_gives_names_that_look_alike_the_same_text(typed, kept):
    assert tidy(typed) == kept


def test_vendors_are_listed_with_foreign_letters_beside_their_own(db):
    for name in ("Zebra", "Åland", "Alpha", "Ørsted", "Omega", "Opal", "Łódź", "Lemon", "Öko"):
        VendorFactory(name=name)
    listed = [vendor.name for vendor in Vendor.objects.by_name()]
    assert listed == ["Åland", "Alpha", "Lemon", "Łódź", "Öko", "Omega", "Opal", "Ørsted", "Zebra"]


def test_two_vendors_that_look_alike_are_one_name(db):
    VendorFactory(name="Café Crème SARL")
    assert Vendor.objects.named("CAFE\N{COMBINING ACUTE ACCENT} CRE\N{COMBINING GRAVE ACCENT}ME SARL").exists()
