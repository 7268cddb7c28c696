"""Components render what they promise, escape what they are given, and keep to the house rules."""

import re
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from reviews.waits.status import Step

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "mail" not in path.parts)  # mails need their own styles

NOT_ALLOWED = {
    "an inline style": re.compile(r"<style|\sstyle="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an inline handler": re.compile(r"\son[a-z]+="),
    "another host": re.compile(r"""(?:src|href)=["'](?:https?:)?//"""),
}


def component(name, folder="components", **context):
    html = render_to_string(f"{folder}/{name}.html", context, RequestFactory().get("/"))
    return " ".join(html.split())


def words(html):
    """The text a person reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_each_component_opens_with_what_it_is_and_needs(path):
    assert re.match(r"\{# .+ Needs.+#\}", path.read_text().splitlines()[0] + path.read_text().splitlines()[1])


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_each_component_is_described_in_the_docs(path):
    if path.stem != "styleguide":
        assert f"`{path.name}`" in (settings.BASE_DIR / "docs" / "design-system.md").read_text()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_hold_nothing_that_the_browser_would_refuse(path):
    faults = [what for what, pattern in NOT_ALLOWED.items() if pattern.search(path.read_text())]
    assert faults == []


def test_chip_takes_the_icon_of_its_side():
    html = component("chip", text="Legal", tone="legal")

    assert html.startswith('<span class="chip tone-legal"><svg')
    assert words(html) == "Legal"


def test_chip_without_a_tone_is_neutral_and_has_no_icon():
    assert component("chip", text="<b>") == '<span class="chip tone-neutral">&lt;b&gt;</span>'


def test_stage_bar_marks_the_current_step_for_screen_readers():
    steps = [
        Step(label="Noted", state="done"),
        Step(label="In review", state="current"),
        Step(label="Signed", state="todo"),
    ]

    html = component("stage_bar", steps=steps)

    assert html.count('aria-current="step"') == 1
    assert words(html) == "Done: Noted In review Signed Step 2 of 3: In review"


def test_waiting_on_says_who_what_and_since_when():
    now = timezone.now()
    line = Thing(who="Legal desk", needed="review the cap", since=now, held_days=1, due=now, days_left=2, overdue=False)

    said = "Legal desk review the cap for 1 business day due in 2 business days"
    assert words(component("waiting_on", lines=[line])) == said


def test_waiting_on_says_in_words_that_something_is_overdue():
    now = timezone.now()
    line = Thing(who="Legal desk", needed="review the cap", since=now, held_days=3, due=now, days_left=-1, overdue=True)

    said = "Legal desk review the cap for 3 business days was due 1 business day ago"
    assert words(component("waiting_on", lines=[line])) == said


def test_waiting_on_nobody_says_so():
    assert words(component("waiting_on", lines=[])) == "Nobody has to act right now."


def test_person_who_is_nobody_has_words():
    assert words(component("person", person=None, nobody="nobody has it")) == "nobody has it"


def test_timeline_names_duet_and_those_it_was_done_for():
    now = timezone.now()
    anna, bruno = Thing(name="Anna", initials="A"), Thing(name="Bruno", initials="B")
    events = [
        Thing(by=None, on_behalf_of=None, sentence="reminded the legal desk", at=now, is_internal=True),
        Thing(by=anna, on_behalf_of=bruno, sentence="agreed the price", at=now, is_internal=False),
    ]

    assert words(component("timeline", events=events)) == (
        "Duet reminded the legal desk just now A Anna for Bruno agreed the price just now"
    )
    assert words(component("timeline", events=events, show_audience=True)).count("Reviewers only") == 1


def test_pager_shows_only_the_ways_that_exist():
    assert words(component("pager", newer_url="", older_url="?after=3")) == "Older"
    assert component("pager", newer_url="", older_url="") == ""


class PriceForm(forms.Form):
    price = forms.IntegerField(label="Price")

    def clean(self):
        raise forms.ValidationError("The two dates do not fit together.")


def test_error_summary_links_each_error_to_its_field():
    html = component("error_summary", form=PriceForm({"price": "much"}))

    assert '<a href="#id_price">Price</a>: Enter a whole number.' in html
    assert "The two dates do not fit together." in html


def test_crispy_forms_bring_our_error_summary():
    html = render_to_string("bootstrap5/errors.html", {"form": PriceForm({"price": "much"})})

    assert 'class="error-summary" role="alert"' in html


def test_forms_without_errors_have_no_summary():
    assert component("error_summary", form=PriceForm()) == ""


@pytest.mark.parametrize(
    ("sort", "link", "order"),
    [
        ("title", "?side=legal&amp;sort=due", None),
        ("due", "?side=legal&amp;sort=-due", "ascending"),
        ("-due", "?side=legal&amp;sort=due", "descending"),
    ],
)
def test_sort_header_turns_the_order_round_and_keeps_the_filters(sort, link, order):
    request = RequestFactory().get("/", {"side": "legal", "after": "17"})

    html = render_to_string("components/sort_header.html", {"label": "Due", "key": "due", "sort": sort}, request)

    assert f'href="{link}"' in html
    assert ("aria-sort" in html) == (order is not None)
    assert order is None or f'aria-sort="{order}"' in html


def test_facts_say_what_is_not_given():
    assert (
        words(component("facts", facts=[("Vendor", "Northwind"), ("Order", None)]))
        == "Vendor Northwind Order not given"
    )


def test_comment_body_cannot_bring_markup():
    author = Thing(name="Anna", initials="A")

    html = component("comment", author=author, at=timezone.now(), body="<script>alert(1)</script>\n\nSecond paragraph")

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p> <p>Second paragraph</p>" in html


def test_confirm_posts_with_its_token_and_reason():
    html = component("confirm", label="Withdraw", question="Sure?", action_url="/x/", button="Yes")

    assert 'method="post" action="/x/"' in html
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)
    assert words(html) == "Withdraw Sure? Yes"


def test_file_drop_is_a_plain_form_that_lists_what_is_there():
    latest = Thing(original_name="deal.pdf", size=2048, uploaded_at=timezone.now())
    document = Thing(latest=latest, url="/d/1/", remove_url="/d/1/remove/")

    html = component("file_drop", upload_url="/up/", documents=[document], errors=["Too large."])

    assert '<form method="post" action="/up/" enctype="multipart/form-data"' in html
    assert '<a href="/d/1/">deal.pdf</a>' in html
    assert 'action="/d/1/remove/"' in html
    assert html.count('name="csrfmiddlewaretoken"') == 2
    assert "Too large." in html


def test_file_drop_offers_no_removal_where_there_is_none():
    latest = Thing(original_name="deal.pdf", size=2048, uploaded_at=timezone.now())

    html = component("file_drop", upload_url="/up/", documents=[Thing(latest=latest)])

    assert "Remove" not in html


def test_messages_replace_those_on_the_page_only_when_asked():
    message = Thing(level_tag="error")

    assert "hx-swap-oob" not in component("messages", "shell", messages=[message])
    assert 'hx-swap-oob="true"' in component("messages", "shell", messages=[message], oob=True)


def test_tabs_name_the_open_one():
    tabs = [
        Thing(label="Terms", url="?a", active=True, count=0),
        Thing(label="Files", url="?b", active=False, count=None),
    ]

    html = component("tabs", tabs=tabs)

    assert html.count('aria-current="page"') == 1
    assert words(html) == "Terms 0 Files"


def test_what_the_styles_hide_while_it_is_empty_holds_no_blank():
    assert 'aria-live="polite" ></div>' in component("messages", "shell", messages=[])
    assert component("_vendor_hint", "intake", vendor_is_new=False).endswith("></p>")
