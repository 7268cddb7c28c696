"""Addresses of the settings that leads and admins share, and of routing one review anew.

Comes after reviews.web.urls in config/urls.py, which makes the `reference` converter known.
"""

from django.urls import path, register_converter

from reviews.pure.references import BookConverter
from reviews.web.settings import health, playbook, routing, rules, split, targets, two_people, versions, wordings

register_converter(BookConverter, "book")

app_name = "settings"
urlpatterns = [
    path("settings/split/", split.split, name="split"),
    path("settings/approvals/", split.approvals, name="approvals"),
    path("settings/approvals/two-people/", two_people.two_people, name="two_people"),
    path("settings/split/terms/", split.terms, name="terms"),
    path("settings/<book:book>/rules/add/<str:place>/", rules.rule_add, name="rule_add"),
    path("settings/<book:book>/rules/<slug:key>/", rules.rule_edit, name="rule_edit"),
    path("settings/<book:book>/rules/<slug:key>/earlier/", rules.rule_earlier, name="rule_earlier"),
    path("settings/<book:book>/rules/<slug:key>/later/", rules.rule_later, name="rule_later"),
    path("settings/<book:book>/rules/<slug:key>/switch/", rules.rule_switch, name="rule_switch"),
    path("settings/<book:book>/rules/<slug:key>/remove/", rules.rule_remove, name="rule_remove"),
    path("settings/<book:book>/preview/", split.preview, name="preview"),
    path("settings/<book:book>/discard/", split.discard, name="discard"),
    path("settings/<book:book>/versions/", versions.versions, name="versions"),
    path("settings/<book:book>/versions/<int:number>/", versions.version, name="version"),
    path("settings/<book:book>/versions/<int:number>/restore/", versions.version_restore, name="version_restore"),
    path("settings/<book:book>/try/", split.try_it, name="try_it"),
    path("settings/targets/", targets.targets, name="targets"),
    path("settings/targets/history/", targets.target_history, name="target_history"),
    path("settings/targets/add/", targets.target_add, name="target_add"),
    path("settings/targets/<int:pk>/edit/", targets.target_edit, name="target_edit"),
    path("settings/targets/<int:pk>/remove/", targets.target_remove, name="target_remove"),
    path("settings/words/", wordings.wordings, name="wordings"),
    path("settings/words/add/", wordings.wording_add, name="wording_add"),
    path("settings/words/<int:pk>/edit/", wordings.wording_edit, name="wording_edit"),
    path("settings/words/<int:pk>/remove/", wordings.wording_remove, name="wording_remove"),
    path("settings/health/", health.health, name="health"),
    path("settings/playbook/", playbook.playbook, name="playbook"),
    path("settings/playbook/<slug:slug>/", playbook.playbook_entry, name="playbook_entry"),
    path("settings/playbook/<slug:slug>/edit/", playbook.playbook_edit, name="playbook_edit"),
    path("settings/playbook/<slug:slug>/history/", playbook.playbook_history, name="playbook_history"),
    path("reviews/<reference:pk>/routing/", routing.routing, name="routing"),
    path("reviews/<reference:pk>/routing/apply/", routing.routing_apply, name="routing_apply"),
    path("reviews/<reference:pk>/routing/name/", routing.routing_name, name="routing_name"),
]
