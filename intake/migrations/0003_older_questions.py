"""Questions that we seeded before and ask otherwise now. Whatever an admin has changed stays as it is."""

from django.db import migrations
from django.db.models import F

WORK_STARTS = {
    "key": "starts_on",
    "text": "When should the work start?",
    "help": "",
    "kind": "date",
    "choices": [],
    "conditions": [],
    "required": True,
}
"""Beside “When do you need it?”, which every type asks."""

CONTRACT = {
    "key": "contract",
    "text": "Which contract is it about?",
    "help": "Its title or number, or what it covers and since when. Attach it below if you have it.",
    "kind": "text",
    "required": True,
    "position": 1,
}

AS_SEEDED = {
    "renewal": [
        ("ends_on", "When does the present contract end?"),
        ("still_used", "Is it used as much as before?"),
        ("use_changed", "What has changed?"),
        ("happy", "Are you content with the vendor?"),
        ("complaint", "What should be better?"),
        ("budget_approved", "Has the budget holder agreed to the cost?"),
        ("entity", "Which of our companies will sign?"),
    ],
    "amendment": [
        ("changes", "What should change?"),
        ("price_changes", "Does the price change?"),
        ("price_why", "Why, and by how much?"),
        ("dates_change", "Do dates or the length of the contract change?"),
        ("entity", "Which of our companies will sign?"),
    ],
}


def follow_the_seeds(apps, schema_editor):
    ask_for_one_day(apps)
    ask_which_contract(apps)


def ask_for_one_day(apps):
    """Services asked when the work starts, and when it is needed: two days that mean one."""
    asked = apps.get_model("intake", "Question").objects.filter(request_type__slug="services", **WORK_STARTS).first()
    if asked and not _is_named(apps, asked):
        asked.delete()


def _is_named(apps, question):
    """Whether a later question or a rule, one in somebody's draft too, looks at its answer."""
    later = apps.get_model("intake", "Question").objects.filter(request_type=question.request_type)
    named = list(later.values_list("conditions", flat=True))
    for model in ("SplitRule", "TermRule", "ApprovalRule"):
        named += apps.get_model("reviews", model).objects.values_list("conditions", flat=True)
    drafts = str(list(apps.get_model("reviews", "RuleDraft").objects.values_list("rules", flat=True)))
    fields = {condition.get("field") for conditions in named for condition in conditions}
    return question.key in fields or f"'{question.key}'" in drafts


def ask_which_contract(apps):
    Question = apps.get_model("intake", "Question")
    for request_type in apps.get_model("intake", "RequestType").objects.filter(slug__in=AS_SEEDED):
        asked = Question.objects.filter(request_type=request_type)
        if sorted(asked.values_list("key", "text")) == sorted(AS_SEEDED[request_type.slug]):
            asked.update(position=F("position") + 1)
            Question.objects.create(request_type=request_type, **CONTRACT)


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_windows_and_costs"),
        ("reviews", "0001_initial"),
    ]

    operations = [migrations.RunPython(follow_the_seeds, migrations.RunPython.noop, elidable=False)]
