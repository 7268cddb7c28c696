"""Days, amounts, lengths of time and words have one form each (common/words.py, docs/design-system.md).

Nothing in the code or the templates makes another; every page and every answer of the API is looked at by
tests/test_routes.py, with the same eyes (tests/other_forms.py).
"""

import re
from datetime import UTC, date, datetime
from gettext import GNUTranslations
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.template import engines
from django.utils import formats
from django.utils.translation import gettext

from common import words
from tests.other_forms import OTHER_FORMS, forms_in, forms_in_json, forms_in_page
from tests.test_house import APPS, ROOT

HOME = {Path("common/words.py"), Path("common/formats/en_GB/formats.py")}
"""Where the forms are made."""

FOR_PROGRAMS = {
    # what a browser reads back
    Path("common/fields.py"),
    Path("common/stale.py"),
    # what people may type
    Path("intake/typed.py"),
}
APART = {"reading", "local"}
"""They know no Django, and write for themselves."""

IN_CODE = {
    "a form of a day": re.compile(r"%-?d[ /.]|%[BbaA]\b|%d/|date_format\(|naturalday|naturaltime|localtime\([^)]*\):%"),
    "a form of an amount": re.compile(r":,\.\d?f|number_format\(|intcomma|removesuffix\(\"\.00\"\)|\.currency\} \{"),
    "business days": re.compile(r"\} business day|business day\{"),
    "another word": re.compile(r"[\"“ ](?:Emails?|E-Mails?|emails) "),
}
IN_TEMPLATES = {
    "a form of a day": re.compile(r"\|date\b|\|time\b|\{% now |\|naturalday|\|naturaltime|\|timesince|\|timeuntil"),
    "a form of an amount": re.compile(r"\|floatformat|\|intcomma|\.amount\b|[€£$]\d"),
    "a wait by moments": re.compile(r"due(?: in)? \{% moment|\{% moment [\w.]*due\w* %\}"),
    "another word": re.compile(r">[^<{]*\b(?:Emails?|E-Mails?|emails?)\b[^<{]*<"),
}


def sources():
    for app in APPS:
        if app not in APART:
            for path in sorted((ROOT / app).rglob("*.py")):
                if "migrations" not in path.parts and "demo" not in path.parts:
                    yield path.relative_to(ROOT), path.read_text()


def templates():
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".jinja", ".txt"}:
            yield path.relative_to(ROOT), path.read_text()


def lines_with(patterns, texts):
    return [
        f"{path}:{number} {what}: {line.strip()}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in patterns.items()
        if pattern.search(line) and not line.strip().startswith(("#", '"""', "{#"))
    ]


def test_code_makes_no_form_of_its_own():
    elsewhere = [(path, text) for path, text in sources() if path not in HOME | FOR_PROGRAMS]
    assert lines_with(IN_CODE, elsewhere) == []


def test_templates_make_no_form_of_their_own():
    assert lines_with(IN_TEMPLATES, templates()) == []


def test_django_writes_days_as_we_do():
    """The settings pages are Django's."""
    moment = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
    assert formats.date_format(moment, "DATE_FORMAT") == words.day_in_words(moment) == "3 April 2026"
    assert formats.date_format(moment, "DATETIME_FORMAT") == "3 April 2026, 14:30"


def test_libraries_use_our_word_for_e_mail():
    assert gettext("Enter a valid email address.") == "Enter a valid e-mail address."
    assert str(EmailAddress._meta.verbose_name_plural) == "e-mail addresses"


def test_words_of_libraries_are_compiled():
    folder = ROOT / "locale/en_GB/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as compiled:
        known = GNUTranslations(compiled)
    for line in (folder / "django.po").read_text().splitlines():
        if line.startswith('msgid "') and "%" not in line and line != 'msgid ""':
            assert "mail" in known.gettext(line[7:-1])
            assert not re.search(r"\b[Ee]mail", known.gettext(line[7:-1]))


@pytest.mark.parametrize(
    ("made", "form"),
    [
        (words.day_in_words("2026-04-03"), "3 April 2026"),
        (words.days_in_words(date(2026, 4, 3), date(2026, 4, 7)), "3 April 2026 to 7 April 2026"),
        (words.moment_in_words(datetime(2026, 4, 3, 14, 30, tzinfo=UTC)), "Friday 3 April 2026, 14:30 UTC"),
        (words.clock_in_words(datetime(2026, 4, 3, 14, 30, 5, tzinfo=UTC), seconds=True), "14:30:05"),
        (words.amount_in_words("12000.00", "EUR"), "EUR 12,000"),
        (words.amount_in_words("1299.5", "USD"), "USD 1,299.50"),
        (words.figures_in_words("12000.00"), "12,000"),
        (words.number_in_words("99.90"), "99.9"),
        (words.exact_business_days_in_words(1), "1 business day"),
        (words.exact_business_days_in_words(0.25), "0.25 business days"),
    ],
)
def test_each_thing_has_one_form_and_the_eyes_let_it_pass(made, form):
    assert (made, forms_in(made)) == (form, [])


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a short month", "Ends 1 Jan 2027"),
        ("a month before its day", "Nov. 30, 2026"),
        ("a day without its year", "away until 4 December, and nobody stands in"),
        ("a day with a zero", "noted the signature of 03 December 2026"),
        ("a day in figures", "needed by 2026-12-20"),
        ("a day by name", "due today"),
        ("a time of day in another form", "saved at 4 p.m."),
        ("an amount without its thousands", "EUR 12000"),
        ("empty cents", "from 12000.00 to 9,000.00"),
        ("the sign of a currency", "€ 12,000"),
        ("a wait in hours", "due in 23 hours"),
        ("another word for e-mail", "Email address"),
    ],
)
def test_other_forms_are_seen_on_a_page_in_a_hint_and_in_an_answer(what, text):
    assert what in OTHER_FORMS
    assert any(found.startswith(what) for found in forms_in_page(f"<p>{text}</p>"))
    assert any(found.startswith(what) for found in forms_in_page(f'<p title="{text}">x</p>'))
    assert any(found.startswith(what) for found in forms_in_json(f'{{"refused": ["{text}"]}}'))


def test_relative_moments_have_the_exact_one_on_hover():
    render = engines["django"].from_string("{% moment at %}{% day at %}").render
    html = render({"at": datetime(2026, 4, 3, 14, 30, tzinfo=UTC)})
    assert html.count("Friday 3 April 2026, 14:30 UTC") == 2
