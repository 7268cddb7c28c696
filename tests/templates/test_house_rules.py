"""What holds for every template: nouns answer questions about themselves, and a line can be read without scrolling."""

import re

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [pytest.param(path, id=str(path.relative_to(TEMPLATES))) for path in sorted(TEMPLATES.rglob("*.html"))]

COMPARISON = re.compile(r"""\{%[^%]*(?:(?:==|!=|\bin) *["']|["'] *(?:==|!=)|["'] +(?:not +)?in\b)[^%]*%\}""")
TEXT = re.compile(r"""(["'])[^"'%]*\1""")
MAY_COMPARE = {
    # its own parameter says which of four links leads to the page itself
    "settings/_places_of_settings.html",
}


def compared_in(source):
    """The tags that compare with a literal; words within a literal are not looked at."""
    return [match.group() for match in COMPARISON.finditer(TEXT.sub("''", source))]


@pytest.mark.parametrize(
    "tag", ['{% if x == "a" %}', "{% elif 'a' != x %}", '{% if x in "a b" %}', '{% if a and x=="b" %}']
)
def test_a_comparison_with_a_literal_is_recognised(tag):
    assert compared_in(tag)


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "a.html" with x=y %}',
        '{% include "a.html" with text="in force" only %}',
        "{% if x|length > 1 %}",
        '{% url "a" x as b %} == "c"',
        '{% post_button "a:join" pk label="Come in" css="btn" %}',
    ],
)
def test_other_tags_are_no_comparison(tag):
    assert not compared_in(tag)


@pytest.mark.parametrize("path", PAGES)
def test_no_template_compares_with_a_literal(path):
    assert not compared_in(path.read_text()) or str(path.relative_to(TEMPLATES)) in MAY_COMPARE


@pytest.mark.parametrize("path", PAGES)
def test_no_line_is_longer_than_160_signs(path):
    assert [line for line in path.read_text().splitlines() if len(line) > 160] == []
