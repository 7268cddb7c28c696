"""Versions of the rules: comparing them, restoring one."""

from django.urls import reverse

from reviews.rules import drafts
from reviews.rules.books import live_rules
from tests.reviews.pages import html_of


def test_version_compares_with_the_one_before_and_with_any_other(as_admin, admin):
    key = live_rules().at("vendor_contact")[0].rule.key
    for reason in ("Off.", "On again."):
        drafts.switch_rule(key, by=admin)
        drafts.save_rules(reason, by=admin)
    page = html_of(as_admin.get(reverse("settings:version", args=["split", 3])))
    assert "Changed against version 2" in page
    page = html_of(as_admin.get(reverse("settings:version", args=["split", 3]), {"with": "1"}))
    assert "Changed against version 1" in page
    assert "The rules are the same." in page
    assert as_admin.get(reverse("settings:version", args=["split", 3]), {"with": "x" * 30}).status_code == 200
    assert as_admin.get(reverse("settings:version", args=["approvals", 1])).status_code == 200
    assert as_admin.get(reverse("settings:version", args=["approvals", 3])).status_code == 404
    assert as_admin.get(reverse("settings:version", args=["split", 9])).status_code == 404


def test_version_restore_goes_to_the_preview(as_admin, admin):
    drafts.switch_rule(live_rules().at("vendor_contact")[0].rule.key, by=admin)
    drafts.save_rules("Off.", by=admin)
    response = as_admin.post(reverse("settings:version_restore", args=["split", 1]), follow=True)
    assert "Version 1 is in your draft." in html_of(response)
    assert "Preview of your changes" in html_of(response)
