"""What holds for every template: nouns answer questions about themselves, and a line can be read without scrolling."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [pytest.param(path, id=str(path.relative_to(TEMPLATES))) for path in sorted(TEMPLATES.rglob("*.html"))]

COMPARISON = re.compile(r"""\{%[^%]*(?:(?:==|!=|\bin) *["']|["'] *(?:==|!=)|["'] +(?:not +)?in\b)[^%]*%\}""")
MAY_COMPARE = {
    # its own parameter says which of four links leads to the page itself
    "settings/_places_of_settings.html",
}


@pytest.mark.parametrize(
    "tag", ['{% if x == "a" %}', "{% elif 'a' != x %}", '{% if x in "a b" %}', '{% if a and x=="b" %}']
)
def test_a_comparison_with_a_literal_is_recognised(tag):
    assert COMPARISON.search(tag)


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "a.html" with x=y %}',
        '{% include "a.html" with text="in force" only %}',
        "{% if x|length > 1 %}",
        '{% url "a" x as b %} == "c"',
    ],
)
def test_other_tags_are_no_comparison(tag):
    assert not COMPARISON.search(tag)


@pytest.mark.parametrize("path", PAGES)
def test_no_template_compares_with_a_literal(path):
    compared = [match.group() for match in COMPARISON.finditer(path.read_text())]

    assert compared == [] or str(path.relative_to(TEMPLATES)) in MAY_COMPARE


@pytest.mark.parametrize("path", PAGES)
def test_no_line_is_longer_than_160_signs(path):
    assert [line for line in path.read_text().splitlines() if len(line) > 160] == []
