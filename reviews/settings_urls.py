"""Addresses of the settings that leads and admins share, and of routing one review anew.

Comes after reviews.urls in config/urls.py, which makes the `reference` converter known.
"""

from django.urls import path, register_converter

from reviews import settings_views as views
from reviews.references import BookConverter

register_converter(BookConverter, "book")

app_name = "settings"
urlpatterns = [
    path("settings/split/", views.split, name="split"),
    path("settings/approvals/", views.approvals, name="approvals"),
    path("settings/split/terms/", views.terms, name="terms"),
    path("settings/<book:book>/rules/add/<str:place>/", views.rule_add, name="rule_add"),
    path("settings/<book:book>/rules/<slug:key>/", views.rule_edit, name="rule_edit"),
    path("settings/<book:book>/rules/<slug:key>/earlier/", views.rule_earlier, name="rule_earlier"),
    path("settings/<book:book>/rules/<slug:key>/later/", views.rule_later, name="rule_later"),
    path("settings/<book:book>/rules/<slug:key>/switch/", views.rule_switch, name="rule_switch"),
    path("settings/<book:book>/rules/<slug:key>/remove/", views.rule_remove, name="rule_remove"),
    path("settings/<book:book>/preview/", views.preview, name="preview"),
    path("settings/<book:book>/discard/", views.discard, name="discard"),
    path("settings/<book:book>/versions/", views.versions, name="versions"),
    path("settings/<book:book>/versions/<int:number>/", views.version, name="version"),
    path("settings/<book:book>/versions/<int:number>/restore/", views.version_restore, name="version_restore"),
    path("settings/<book:book>/try/", views.try_it, name="try_it"),
    path("settings/targets/", views.targets, name="targets"),
    path("settings/targets/history/", views.target_history, name="target_history"),
    path("settings/targets/add/", views.target_add, name="target_add"),
    path("settings/targets/<int:pk>/edit/", views.target_edit, name="target_edit"),
    path("settings/targets/<int:pk>/remove/", views.target_remove, name="target_remove"),
    path("settings/health/", views.health, name="health"),
    path("settings/playbook/", views.playbook, name="playbook"),
    path("settings/playbook/<slug:slug>/", views.playbook_entry, name="playbook_entry"),
    path("settings/playbook/<slug:slug>/edit/", views.playbook_edit, name="playbook_edit"),
    path("settings/playbook/<slug:slug>/history/", views.playbook_history, name="playbook_history"),
    path("reviews/<reference:pk>/routing/", views.routing, name="routing"),
    path("reviews/<reference:pk>/routing/apply/", views.routing_apply, name="routing_apply"),
    path("reviews/<reference:pk>/routing/name/", views.routing_name, name="routing_name"),
]
