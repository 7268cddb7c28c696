"""Pages of the settings that leads and admins share. Strangers get a 404; who may look but not change is told why."""

from reviews.settings_views.health import health
from reviews.settings_views.playbook import playbook, playbook_edit, playbook_entry, playbook_history
from reviews.settings_views.routing import routing, routing_apply, routing_name
from reviews.settings_views.rules import rule_add, rule_earlier, rule_edit, rule_later, rule_remove, rule_switch
from reviews.settings_views.split import approvals, discard, preview, split, terms, try_it
from reviews.settings_views.targets import target_add, target_edit, target_history, target_remove, targets
from reviews.settings_views.versions import version, version_restore, versions

__all__ = [
    "approvals",
    "discard",
    "health",
    "playbook",
    "playbook_edit",
    "playbook_entry",
    "playbook_history",
    "preview",
    "routing",
    "routing_apply",
    "routing_name",
    "rule_add",
    "rule_earlier",
    "rule_edit",
    "rule_later",
    "rule_remove",
    "rule_switch",
    "split",
    "target_add",
    "target_edit",
    "target_history",
    "target_remove",
    "targets",
    "terms",
    "try_it",
    "version",
    "version_restore",
    "versions",
]
