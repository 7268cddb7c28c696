"""An admin changes who owns legal reviews: preview, reason, and a new request that goes by the new rule."""

import pytest
from playwright.sync_api import expect

from intake import actions as intake_actions
from reviews.models import Slot, SplitRule, TermRule, TermType
from reviews.pure.rule_sets import Rule
from reviews.rules import drafts

COLOURS = ("light", "dark")
DRAFT = {"title": "Chat tool", "vendor_name": "Parley", "reason": "We want to talk to our customers."}


@pytest.fixture
def company(transactional_db, defaults, requester, buyer, counsel, lead, admin):
    """The named people and the usual rules."""


@pytest.fixture
def submitted(company, software, requester):
    """submitted(): one more request, handed in."""

    def submit():
        draft = intake_actions.start_draft(software, by=requester)
        answers = {"users": "9", "personal_data": "no", "uses_ai": "No"}
        intake_actions.save_draft(draft, fields=DRAFT, answers=answers, by=requester)
        return intake_actions.submit(draft, by=requester)

    return submit


def in_light_and_dark(who, name):
    """Keep and check the page on both screens, in light and in dark."""
    for colours in COLOURS:
        who.page.emulate_media(color_scheme=colours)
        who.shot(f"{name}-{colours}")
        for width in (390, 1280):
            who.page.set_viewport_size({"width": width, "height": 900})
            assert who.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
            if width == 390:
                who.check()
    who.page.emulate_media(color_scheme="light")


def test_admin_changes_the_split_and_only_new_work_follows(visitor, submitted, counsel, admin):
    old = submitted()
    who = visitor(admin)
    page = who.page

    who.open("/settings/split/")
    in_light_and_dark(who, "split")
    page.get_by_role("link", name="Add a rule to “Owns legal review”").click()
    page.get_by_label("Field").first.select_option(label="request type")
    page.get_by_label("Comparison").first.select_option(label="is")
    page.get_by_label("Value").first.fill("New software vendor")
    page.get_by_label("Name").fill("Clara knows software")
    page.get_by_label("Desk").select_option(label="Legal")
    page.get_by_label("Person").select_option(label="Clara Counsel (Legal)")
    in_light_and_dark(who, "split-rule")
    who.press("Keep in my draft")

    expect(page.get_by_text("You are looking at your draft")).to_be_visible()
    expect(page.get_by_text("can never win")).to_be_visible()
    who.press("Try “Clara knows software” earlier")
    expect(page.get_by_text("can never win")).to_have_count(0)
    in_light_and_dark(who, "split-draft")

    page.get_by_role("link", name="Preview and save").click()
    expect(page.get_by_text("1 answer on 1 of 1 review")).to_be_visible()
    expect(page.get_by_role("row", name=old.reference)).to_contain_text("Clara Counsel (Legal)")
    in_light_and_dark(who, "split-preview")
    page.get_by_label("Why do the rules change?").fill("Clara has read every software contract.")
    who.press("Save the rules")
    expect(page.get_by_text("Version 2 is saved.")).to_be_visible()

    new = submitted()
    assert old.responsibilities.get(slot=Slot.LEGAL_REVIEW).person is None
    answer = new.responsibilities.get(slot=Slot.LEGAL_REVIEW)
    assert (answer.person, answer.why) == (counsel, "Rule 1: Clara knows software")

    who.open("/settings/split/versions/")
    in_light_and_dark(who, "split-versions")
    page.get_by_role("link", name="Version 2").click()
    expect(page.get_by_text("Changed against version 1")).to_be_visible()
    in_light_and_dark(who, "split-version")
    who.open("/settings/split/try/?kind=software&value=3000&try=1")
    in_light_and_dark(who, "split-try")


def test_lead_routes_an_old_review_anew(visitor, submitted, counsel, lead, desks):
    old = submitted()
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel, name="Clara knows software")
    price = TermType.objects.get(slug="price")
    TermRule.objects.create(term_type=price, position=1, name="Finance does prices", desk=desks["finance"])
    who = visitor(lead)
    page = who.page

    who.open(f"/reviews/{old.reference}/routing/")
    expect(page.get_by_role("row", name="Owns legal review")).to_contain_text("Rule 1: Clara knows software")
    in_light_and_dark(who, "routing")
    who.press("Route it this way")
    expect(page.get_by_text("The review is routed anew.")).to_be_visible()
    expect(page.get_by_text("Nothing would change")).to_be_visible()
    assert old.waits.open().get(desk=desks["legal"]).person == counsel


def test_pages_of_settings_are_readable_everywhere(visitor, submitted, admin, lead, desks):
    submitted()
    for number, slug in enumerate(("price", "price", "liability"), 1):
        drafts.put_rule(Rule(f"term:{slug}", f"Rule for {slug} {number}", desks["finance"].pk), by=admin)
    who = visitor(admin)
    for name, path in [("split-terms", "/settings/split/terms/"), ("health", "/settings/health/")]:
        who.open(path)
        in_light_and_dark(who, name)

    leading = visitor(lead)
    for name, path in [
        ("playbook", "/settings/playbook/"),
        ("playbook-entry", "/settings/playbook/liability/"),
        ("playbook-edit", "/settings/playbook/liability/edit/"),
    ]:
        leading.open(path)
        in_light_and_dark(leading, name)
    leading.page.get_by_label("Walk away").fill("A cap below the fees of twelve months.")
    leading.page.get_by_label("Why do you change it?").fill("Shorter is clearer.")
    leading.press("Save")
    leading.page.get_by_role("link", name="History").click()
    expect(leading.page.get_by_text("Shorter is clearer.")).to_be_visible()
    in_light_and_dark(leading, "playbook-history")
