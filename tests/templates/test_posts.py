"""`{% post_form %}` and `{% post_button %}` draw what was written by hand before, and bring the token themselves."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [pytest.param(path, id=str(path.relative_to(TEMPLATES))) for path in sorted(TEMPLATES.rglob("*.html"))]
WITHOUT_THE_TAGS = {
    "notices/unsubscribe.html",  # the link in a mail is the proof: it needs no token
    "intake/draft.html",  # saves itself by htmx to one address and is submitted to another
}
CLAIM = reverse("reviews:claim", args=[7])


def drawn(source, **context):
    """What the template makes of it; the token is TOKEN."""
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return re.sub(r'(csrfmiddlewaretoken" value=")\w{64}"', r'\1TOKEN"', html)


TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="TOKEN">'


def test_post_form_writes_address_token_and_content():
    html = drawn('{% post_form "reviews:claim" wait css="stack" novalidate=True %}<p>{{ text }}</p>{% endpost_form %}',
                 wait=7, text="<b>")  # fmt: skip

    assert html == f'<form class="stack" method="post" action="{CLAIM}" novalidate>{TOKEN}<p>&lt;b&gt;</p></form>'


def test_post_form_without_an_address_posts_to_its_page():
    assert drawn("{% post_form %}{% endpost_form %}") == f'<form method="post">{TOKEN}</form>'


@pytest.mark.parametrize("given", ["htmx=True", "htmx=part"])
def test_post_form_sends_by_htmx_to_the_same_address_whatever_says_that_it_does(given):
    html = drawn(f"{{% post_form url {given} %}}{{% endpost_form %}}", url="/x/", part="#comments")

    assert html == f'<form method="post" action="/x/" hx-post="/x/">{TOKEN}</form>'


def test_post_form_sends_by_htmx_to_another_address():
    html = drawn("{% post_form url htmx_to=save %}{% endpost_form %}", url="/x/", save="/x/save/")

    assert html == f'<form method="post" action="/x/" hx-post="/x/save/">{TOKEN}</form>'


def test_post_form_sends_by_htmx_to_the_same_address():
    html = drawn('{% post_form url htmx=True hx_target="#list" hx_select=none %}{% endpost_form %}', url="/x/", none="")

    assert html == f'<form method="post" action="/x/" hx-target="#list" hx-post="/x/">{TOKEN}</form>'


def test_post_form_that_sends_files_says_so_to_the_browser_and_to_htmx():
    html = drawn(
        '{% post_form "/x/" files=True %}{% endpost_form %}{% post_form "/x/" files=True htmx=True %}{% endpost_form %}'
    )

    assert html.count('enctype="multipart/form-data"') == 2
    assert html.count('hx-encoding="multipart/form-data"') == 1


def test_post_form_escapes_its_attributes():
    assert 'action="/&quot;&gt;"' in drawn("{% post_form url %}{% endpost_form %}", url='/">')


def test_post_button_is_a_whole_form():
    html = drawn(
        '{% post_button "reviews:claim" 7 label="Claim" unseen=name css="btn" hidden_from=here data_shortcut="c" '
        'form_css="end" htmx=True hx_target="closest tr" %}',
        name="R-<1>",
        here="/queue/?a&b",
    )

    assert html == (
        f'<form class="end" method="post" action="{CLAIM}" hx-target="closest tr" hx-post="{CLAIM}">{TOKEN}'
        '<input type="hidden" name="from" value="/queue/?a&amp;b">'
        '<button class="btn" type="submit" data-shortcut="c">Claim<span class="visually-hidden"> R-&lt;1&gt;</span>'
        "</button></form>"
    )


def test_post_button_leaves_out_hidden_values_that_are_empty():
    html = drawn('{% post_button "/x/" label="Add" hidden_document=document hidden_row=row %}', document=None, row=0)

    assert 'name="document"' not in html
    assert '<input type="hidden" name="row" value="0">' in html


@pytest.mark.parametrize(
    ("blockers", "state"), [(["Two terms are open."], ' disabled aria-describedby="why"'), ([], "")]
)
def test_post_button_names_what_disables_it(blockers, state):
    html = drawn('{% post_button "/x/" label="Done" css="" disabled=blockers because="why" %}', blockers=blockers)

    assert f'<button type="submit"{state}>Done</button>' in html


def test_post_button_with_an_icon_alone_has_words_for_screen_readers():
    html = drawn('{% post_button "/x/" icon="trash-2" unseen="Remove" %}')

    assert re.search(r'</svg><span class="visually-hidden">Remove</span></button>', html)


def test_every_form_of_a_page_has_the_same_token_also_behind_only():
    request = RequestFactory().get("/")
    template = engines["django"].from_string(
        '{% post_button "/x/" label="a" %}{% include "components/confirm.html" with action_url="/y/" only %}'
    )

    tokens = re.findall(r'csrfmiddlewaretoken" value="(\w{64})"', template.render({}, request))

    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]  # so that the answer brings the cookie that belongs to it


@pytest.mark.parametrize("path", PAGES)
def test_no_template_writes_a_token_or_hands_it_on(path):
    text = path.read_text()

    assert not re.search(r"csrfmiddlewaretoken|csrf_token=", text)
    if str(path.relative_to(TEMPLATES)) not in WITHOUT_THE_TAGS:
        assert 'method="post"' not in text
        assert "{% csrf_token %}" not in text


def test_fill_puts_a_value_in_the_place_of_the_braces():
    assert drawn('{{ "wait-{}-blockers"|fill:pk }} {{ "Take out {}"|fill:name }}', pk=7, name="<b>") == (
        "wait-7-blockers Take out &lt;b&gt;"
    )


def test_words_keeps_a_long_text_under_a_name():
    html = drawn("{% words as text %}\n    One line,\n    {{ name }}.\n{% endwords %}[{{ text }}]", name="<b>")

    assert html == "[One line, &lt;b&gt;.]"
