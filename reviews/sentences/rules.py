"""The rules that reviews follow: split and approvals, playbook, target times, ladders."""

from decimal import Decimal

from common.sentences import sentence
from reviews.models import Rung
from reviews.pure.verbs import Verb
from reviews.rules.drafts import WORDS
from reviews.rules.ladders import Change


@sentence(Verb.RULES_SAVED)
def rules_saved(facts):
    return f"saved version {facts['number']} of {WORDS[facts['book']]}: {facts.text('reason')}"


@sentence(Verb.PLAYBOOK_CHANGED)
def playbook_changed(facts):
    return f"changed the playbook of “{facts['name']}”: {facts.text('reason')}"


@sentence(Verb.TARGET_CHANGED)
def target_changed(facts):
    return f"changed the target time of “{facts['scope']}”: {facts.text('reason')}"


@sentence(Verb.WORDING_SAVED)
def wording_saved(facts):
    return f"wrote what requesters read of {facts.desk('of')}: {facts['group']}"


@sentence(Verb.WORDING_REMOVED)
def wording_removed(facts):
    return f"removed what requesters read of {facts.desk('of')}: {facts['group']}"


@sentence(Verb.LADDER_CHANGED)
def ladder_changed(facts):
    kept = facts["rung"]
    rung = Rung(**kept | {"business_days": Decimal(kept["business_days"])})
    purpose = rung.get_purpose_display()
    return {
        Change.SET: f"set a reminder of “{purpose or rung.get_ladder_display()}”: {rung}",
        Change.REMOVED: f"removed a reminder of “{purpose or rung.get_ladder_display()}”: {rung}",
        Change.OWN_LADDER: f"gave “{purpose}” a ladder of its own",
        Change.COMMON_LADDER: f"put “{purpose}” back on the common ladder",
    }[Change(facts["change"])]
