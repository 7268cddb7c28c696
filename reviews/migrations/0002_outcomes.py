"""Outcomes of terms: what a decision says, and what it was made on. Decisions of before are carried over.

“Agreed” stood beside “We ask for X”, whatever the paper said, so what it meant is read from the paper and the stage:

- the paper meets our position: *as we want it*;
- it differs, and was approved or signed: *theirs accepted*, with a reason that says where this comes from. An approver
  who has read “Agreed” is asked again, with the difference;
- anything else before final approval: *our position holds*. Nothing is given up that way, and the owner may decide again;
- nobody can tell, and it was approved or signed: *as we want it*, with no verdict: what it was decided on is not known.

“Agreed with deviation” is *theirs accepted*. Lines of the log keep the words of their day.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reviews.pure.expectations import Extract, Fact, check


AGREED, DEVIATION = "agreed", "deviation"
MEETS, ASK, THEIRS = "meets", "ask", "theirs"
LABELS = {("Agreed", MEETS): "As we want it", ("Agreed with deviation", THEIRS): "Theirs accepted"}
BEFORE_APPROVAL = {"heads_up", "triage", "in_review", "aligned", "negotiation"}
BECAUSE = "Agreed before Duet told apart what was agreed to. The paper differs from our position."


def carry_over(apps, schema_editor):
    """Give every decision its new word, each term what follows from its decisions, and approvals what they cover."""
    Decision, Term = apps.get_model("reviews", "TermDecision"), apps.get_model("reviews", "Term")
    if not Term.objects.filter(outcome__in=[AGREED, DEVIATION]).exists() and not Decision.objects.exists():
        return
    table = schema_editor.quote_name(Decision._meta.db_table)
    schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # what was decided is said in other words
    Decision.objects.filter(outcome=DEVIATION).update(outcome=THEIRS)
    Decision.objects.filter(outcome=AGREED).exclude(superseded_at=None).update(outcome=MEETS)
    agreed = Decision.objects.filter(outcome=AGREED).values_list("term__review", flat=True)
    for review in apps.get_model("reviews", "Review").objects.filter(pk__in=agreed).order_by("pk").iterator():
        _carry_over_review(apps, review)
    Term.objects.filter(outcome=AGREED).update(outcome=MEETS)
    Term.objects.filter(outcome=DEVIATION).update(outcome=THEIRS)
    for approval in apps.get_model("reviews", "Approval").objects.filter(ended_at=None).iterator():
        _carry_over_approval(apps, approval)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _carry_over_review(apps, review):
    papers = _papers(apps, review)
    rows = apps.get_model("reviews", "TermDecision").objects.filter(term__review=review, superseded_at=None)
    by_term = {}
    for row in rows.select_related("term__term_type"):
        by_term.setdefault(row.term, []).append(row)
    for term, decisions in by_term.items():
        if not any(row.outcome == AGREED for row in decisions):
            continue
        given_up = any(row.outcome == THEIRS for row in decisions)
        outcome = _outcome(term, _verdict(apps, term, papers), review.stage, given_up)
        for row in decisions:
            if row.outcome == AGREED:
                row.outcome, row.is_asked = outcome, outcome == ASK
                row.position, row.wording = term.position, term.vendor_wording
                row.reason = row.reason or (BECAUSE if outcome == THEIRS else "")
                row.save()
        if term.outcome == AGREED:
            term.outcome, term.is_asked = outcome, outcome == ASK
            term.save(update_fields=["outcome", "is_asked"])


def _outcome(term, verdict, stage, given_up):
    """`given_up`: another desk has accepted the vendor's words already."""
    if verdict == MEETS:
        return MEETS
    if stage in BEFORE_APPROVAL:
        return ASK if term.position.strip() and not given_up else MEETS
    return THEIRS if verdict == "differs" else MEETS


def _papers(apps, review):
    """{version: facts} of the newest version of each document, where it was read."""
    read = apps.get_model("reviews", "ReadPaper").objects.filter(review=review, version__reading__outcome="text")
    newest = {}
    for row in read.select_related("version").order_by("version__number"):
        newest[row.version.document_id] = row.version_id
    readings = apps.get_model("contracts", "Reading").objects.filter(version__in=newest.values())
    return dict(readings.values_list("version", "facts"))


def _verdict(apps, term, papers):
    """“meets”, “differs”, or empty where nobody can tell."""
    words = apps.get_model("reviews", "Passage").objects.filter(term=term, version__in=papers)
    proposed = apps.get_model("reviews", "Proposal").objects.filter(
        review=term.review_id, version__in=papers, term_type=term.term_type_id, state="proposed"
    )
    extracts = [Extract(row.quote, row.start, row.version_id) for rows in (words, proposed) for row in rows]
    facts = [
        Fact(fact["name"], fact["value"], Extract(fact["text"], fact["start"], version))
        for version, facts_of_version in papers.items()
        for fact in facts_of_version
    ]
    verdicts = {result.verdict.value for result in check(term.term_type.expectations, extracts, facts)}
    if "differs" in verdicts:
        return "differs"
    return MEETS if verdicts == {MEETS} else ""


def _carry_over_approval(apps, approval):
    """What is covered reads as today, so that nobody is asked again for what only got another name."""
    terms = dict(apps.get_model("reviews", "Term").objects.filter(review=approval.review_id).values_list("pk", "outcome"))
    outcomes = {f"term:{pk}:outcome": outcome for pk, outcome in terms.items()}
    for items in (approval.covered, approval.baseline):
        for item in items:
            item["text"] = LABELS.get((item["text"], outcomes.get(item["key"])), item["text"])
    approval.save(update_fields=["covered", "baseline"])


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0001_initial'),
        ('people', '0001_initial'),
        ('reviews', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='term',
            name='term_outcome_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='termdecision',
            name='term_decision_outcome_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='termdecision',
            name='term_decision_says_why_when_it_departs',
        ),
        migrations.AddField(
            model_name='term',
            name='is_asked',
            field=models.BooleanField(default=False, editable=False, help_text='We ask for it: it is on the joint list.'),
        ),
        migrations.AddField(
            model_name='term',
            name='paper',
            field=models.ForeignKey(editable=False, help_text='Chosen to speak; else usual.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.document'),
        ),
        migrations.AddField(
            model_name='term',
            name='paper_because',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='term',
            name='paper_chosen_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='fallback',
            field=models.TextField(blank=True, help_text='The text of that fallback.'),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='is_asked',
            field=models.BooleanField(default=False, help_text='The paper does not say so yet: the vendor is asked.'),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='position',
            field=models.TextField(blank=True, help_text='Our position, as it was.'),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='rank',
            field=models.PositiveSmallIntegerField(help_text='Which fallback of the playbook; 1 is the best.', null=True),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='verdict',
            field=models.CharField(blank=True, choices=[('meets', 'Meets our position'), ('differs', 'Differs from our position'), ('unclear', 'Unclear'), ('not_stated', 'The paper says nothing about it'), ('not_read', 'No paper was read'), ('no_entry', 'Nothing in the playbook to check it by')], help_text='Empty: decided before Duet kept it.', max_length=12),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='version',
            field=models.ForeignKey(help_text='Of the paper that spoke.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.documentversion'),
        ),
        migrations.AddField(
            model_name='termdecision',
            name='wording',
            field=models.TextField(blank=True, help_text="The vendor's words, as they were."),
        ),
        migrations.AlterField(
            model_name='term',
            name='outcome',
            field=models.CharField(choices=[('open', 'Open'), ('meets', 'As we want it'), ('ask', 'Our position holds'), ('fallback', 'Fallback'), ('theirs', 'Theirs accepted'), ('left_out', 'Left out'), ('not_applicable', 'Not applicable'), ('escalated', 'Escalated')], default='open', editable=False, max_length=16),
        ),
        migrations.AlterField(
            model_name='termdecision',
            name='outcome',
            field=models.CharField(choices=[('meets', 'As we want it'), ('ask', 'Our position holds'), ('fallback', 'Fallback'), ('theirs', 'Theirs accepted'), ('left_out', 'Left out'), ('not_applicable', 'Not applicable'), ('escalated', 'Escalated')], max_length=16),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'meets', 'ask', 'fallback', 'theirs', 'left_out', 'not_applicable', 'escalated'])), name='term_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_asked', True), ('outcome', 'ask')), models.Q(models.Q(('outcome', 'ask'), _negated=True), models.Q(('is_asked', False), ('outcome', 'fallback'), _connector='OR')), _connector='OR'), name='term_that_is_asked_for_is_an_ask_or_a_fallback'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper', None), ('paper_because', ''), ('paper_chosen_by', None)), models.Q(('paper__isnull', False), ('paper_chosen_by__isnull', False), models.Q(('paper_because', ''), _negated=True)), _connector='OR'), name='term_paper_is_chosen_by_somebody_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'meets', 'ask', 'fallback', 'theirs', 'left_out', 'not_applicable', 'escalated']), models.Q(('outcome', 'open'), _negated=True)), name='term_decision_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['theirs', 'left_out', 'escalated']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_decision_says_why_when_it_departs'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'meets'), _negated=True), ('verdict__in', ['meets', '']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_decision_that_the_paper_meets_was_checked_or_says_why'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['meets', 'not_applicable']), ('verdict', 'differs'), _negated=True), name='term_decision_never_takes_what_differs_for_ours'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'fallback'), ('rank__gte', 1), models.Q(('fallback', ''), _negated=True)), models.Q(models.Q(('outcome', 'fallback'), _negated=True), ('fallback', ''), ('rank', None)), _connector='OR'), name='term_decision_names_the_fallback_exactly_when_it_is_one'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_asked', True), ('outcome', 'ask'), models.Q(('position', ''), _negated=True)), ('outcome', 'fallback'), models.Q(models.Q(('outcome__in', ['ask', 'fallback']), _negated=True), ('is_asked', False)), _connector='OR'), name='term_decision_asks_for_our_position_or_a_fallback'),
        ),
    ]
