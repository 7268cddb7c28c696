import common.conditions
import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import djmoney.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
import reviews.models.approval
import reviews.models.saved_view
import reviews.models.term_type
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('people', '0001_initial'),
        ('vendors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(unique=True)),
                ('name', models.CharField(help_text="Why it is asked, for people: 'Value is 50,000 or more'.", max_length=120)),
                ('conditions', models.JSONField(blank=True, default=list, validators=[common.conditions.clean])),
                ('covers', models.JSONField(default=reviews.models.approval.every_part, help_text='The parts whose change resets the approval.')),
                ('is_active', models.BooleanField(default=True)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approval_rules', to='people.team')),
                ('person', models.ForeignKey(blank=True, help_text='Nobody else may decide.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approval_rules', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Circle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(blank=True, max_length=5000)),
                ('audience', models.CharField(choices=[('internal', 'Reviewers only'), ('requester', 'Requester and reviewers'), ('vendor', 'Draft for the vendor'), ('privileged', 'Privileged & confidential')], default='internal', max_length=10)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('retracted_at', models.DateTimeField(editable=False, null=True)),
                ('released_at', models.DateTimeField(editable=False, help_text='When a draft was sent to the vendor.', null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reviews.circle')),
                ('mentioned', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retracted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='reviews.comment')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('kind', models.SlugField(help_text='Slug of the request type it came in as.', max_length=60)),
                ('kind_label', models.CharField(max_length=80)),
                ('reason', models.TextField(help_text="Why the business needs it, in the requester's words.")),
                ('value_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                ('value', djmoney.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('needed_by', models.DateField(blank=True, null=True)),
                ('brief', models.JSONField(default=list, editable=False, help_text='The answers as given: [{key, question, answer}].')),
                ('facts', models.JSONField(default=dict, editable=False, help_text='What routing looked at: {field: value}.')),
                ('stage', models.CharField(choices=[('heads_up', 'Heads-up'), ('triage', 'Triage'), ('in_review', 'In review'), ('aligned', 'Aligned'), ('negotiation', 'Negotiation'), ('final_approval', 'Final approval'), ('signature', 'Signature'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('superseded', 'Superseded')], editable=False, max_length=16)),
                ('stage_since', models.DateTimeField(editable=False)),
                ('ended_from', models.CharField(blank=True, choices=[('heads_up', 'Heads-up'), ('triage', 'Triage'), ('in_review', 'In review'), ('aligned', 'Aligned'), ('negotiation', 'Negotiation'), ('final_approval', 'Final approval'), ('signature', 'Signature'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('superseded', 'Superseded')], editable=False, help_text='The stage it was in when it ended.', max_length=16)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('contract', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review', to='contracts.contract')),
                ('documents', models.ManyToManyField(blank=True, related_name='reviews', to='contracts.document')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='vendors.vendor')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
                ('superseded_because', models.CharField(blank=True, editable=False, max_length=300)),
                ('slot', models.CharField(choices=[('commercial_terms', 'Handles commercial terms'), ('legal_review', 'Owns legal review'), ('vendor_contact', 'Talks to the vendor')], max_length=20)),
                ('why', models.CharField(help_text='The rule that decided, or who did.', max_length=200)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('backup', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_responsibilities', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='people.team')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='reviews.review')),
            ],
            options={
                'verbose_name_plural': 'responsibilities',
                'ordering': ['slot'],
            },
        ),
        migrations.CreateModel(
            name='ReadPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('touches', models.JSONField(default=list, help_text='Slugs of the term types that it says anything about.')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_papers', to='contracts.documentversion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_papers', to='reviews.review')),
            ],
        ),
        migrations.CreateModel(
            name='FigureChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value_before_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                ('value_before', djmoney.models.fields.MoneyField(decimal_places=2, max_digits=14, null=True)),
                ('value_after_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                ('value_after', djmoney.models.fields.MoneyField(decimal_places=2, max_digits=14, null=True)),
                ('needed_by_before', models.DateField(null=True)),
                ('needed_by_after', models.DateField(null=True)),
                ('why', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figure_changes', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figure_changes', to='reviews.review')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='circle',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='reviews.review'),
        ),
        migrations.CreateModel(
            name='ApprovalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rules', models.JSONField(help_text='As RuleSet.stored gives them.')),
                ('facts', models.JSONField(help_text='As routing.approval_facts gave them, kept up with changes.')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='approval_basis', to='reviews.review')),
            ],
            options={
                'verbose_name_plural': 'approval bases',
            },
        ),
        migrations.CreateModel(
            name='RiskFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('critical', 'Critical')], max_length=8, verbose_name='severity')),
                ('text', models.CharField(help_text='What was found.', max_length=300)),
                ('meaning', models.CharField(help_text='What it means for us.', max_length=500)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved'), ('waived', 'Risk accepted')], default='open', editable=False, max_length=8)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('reason', models.CharField(blank=True, help_text='Why it is resolved, or why we accept it.', max_length=300)),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_findings', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raised_findings', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='reviews.review')),
            ],
            options={
                'ordering': ['raised_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(choices=[('split', 'Who does what'), ('approvals', 'Who must approve')], default='split', max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('rules', models.JSONField(help_text='As RuleSet.stored gives them.')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.CharField(max_length=300)),
                ('restores', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restored_by', to='reviews.ruleversion')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rule_versions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='RuleDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(choices=[('split', 'Who does what'), ('approvals', 'Who must approve')], default='split', max_length=10)),
                ('rules', models.JSONField()),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_drafts', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(help_text='What it started from.', on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='reviews.ruleversion')),
                ('restores', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.ruleversion')),
            ],
        ),
        migrations.CreateModel(
            name='Rung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ladder', models.CharField(choices=[('reviewers', 'Waits held by a desk or a reviewer'), ('requester', 'Waits held by the requester'), ('vendor', 'Waits held by the vendor')], max_length=10)),
                ('purpose', models.CharField(blank=True, choices=[('full_request', 'Full request'), ('split', 'Split'), ('desk_review', 'Desk review'), ('question', 'Question to the requester'), ('desk_question', 'Question to another desk'), ('vendor_question', 'Question to the vendor'), ('escalation', 'Escalated term'), ('disagreement', 'Disagreement on a term'), ('joint_position', 'Joint position to the vendor'), ('vendor_reply', "Vendor's reply"), ('approval', 'Final approval'), ('co_signature', 'Co-signing a decision note'), ('signature', 'Signature')], help_text='Empty: the common ladder for every kind without its own.', max_length=16)),
                ('anchor', models.CharField(choices=[('opened', 'after it was asked'), ('share', 'on the way from asked to due'), ('before', 'before it is due'), ('due', 'after it was due')], max_length=8, verbose_name='counted')),
                ('business_days', models.DecimalField(decimal_places=1, default=0, help_text='0 means at that very moment.', max_digits=4, validators=[django.core.validators.MinValueValidator(0)])),
                ('percent', models.PositiveSmallIntegerField(blank=True, help_text='Only for a rung on the way: 50 means half of the target time.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='share of the way, in percent')),
                ('only_over_days', models.DecimalField(blank=True, decimal_places=1, help_text='Business days. Shorter waits skip this rung.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='only for longer target times')),
                ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('holder', 'The holder'), ('backup', 'The backup'), ('coordinator', 'The coordinator'), ('lead', 'The leads of the desk'), ('heads', 'The leads of procurement and legal'), ('agenda', 'The agenda of the next check-in')], max_length=12), default=list, size=None)),
                ('daily', models.BooleanField(default=True, help_text='Unticked: as a mail of its own.', verbose_name='in the daily mail')),
                ('times', models.PositiveSmallIntegerField(default=1, help_text='How many times.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='at most')),
                ('every_days', models.DecimalField(decimal_places=1, default=1, help_text='Business days between two of them.', max_digits=4, validators=[django.core.validators.MinValueValidator(1)], verbose_name='again every')),
                ('note', models.CharField(blank=True, help_text='A sentence to add to the message.', max_length=300)),
                ('since', models.DateTimeField(editable=False, help_text='Waits opened from then on; empty: all.', null=True)),
                ('retired_at', models.DateTimeField(editable=False, help_text='Waits opened from then on skip it.', null=True)),
            ],
            options={
                'ordering': ['ladder', 'purpose', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('business_days__gte', 0)), name='rung_offset_is_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('anchor', 'share'), ('percent__isnull', False), ('percent__range', (1, 99))), models.Q(models.Q(('anchor', 'share'), _negated=True), ('percent', None)), _connector='OR'), name='rung_on_the_way_has_a_share', violation_error_message='Give a share in percent for a rung on the way, and for no other.'), models.CheckConstraint(condition=models.Q(models.Q(('anchor', 'before'), _negated=True), ('business_days__gt', 0), _connector='OR'), name='rung_before_due_is_some_time_before', violation_error_message='Say how many business days before it is due.'), models.CheckConstraint(condition=models.Q(('every_days__gte', 1), ('times__range', (1, 60))), name='rung_repeats_a_bounded_number_of_times'), models.CheckConstraint(condition=models.Q(('recipients__len__gt', 0)), name='rung_speaks_to_somebody')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('filters', models.JSONField(default=dict, help_text='{name of a filter: what the address says}.')),
                ('sharing', models.CharField(choices=[('private', 'Only me'), ('desk', 'Everybody on a desk'), ('link', 'Reviewers who have the link')], default='private', max_length=8)),
                ('token', models.CharField(default=reviews.models.saved_view.new_token, editable=False, max_length=16, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='people.team')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DefaultView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='default_view', to=settings.AUTH_USER_MODEL)),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='defaults', to='reviews.savedview')),
            ],
        ),
        migrations.CreateModel(
            name='SplitRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, help_text='Stays the same from version to version.', unique=True)),
                ('position', models.PositiveSmallIntegerField(help_text='Rules are tried in this order; the first that fits wins.')),
                ('name', models.CharField(help_text='What the rule says, for people: shown as the reason.', max_length=120)),
                ('conditions', models.JSONField(blank=True, default=list, validators=[common.conditions.clean])),
                ('is_active', models.BooleanField(default=True)),
                ('slot', models.CharField(choices=[('commercial_terms', 'Handles commercial terms'), ('legal_review', 'Owns legal review'), ('vendor_contact', 'Talks to the vendor')], max_length=20)),
                ('backup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.team')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slot', 'position'],
            },
        ),
        migrations.CreateModel(
            name='StageVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('heads_up', 'Heads-up'), ('triage', 'Triage'), ('in_review', 'In review'), ('aligned', 'Aligned'), ('negotiation', 'Negotiation'), ('final_approval', 'Final approval'), ('signature', 'Signature'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('superseded', 'Superseded')], max_length=16)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_visits', to='reviews.review')),
            ],
            options={
                'ordering': ['began_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TargetTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('full_request', 'Full request'), ('split', 'Split'), ('desk_review', 'Desk review'), ('question', 'Question to the requester'), ('desk_question', 'Question to another desk'), ('vendor_question', 'Question to the vendor'), ('escalation', 'Escalated term'), ('disagreement', 'Disagreement on a term'), ('joint_position', 'Joint position to the vendor'), ('vendor_reply', "Vendor's reply"), ('approval', 'Final approval'), ('co_signature', 'Co-signing a decision note'), ('signature', 'Signature')], max_length=16)),
                ('kind', models.SlugField(blank=True, help_text='Slug of the request type; empty: all types.', max_length=60)),
                ('business_days', models.DecimalField(decimal_places=1, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(365)])),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='target_times', to='people.team')),
            ],
            options={
                'ordering': ['purpose', 'desk', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('commercial', 'Commercial'), ('legal', 'Legal'), ('privacy', 'Privacy'), ('security', 'Security'), ('finance', 'Finance'), ('shared', 'Shared')], max_length=12)),
                ('why', models.CharField(blank=True, help_text='The rule that gave it to its desk; empty: the usual.', max_length=200)),
                ('position', models.TextField(blank=True, help_text='What we ask for on this deal.')),
                ('vendor_wording', models.TextField(blank=True, help_text="What the vendor's paper says.")),
                ('place', models.CharField(blank=True, help_text='Where it stands in the document, e.g. clause 8.2.', max_length=80)),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('agreed', 'Agreed'), ('deviation', 'Agreed with deviation'), ('escalated', 'Escalated'), ('not_applicable', 'Not applicable')], default='open', editable=False, max_length=16)),
                ('backup', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_terms', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='people.team')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named_terms', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='reviews.review')),
                ('second_desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_terms', to='people.team')),
            ],
            options={
                'ordering': ['term_type__number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.PositiveIntegerField(help_text="Index into the clauses of the version's reading.")),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('page', models.PositiveIntegerField()),
                ('number', models.CharField(blank=True, max_length=40)),
                ('quote', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='contracts.documentversion')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='reviews.term')),
            ],
            options={
                'ordering': ['version_id', 'start'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.CharField(help_text='What is wrong, in words the requester understands.', max_length=300)),
                ('severity', models.CharField(choices=[('note', 'Worth knowing'), ('concern', 'Concern'), ('blocker', 'Blocks the deal')], default='concern', max_length=8)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('resolved_at', models.DateTimeField(editable=False, null=True)),
                ('resolution', models.CharField(blank=True, max_length=300)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved_issues', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='reviews.review')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='issues', to='reviews.term')),
            ],
            options={
                'ordering': ['raised_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='term',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reviews.term'),
        ),
        migrations.CreateModel(
            name='TermDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
                ('superseded_because', models.CharField(blank=True, editable=False, max_length=300)),
                ('outcome', models.CharField(choices=[('agreed', 'Agreed'), ('deviation', 'Agreed with deviation'), ('escalated', 'Escalated'), ('not_applicable', 'Not applicable')], max_length=16)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='term_decisions', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='term_decisions', to='people.team')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='term_decisions_by_delegates', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='reviews.term')),
            ],
            options={
                'ordering': ['decided_at'],
            },
        ),
        migrations.CreateModel(
            name='TermType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='Order in lists, and how people refer to it.', unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('side', models.CharField(choices=[('commercial', 'Commercial'), ('legal', 'Legal'), ('privacy', 'Privacy'), ('security', 'Security'), ('finance', 'Finance'), ('shared', 'Shared')], max_length=12)),
                ('also_asked', models.CharField(blank=True, help_text='Who else is usually consulted.', max_length=120)),
                ('position', models.TextField(blank=True, help_text='Our preferred position, in one or two sentences.')),
                ('fallbacks', models.JSONField(blank=True, default=list, help_text='Best first.', validators=[reviews.models.term_type.validate_fallbacks])),
                ('walk_away', models.TextField(blank=True, help_text='Where we stop.')),
                ('why', models.TextField(blank=True, help_text='Why we hold this position.')),
                ('deviation_by', models.CharField(choices=[('lead', 'A lead of the owning desk'), ('function', 'A lead of another function'), ('person', 'One named person')], default='lead', max_length=10)),
                ('deviation_function', models.CharField(blank=True, choices=[('procurement', 'Procurement'), ('legal', 'Legal'), ('privacy', 'Privacy'), ('security', 'Security'), ('finance', 'Finance')], max_length=20)),
                ('expectations', models.JSONField(blank=True, default=list, help_text="What is checked in a vendor's text: [{measure, comparison, value, unit}] (pure.expectations).", validators=[reviews.models.term_type.validate_expectations])),
                ('expected', models.CharField(choices=[('never', 'Not expected'), ('always', 'In every contract'), ('some', 'In some kinds of request')], default='never', max_length=6)),
                ('expected_kinds', models.JSONField(blank=True, default=list, validators=[reviews.models.term_type.validate_kinds])),
                ('is_active', models.BooleanField(default=True)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='term_types', to='people.team')),
                ('deviation_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_desk', models.ForeignKey(blank=True, help_text='Shared terms only: the desk that must decide too.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_term_types', to='people.team')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='TermRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, help_text='Stays the same from version to version.', unique=True)),
                ('position', models.PositiveSmallIntegerField(help_text='Rules are tried in this order; the first that fits wins.')),
                ('name', models.CharField(help_text='What the rule says, for people: shown as the reason.', max_length=120)),
                ('conditions', models.JSONField(blank=True, default=list, validators=[common.conditions.clean])),
                ('is_active', models.BooleanField(default=True)),
                ('backup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.team')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('term_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='reviews.termtype')),
            ],
            options={
                'ordering': ['term_type__number', 'position'],
            },
        ),
        migrations.AddField(
            model_name='term',
            name='term_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='reviews.termtype'),
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.PositiveIntegerField(help_text="Index into the clauses of the version's reading.")),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('page', models.PositiveIntegerField()),
                ('number', models.CharField(blank=True, help_text="The clause's own number, e.g. 8.2.", max_length=40)),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('quote', models.TextField(help_text='The words of the passage.')),
                ('type_confidence', models.FloatField(default=0)),
                ('side', models.CharField(choices=[('commercial', 'Commercial'), ('legal', 'Legal'), ('privacy', 'Privacy'), ('security', 'Security'), ('finance', 'Finance'), ('shared', 'Shared')], max_length=12)),
                ('side_confidence', models.FloatField(default=0)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('corrected', 'Corrected'), ('rejected', 'Not a term')], default='proposed', editable=False, max_length=10)),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('decided_side', models.CharField(blank=True, choices=[('commercial', 'Commercial'), ('legal', 'Legal'), ('privacy', 'Privacy'), ('security', 'Security'), ('finance', 'Finance'), ('shared', 'Shared')], editable=False, max_length=12)),
                ('added_term', models.BooleanField(default=False, editable=False, help_text='The review had no such term before.')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals_decided', to=settings.AUTH_USER_MODEL)),
                ('decided_desk', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='people.team')),
                ('second_desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_proposals', to='people.team')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='contracts.documentversion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='reviews.review')),
                ('term', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='proposals', to='reviews.term')),
                ('decided_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.termtype')),
                ('term_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='reviews.termtype')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlaybookChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
                ('before', models.JSONField(help_text='{part of the entry: its text}')),
                ('after', models.JSONField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='playbook_changes', to=settings.AUTH_USER_MODEL)),
                ('term_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='playbook_changes', to='reviews.termtype')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='NotNeeded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
                ('superseded_because', models.CharField(blank=True, editable=False, max_length=300)),
                ('reason', models.CharField(max_length=300)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_needed', to='reviews.review')),
                ('term_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.termtype')),
            ],
            options={
                'ordering': ['term_type__number'],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('returned_at', models.DateTimeField(help_text='When the reply was recorded.', null=True)),
                ('note', models.TextField(blank=True, help_text='What the vendor answered.')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded_turns', to=settings.AUTH_USER_MODEL)),
                ('recorded_on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned', models.ManyToManyField(help_text='The newer versions that were there by then.', related_name='turns_returned', to='contracts.documentversion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='reviews.review')),
                ('sent', models.ManyToManyField(help_text='The versions that went out.', related_name='turns_sent', to='contracts.documentversion')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_turns', to=settings.AUTH_USER_MODEL)),
                ('sent_on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['review', 'number'],
            },
        ),
        migrations.CreateModel(
            name='VendorChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('redline', models.JSONField(help_text='[[keep, insert or delete, words]]')),
                ('sent_back', models.BooleanField(help_text='Whether the term fell back to its owner.')),
                ('reason', models.TextField(blank=True, help_text='Why it did not.')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('new_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vendor_changes', to='contracts.documentversion')),
                ('old_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.documentversion')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vendor_changes', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vendor_changes', to='reviews.term')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Wait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('full_request', 'Full request'), ('split', 'Split'), ('desk_review', 'Desk review'), ('question', 'Question to the requester'), ('desk_question', 'Question to another desk'), ('vendor_question', 'Question to the vendor'), ('escalation', 'Escalated term'), ('disagreement', 'Disagreement on a term'), ('joint_position', 'Joint position to the vendor'), ('vendor_reply', "Vendor's reply"), ('approval', 'Final approval'), ('co_signature', 'Co-signing a decision note'), ('signature', 'Signature')], max_length=16)),
                ('needed', models.CharField(help_text='What is needed, in one sentence.', max_length=200)),
                ('question', models.TextField(blank=True, help_text='The full text, when the sentence is not enough.')),
                ('holder', models.CharField(choices=[('desk', 'Desk'), ('person', 'Person'), ('requester', 'Requester'), ('vendor', 'Vendor')], max_length=10)),
                ('leads_only', models.BooleanField(default=False, help_text='Only leads of the desk can take it.')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField()),
                ('warn_at', models.DateTimeField(help_text='When three quarters of the target time are gone.', null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('paused_time', models.DurationField(default=datetime.timedelta, help_text='Business time it has been paused before.')),
                ('pause_reason', models.CharField(blank=True, help_text='Why it stands still, for the requester too.', max_length=300)),
                ('resumes_at', models.DateTimeField(help_text='When it goes on by itself.', null=True)),
                ('sent_at', models.DateTimeField(help_text='When a question was sent to the vendor.', null=True)),
                ('remind_at', models.DateTimeField(help_text='When the next rung of the ladder is reached.', null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='What came of it.')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_waits', to=settings.AUTH_USER_MODEL)),
                ('blocks', models.ForeignKey(help_text='The wait that is paused meanwhile.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='blockers', to='reviews.wait')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_waits', to=settings.AUTH_USER_MODEL)),
                ('closed_on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(help_text='Whose queue it is in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waits', to='people.team')),
                ('on_behalf_of', models.ForeignKey(help_text='Who is away, and whose delegate holds it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waits_with_delegates', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waits', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waits', to='reviews.review')),
                ('term', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='waits', to='reviews.term')),
                ('vendor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waits', to='vendors.vendor')),
                ('waits_for', models.ForeignKey(help_text='It cannot go on before this one is done.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='held_up', to='reviews.wait')),
            ],
            options={
                'ordering': ['due_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nth', models.PositiveSmallIntegerField(default=1)),
                ('reached_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('was_sent', models.BooleanField(help_text='False when a later rung was reached too and spoke for this one.')),
                ('rung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='reviews.rung')),
                ('wait', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='reviews.wait')),
            ],
        ),
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('day', models.DateField(help_text='The day that it was where `by` is.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nudges', to=settings.AUTH_USER_MODEL)),
                ('wait', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='reviews.wait')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(choices=[('desk', 'Desk'), ('person', 'Person'), ('requester', 'Requester'), ('vendor', 'Vendor')], max_length=10)),
                ('paused', models.BooleanField(default=False, help_text='It stood still: its holder could not act.')),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('desk', models.ForeignKey(help_text='Whose queue it is in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
                ('wait', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='reviews.wait')),
            ],
            options={
                'ordering': ['began_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(help_text='Why they see it differently.')),
                ('proposal', models.TextField(blank=True, help_text='What they propose.')),
                ('is_blocking', models.BooleanField(default=False)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reply', models.TextField(blank=True, help_text='What the owners propose.')),
                ('outcome', models.TextField(blank=True, help_text='Proposed by one lead until the other agrees; then it stands.')),
                ('reopens', models.BooleanField(default=False, help_text='The outcome lets the term be decided anew.')),
                ('proposed_for_owners', models.BooleanField(default=False, help_text='The lead spoke for the owners of the term.')),
                ('settled_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(help_text='Who disagrees.', on_delete=django.db.models.deletion.PROTECT, related_name='disagreements', to='people.team')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disagreements', to=settings.AUTH_USER_MODEL)),
                ('replied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements', to='reviews.term')),
                ('waits', models.ManyToManyField(help_text='On the leads, while it blocks.', related_name='disagreements', to='reviews.wait')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('moved_at', models.DateTimeField(help_text='When the delegate got it, or it was seen that they cannot.', null=True)),
                ('declined_at', models.DateTimeField(help_text='When the delegate said that they cannot take it.', null=True)),
                ('absence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='people.absence')),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wait', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='reviews.wait')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DecisionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(help_text='What we decided.')),
                ('why', models.TextField(help_text='Why, without jargon.')),
                ('could_have_happened', models.TextField(help_text='What could have gone wrong.')),
                ('would_change_our_mind', models.TextField(help_text='What would have to be different.')),
                ('instead', models.TextField(help_text='What you can do instead.')),
                ('drafted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('co_signed_at', models.DateTimeField(null=True)),
                ('objection', models.TextField(blank=True, help_text='Why the other function did not sign.')),
                ('co_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='co_signed_notes', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafted_notes', to=settings.AUTH_USER_MODEL)),
                ('objected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objected_notes', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decision_notes', to='reviews.review')),
                ('wait', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision_note', to='reviews.wait')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(help_text='The rules that asked for it.', max_length=300)),
                ('reasons', models.JSONField(default=list, help_text="[[name of the rule, 'always' or 'because ...']].")),
                ('covered', models.JSONField(default=list, help_text='What it covers, as it is now (reviews.pure.coverage).')),
                ('baseline', models.JSONField(default=list, help_text='The same, as it was last approved, else first asked for.')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('approved', 'Approved'), ('overridden', "Approved in the desk's place"), ('skipped', 'Skipped')], max_length=10)),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('given_for', models.JSONField(help_text='What it covered when it was decided; `covered` may shrink.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended', models.CharField(blank=True, choices=[('reset', 'Asked again'), ('not_needed', 'No longer needed')], max_length=10)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='people.team')),
                ('former', models.OneToOneField(help_text='The decision that a change has reset.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='reviews.approval')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approvals_by_delegates', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named_approvals', to=settings.AUTH_USER_MODEL)),
                ('requester', models.ForeignKey(help_text='Copied: may not decide.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='reviews.review')),
                ('wait', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='reviews.wait')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('talked_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, help_text='What was agreed, in a line.', max_length=300)),
                ('talked_by', models.ForeignKey(help_text='Who ticked it off.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disagreement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='agenda_mark', to='reviews.disagreement')),
                ('wait', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='agenda_mark', to='reviews.wait')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CircleMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_counsel', models.BooleanField(help_text='Counts only while the person serves legal.')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='reviews.circle')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circle_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('circle', 'person'), name='circle_member_has_one_seat')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commentrevision',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM reviews_comment WHERE id = OLD.comment_id AND retracted_at IS NOT NULL) THEN RETURN OLD; END IF;IF TRUE THEN RAISE EXCEPTION 'The earlier text of a comment stays.' USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_revision_stays'; END IF;", hash='8a7fbd2b5b5141b747f807f2118d449b8dad07d6', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_1b982', table='reviews_commentrevision', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['requester', '-id'], name='review_by_requester'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['vendor', '-id'], name='review_by_vendor'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['stage', '-id'], name='review_by_stage'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), name='gin_trgm_ops'), name='review_title_contains'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['heads_up', 'triage', 'in_review', 'aligned', 'negotiation', 'final_approval', 'signature', 'active', 'declined', 'withdrawn', 'superseded'])), name='review_stage_is_known'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('stage__in', frozenset(['active', 'declined', 'superseded', 'withdrawn'])), models.Q(('ended_from', ''), _negated=True)), models.Q(models.Q(('stage__in', frozenset(['active', 'declined', 'superseded', 'withdrawn'])), _negated=True), ('closed_at__isnull', True), ('ended_from', '')), _connector='OR'), name='review_is_closed_exactly_when_its_stage_says_so'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('review', 'slot'), name='responsibility_is_answered_once_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.CheckConstraint(condition=models.Q(('slot__in', ['commercial_terms', 'legal_review', 'vendor_contact'])), name='responsibility_slot_is_known'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('superseded_at', None), ('superseded_because', ''), ('superseded_by', None)), models.Q(('superseded_at__isnull', False), models.Q(('superseded_because', ''), _negated=True)), _connector='OR'), name='responsibility_is_superseded_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'An answer stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'responsibility_stays';", hash='3d197a0e7208b1cf0e4acb9413b04903646a1047', operation='DELETE', pgid='pgtrigger_refuse_delete_03362', table='reviews_responsibility', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='responsibility',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.superseded_at IS NULL AND to_jsonb(OLD) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] = to_jsonb(NEW) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] THEN RETURN NEW; END IF; RAISE EXCEPTION 'An answer stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'responsibility_stays';", hash='9f3f4e78e19becaa5b67314a10fea7441a337f64', operation='UPDATE', pgid='pgtrigger_refuse_change_87ad0', table='reviews_responsibility', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='readpaper',
            constraint=models.UniqueConstraint(fields=('review', 'version'), name='paper_is_read_once_a_review'),
        ),
        migrations.AddConstraint(
            model_name='figurechange',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='figure_change_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figurechange',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A change of figures stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_change_stays';", hash='9d5450946767ec37bf69d00a48b1793d74f75466', operation='DELETE', pgid='pgtrigger_refuse_delete_47882', table='reviews_figurechange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figurechange',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF FALSE THEN RETURN NEW; END IF; RAISE EXCEPTION 'A change of figures stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'figure_change_stays';", hash='802d99cc2de5463b9f65292d8b2f4af324757b39', operation='UPDATE', pgid='pgtrigger_refuse_change_a1422', table='reviews_figurechange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='riskfinding',
            index=models.Index(fields=['review'], name='finding_of_review'),
        ),
        migrations.AddConstraint(
            model_name='riskfinding',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['low', 'medium', 'high', 'critical'])), name='risk_finding_severity_is_known'),
        ),
        migrations.AddConstraint(
            model_name='riskfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', 'open'), ('reason', '')), models.Q(('outcome__in', ['resolved', 'waived']), ('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='risk_finding_is_closed_with_a_name_and_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='riskfinding',
            constraint=models.CheckConstraint(condition=models.Q(('closed_by__isnull', True), models.Q(('closed_by', models.F('raised_by')), _negated=True), _connector='OR'), name='risk_finding_is_never_closed_by_its_author'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskfinding',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A closed finding stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'risk_finding_stays_once_closed';", hash='6551a3113b1f8b8591a9f493930452cde5647523', operation='DELETE', pgid='pgtrigger_refuse_delete_0c2ee', table='reviews_riskfinding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskfinding',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.closed_at IS NULL OR (OLD.closed_at, OLD.outcome, OLD.closed_by_id, OLD.reason) IS NOT DISTINCT FROM (NEW.closed_at, NEW.outcome, NEW.closed_by_id, NEW.reason)) THEN RETURN NEW; END IF; RAISE EXCEPTION 'A closed finding stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'risk_finding_stays_once_closed';", hash='6d3a0759427c1fa08de72fe60a708144e7db515c', operation='UPDATE', pgid='pgtrigger_refuse_change_48846', table='reviews_riskfinding', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rule_version_says_why'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.CheckConstraint(condition=models.Q(('book__in', ['split', 'approvals'])), name='rule_version_book_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.UniqueConstraint(fields=('book', 'number'), name='rule_version_number_is_unique_in_its_book'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleversion',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A saved version of the rules stays as it is: % is refused.', TG_OP;", hash='613e3679ad1b1c37b81c00ca955662160b639a8a', operation='UPDATE OR DELETE', pgid='pgtrigger_refuse_change_72092', table='reviews_ruleversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ruledraft',
            constraint=models.UniqueConstraint(fields=('author', 'book'), name='rule_draft_is_one_per_author_and_book'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('sharing__in', ['private', 'desk', 'link'])), name='saved_view_sharing_is_known'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk__isnull', False), ('sharing', 'desk')), models.Q(models.Q(('sharing', 'desk'), _negated=True), ('desk__isnull', True)), _connector='OR'), name='saved_view_names_its_desk_exactly_when_shared_with_one'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('name'), name='saved_view_name_is_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='splitrule',
            constraint=models.UniqueConstraint(fields=('slot', 'position'), name='split_rule_position_is_unique_in_its_slot'),
        ),
        migrations.AddConstraint(
            model_name='stagevisit',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['heads_up', 'triage', 'in_review', 'aligned', 'negotiation', 'final_approval', 'signature'])), name='stage_visit_is_to_a_stage_of_live_reviews'),
        ),
        migrations.AddConstraint(
            model_name='stagevisit',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('review',), name='stage_visit_is_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='stagevisit',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='stage_visit_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='targettime',
            constraint=models.UniqueConstraint(fields=('purpose', 'desk', 'kind'), name='target_time_is_unique', nulls_distinct=False, violation_error_message='There is a target time for this already: change that one.'),
        ),
        migrations.AddConstraint(
            model_name='targettime',
            constraint=models.CheckConstraint(condition=models.Q(('business_days__gt', 0)), name='target_time_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('term', 'version', 'start', 'end'), name='passage_is_once_a_term'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='passage_has_a_length'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(condition=models.Q(('resolved_at', None)), fields=['review'], name='issue_open_of_review'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['note', 'concern', 'blocker'])), name='issue_severity_is_known'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='issue_resolution_is_set_together'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A resolved issue stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_stays_once_resolved';", hash='e7b601a5d35c584a09a9f2160efd027fc17f5ce7', operation='DELETE', pgid='pgtrigger_refuse_delete_b3131', table='reviews_issue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.resolved_at IS NULL OR (OLD.resolved_at, OLD.resolved_by_id, OLD.resolution) IS NOT DISTINCT FROM (NEW.resolved_at, NEW.resolved_by_id, NEW.resolution)) THEN RETURN NEW; END IF; RAISE EXCEPTION 'A resolved issue stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_stays_once_resolved';", hash='e2eb586cad3724eedef012dcd02535a23748c991', operation='UPDATE', pgid='pgtrigger_refuse_change_dd7f7', table='reviews_issue', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['review', '-id'], name='comment_newest'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['internal', 'requester', 'vendor', 'privileged'])), name='comment_audience_is_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'privileged'), ('circle__isnull', False)), models.Q(models.Q(('audience', 'privileged'), _negated=True), ('circle', None)), _connector='OR'), name='comment_has_a_circle_exactly_when_privileged'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', ''), ('retracted_at__isnull', False), ('retracted_by__isnull', False)), models.Q(models.Q(('body', ''), _negated=True), ('retracted_at', None), ('retracted_by', None)), _connector='OR'), name='comment_body_is_gone_exactly_when_retracted'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None)), models.Q(('audience', 'vendor'), ('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='comment_is_released_to_the_vendor_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='stays_with_its_readers', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.review_id, OLD.audience, OLD.circle_id, OLD.author_id) IS DISTINCT FROM (NEW.review_id, NEW.audience, NEW.circle_id, NEW.author_id) THEN RAISE EXCEPTION 'A comment keeps its author and its readers.' USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_stays_with_its_readers'; END IF;IF OLD.released_at IS NOT NULL AND (OLD.body, OLD.released_at, OLD.released_by_id) IS DISTINCT FROM (NEW.body, NEW.released_at, NEW.released_by_id) THEN RAISE EXCEPTION 'What was sent to the vendor stays as it is.' USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_is_fixed_once_the_vendor_has_it'; END IF;RETURN NEW;", hash='47207969c194e9fd48d611d134f31e93b99c5d1c', operation='UPDATE', pgid='pgtrigger_stays_with_its_readers_f168b', table='reviews_comment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='circle_is_of_this_review', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.circle_id IS NOT NULL AND NOT EXISTS (SELECT FROM reviews_circle WHERE id = NEW.circle_id AND review_id = NEW.review_id) THEN RAISE EXCEPTION 'This circle belongs to another review.' USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_circle_is_of_its_review'; END IF;RETURN NEW;", hash='d8113ae7cfea24d3cf8309410870045217c73d91', operation='INSERT', pgid='pgtrigger_circle_is_of_this_review_215ff', table='reviews_comment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('term', 'desk'), name='term_decision_is_one_per_desk'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('term', 'decided_by'), name='term_decision_needs_two_people_when_shared'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('term', 'on_behalf_of'), name='term_decision_is_made_once_for_one_person'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('superseded_at', None), ('superseded_because', ''), ('superseded_by', None)), models.Q(('superseded_at__isnull', False), models.Q(('superseded_because', ''), _negated=True)), _connector='OR'), name='term_decision_is_superseded_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of__isnull', True), models.Q(('on_behalf_of', models.F('decided_by')), _negated=True), _connector='OR'), name='term_decision_by_a_delegate_names_two_people'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'agreed', 'deviation', 'escalated', 'not_applicable']), models.Q(('outcome', 'open'), _negated=True)), name='term_decision_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['deviation', 'escalated']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_decision_says_why_when_it_departs'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termdecision',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'A decision stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'term_decision_stays';", hash='aff3e18fd22ab7bdf845a27e8f50def6f790374b', operation='DELETE', pgid='pgtrigger_refuse_delete_07d0f', table='reviews_termdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termdecision',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.superseded_at IS NULL AND to_jsonb(OLD) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] = to_jsonb(NEW) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] THEN RETURN NEW; END IF; RAISE EXCEPTION 'A decision stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'term_decision_stays';", hash='4c2cb9a1dde52b582fc581b472a522855220c986', operation='UPDATE', pgid='pgtrigger_refuse_change_2ae55', table='reviews_termdecision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='termtype',
            constraint=models.CheckConstraint(condition=models.Q(('expected__in', ['never', 'always', 'some'])), name='term_type_expected_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termtype',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expected', 'some'), models.Q(('expected_kinds', []), _negated=True)), models.Q(models.Q(('expected', 'some'), _negated=True), ('expected_kinds', [])), _connector='OR'), name='term_type_names_kinds_exactly_when_some_are_expected', violation_error_message='Name the kinds of request in which it is expected.'),
        ),
        migrations.AddConstraint(
            model_name='termtype',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deviation_by', 'lead'), ('deviation_function', ''), ('deviation_person', None)), models.Q(('deviation_by', 'function'), ('deviation_person', None), models.Q(('deviation_function', ''), _negated=True)), models.Q(('deviation_by', 'person'), ('deviation_function', ''), ('deviation_person__isnull', False)), _connector='OR'), name='term_type_names_who_may_approve_a_deviation', violation_error_message='Name the function or the person who may approve a deviation, and nobody else.'),
        ),
        migrations.AddConstraint(
            model_name='termtype',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_desk__isnull', False), ('side', 'shared')), models.Q(models.Q(('side', 'shared'), _negated=True), ('second_desk__isnull', True)), _connector='OR'), name='term_type_is_shared_by_two_desks', violation_error_message='A shared term needs a second desk; any other term has none.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termtype',
            trigger=pgtrigger.compiler.Trigger(name='refuse_new_key', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="RAISE EXCEPTION '“%” stays: rules and past work refer to it. Change what people read instead.', OLD.slug;", hash='a048d893cca05c089ea1958cd680b9c14687de0e', operation='UPDATE', pgid='pgtrigger_refuse_new_key_dd8b5', table='reviews_termtype', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='termrule',
            constraint=models.UniqueConstraint(fields=('term_type', 'position'), name='term_rule_position_is_unique_in_its_type'),
        ),
        migrations.AddIndex(
            model_name='term',
            index=models.Index(fields=['desk', 'review'], name='term_by_desk'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'agreed', 'deviation', 'escalated', 'not_applicable'])), name='term_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('second_desk__isnull', True), models.Q(('second_desk', models.F('desk')), _negated=True), _connector='OR'), name='term_has_two_different_desks_or_one'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['review', 'version', 'start'], name='proposal_by_place'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('review', 'version', 'clause', 'term_type'), name='proposal_is_one_a_clause_and_type', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='proposal_passage_has_a_length'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='proposal_is_decided_by_somebody_at_some_time'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'corrected']), ('decided_desk__isnull', False), ('decided_type__isnull', False), ('term__isnull', False), models.Q(('decided_side', ''), _negated=True)), models.Q(('state__in', ['proposed', 'rejected']), ('decided_desk', None), ('decided_side', ''), ('decided_type', None), ('term', None)), _connector='OR'), name='proposal_has_a_term_exactly_when_accepted'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('second_desk', None), models.Q(('desk__isnull', False), models.Q(('second_desk', models.F('desk')), _negated=True)), _connector='OR'), name='proposal_has_a_second_desk_only_beside_a_first'),
        ),
        migrations.AddConstraint(
            model_name='playbookchange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='playbook_change_says_why'),
        ),
        migrations.AddConstraint(
            model_name='playbookchange',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='playbook_change_changes_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='playbookchange',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history of the playbook is append-only: % is refused.', TG_OP;", hash='825bc99eddac90197f7c5636150dcebbf6b0c87a', operation='UPDATE OR DELETE', pgid='pgtrigger_refuse_change_0d91c', table='reviews_playbookchange', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='notneeded',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('review', 'term_type'), name='term_is_said_not_to_be_needed_once'),
        ),
        migrations.AddConstraint(
            model_name='notneeded',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='not_needed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='notneeded',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('superseded_at', None), ('superseded_because', ''), ('superseded_by', None)), models.Q(('superseded_at__isnull', False), models.Q(('superseded_because', ''), _negated=True)), _connector='OR'), name='not_needed_is_superseded_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notneeded',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'What was said not to be needed stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'not_needed_stays';", hash='c8b71c6d0e86c6827dc90b8ac2ddd3d929eb89d6', operation='DELETE', pgid='pgtrigger_refuse_delete_32374', table='reviews_notneeded', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notneeded',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.superseded_at IS NULL AND to_jsonb(OLD) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] = to_jsonb(NEW) - ARRAY['superseded_at', 'superseded_by_id', 'superseded_because'] THEN RETURN NEW; END IF; RAISE EXCEPTION 'What was said not to be needed stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'not_needed_stays';", hash='b44630e9b73b75ec46e3f1e6ee3e202db44ce816', operation='UPDATE', pgid='pgtrigger_refuse_change_e18be', table='reviews_notneeded', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('review', 'number'), name='turn_number_is_unique_in_its_review'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('review',), name='turn_is_open_once_a_review'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('recorded_by', None), ('recorded_on_behalf_of', None), ('returned_at', None)), models.Q(('recorded_by__isnull', False), ('returned_at__isnull', False)), _connector='OR'), name='turn_reply_is_set_together'),
        ),
        migrations.AddConstraint(
            model_name='vendorchange',
            constraint=models.UniqueConstraint(fields=('term', 'new_version'), name='vendor_change_is_once_a_term_and_version'),
        ),
        migrations.AddConstraint(
            model_name='vendorchange',
            constraint=models.CheckConstraint(condition=models.Q(('sent_back', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='vendor_change_that_stays_with_nobody_says_why'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['desk', 'due_at', 'id'], name='wait_queue_of_desk'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['person', 'due_at', 'id'], name='wait_queue_of_person'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['asked_by', 'due_at', 'id'], name='wait_asked_by'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['desk', 'person'], include=('due_at', 'opened_at', 'paused_at', 'review'), name='wait_load_of_desk'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('needed'), name='gin_trgm_ops'), condition=models.Q(('closed_at', None)), name='wait_needed_contains'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['review', 'due_at'], name='wait_open_of_review'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('resumes_at__isnull', False)), fields=['resumes_at'], name='wait_to_resume'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='wait_to_remind'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['full_request', 'split', 'desk_review', 'question', 'desk_question', 'vendor_question', 'escalation', 'disagreement', 'joint_position', 'vendor_reply', 'approval', 'co_signature', 'signature'])), name='wait_purpose_is_known'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk__isnull', False), ('holder', 'desk'), ('person__isnull', True), ('vendor__isnull', True)), models.Q(('holder', 'person'), ('person__isnull', False), ('vendor__isnull', True)), models.Q(('desk__isnull', True), ('holder', 'requester'), ('person__isnull', False), ('vendor__isnull', True)), models.Q(('desk__isnull', True), ('holder', 'vendor'), ('person__isnull', True), ('vendor__isnull', False)), _connector='OR'), name='wait_has_exactly_one_holder'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('claimed_at__isnull', True), models.Q(('claimed_at__isnull', False), ('desk__isnull', False), ('holder', 'person')), _connector='OR'), name='wait_is_claimed_by_a_person_out_of_a_desk'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of', None), models.Q(('holder', 'person'), models.Q(('on_behalf_of', models.F('person')), _negated=True)), _connector='OR'), name='wait_is_held_for_somebody_else_by_a_person'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on_behalf_of', None), models.Q(('closed_by__isnull', False), models.Q(('closed_on_behalf_of', models.F('closed_by')), _negated=True)), _connector='OR'), name='wait_is_closed_for_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('remind_at__isnull', True), _connector='OR'), name='wait_that_is_closed_reminds_nobody'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('paused_at__isnull', True), ('remind_at__isnull', True), _connector='OR'), name='wait_that_is_paused_reminds_nobody'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pause_reason', ''), ('resumes_at__isnull', True), ('waits_for__isnull', True)), models.Q(('paused_at__isnull', False), models.Q(('pause_reason', ''), _negated=True), models.Q(models.Q(('resumes_at__isnull', False), ('waits_for__isnull', True)), models.Q(('resumes_at__isnull', True), ('waits_for__isnull', False)), _connector='OR')), _connector='OR'), name='wait_pause_has_a_reason_and_one_end'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('waits_for__isnull', True), models.Q(('waits_for', models.F('pk')), _negated=True), _connector='OR'), name='wait_does_not_wait_for_itself'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('paused_at__isnull', True), _connector='OR'), name='wait_that_is_closed_stands_still_for_nothing'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose__in', ['desk_question', 'vendor_question']), _negated=True), ('desk__isnull', False), _connector='OR'), name='question_among_us_is_in_the_queue_of_a_desk'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('purpose', 'vendor_question'), _connector='OR'), name='wait_that_was_sent_is_a_question_to_the_vendor'),
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('purpose', 'desk_review')), fields=('review', 'desk'), name='wait_for_a_desk_review_is_open_once_per_desk'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('wait', 'rung', 'nth'), name='reminder_is_once_per_wait_and_rung'),
        ),
        migrations.AddConstraint(
            model_name='nudge',
            constraint=models.UniqueConstraint(fields=('wait', 'by', 'day'), name='nudge_is_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('wait',), name='holding_is_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='holding_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk__isnull', False), ('holder', 'desk'), ('person', None)), models.Q(('holder', 'person'), ('person__isnull', False)), models.Q(('desk', None), ('holder', 'requester'), ('person__isnull', False)), models.Q(('desk', None), ('holder', 'vendor'), ('person', None)), _connector='OR'), name='holding_names_its_holder'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of', None), models.Q(('holder', 'person'), models.Q(('on_behalf_of', models.F('person')), _negated=True)), _connector='OR'), name='holding_is_for_somebody_else_by_a_person'),
        ),
        migrations.AddIndex(
            model_name='disagreement',
            index=models.Index(condition=models.Q(('settled_at', None), ('withdrawn_at', None)), fields=['id'], name='disagreement_open'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='disagreement_says_why'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('proposed_by', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('proposed_by__isnull', False)), _connector='OR'), name='disagreement_outcome_names_who_proposed_it'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_by', None), ('settled_at', None)), models.Q(('settled_at__isnull', False), ('withdrawn_at', None), models.Q(('outcome', ''), _negated=True), ('is_blocking', False)), models.Q(('agreed_by__isnull', False), ('settled_at__isnull', False), ('withdrawn_at', None), models.Q(('outcome', ''), _negated=True), models.Q(('agreed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='disagreement_that_blocks_is_settled_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='disagreement_names_who_withdrew_it'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None), ('withdrawn_at', None)), fields=('term', 'desk'), name='disagreement_is_open_once_per_term_and_desk'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.UniqueConstraint(fields=('absence', 'wait'), name='delegation_is_one_per_absence_and_wait'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('moved_at', None), ('declined_at', None), _connector='OR'), name='delegation_is_moved_or_declined'),
        ),
        migrations.AddConstraint(
            model_name='decisionnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('co_signed_at__isnull', True), ('co_signed_by__isnull', True)), models.Q(('co_signed_at__isnull', False), ('co_signed_by__isnull', False), models.Q(('co_signed_by', models.F('drafted_by')), _negated=True)), _connector='OR'), name='decision_note_is_signed_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='decisionnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objected_by__isnull', True), ('objection', '')), models.Q(('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='decision_note_objection_says_why'),
        ),
        migrations.AddConstraint(
            model_name='decisionnote',
            constraint=models.UniqueConstraint(condition=models.Q(('co_signed_at__isnull', True), ('objected_by__isnull', True)), fields=('review',), name='decision_note_is_open_once_per_review'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('how', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('how__in', ['approved', 'overridden', 'skipped'])), _connector='OR'), name='approval_decision_is_set_together'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requester')), _negated=True), _connector='OR'), name='approval_is_never_given_by_the_requester'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of__isnull', True), models.Q(('on_behalf_of', models.F('requester')), _negated=True), _connector='OR'), name='approval_is_never_given_for_the_requester'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of__isnull', True), models.Q(('decided_by__isnull', False), models.Q(('on_behalf_of', models.F('decided_by')), _negated=True)), _connector='OR'), name='approval_by_a_delegate_names_two_people'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how__in', ['overridden', 'skipped']), _negated=True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='approval_passed_over_says_why'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_at__isnull', True)), models.Q(('ended__in', ['reset', 'not_needed']), ('ended_at__isnull', False)), _connector='OR'), name='approval_end_is_set_together'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('person__isnull', True)), fields=('review', 'desk'), name='approval_is_asked_once_of_a_desk'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('person__isnull', False)), fields=('review', 'desk', 'person'), name='approval_is_asked_once_of_a_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'An approval stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_stays_as_decided';", hash='f6c6dfd6709364fe99f1383edb3ce67dd315e501', operation='DELETE', pgid='pgtrigger_refuse_delete_f18d6', table='reviews_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (OLD.decided_at IS NULL OR (OLD.decided_at, OLD.decided_by_id, OLD.on_behalf_of_id, OLD.how, OLD.remark, OLD.given_for) IS NOT DISTINCT FROM (NEW.decided_at, NEW.decided_by_id, NEW.on_behalf_of_id, NEW.how, NEW.remark, NEW.given_for)) AND (OLD.ended_at IS NULL OR (OLD.ended_at, OLD.ended) IS NOT DISTINCT FROM (NEW.ended_at, NEW.ended)) THEN RETURN NEW; END IF; RAISE EXCEPTION 'An approval stays as it is: % is refused.', TG_OP USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_stays_as_decided';", hash='7f9f0a530f67550b21fa6f3acf0c0a10946e3795', operation='UPDATE', pgid='pgtrigger_refuse_change_e4750', table='reviews_approval', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='agendamark',
            index=models.Index(condition=models.Q(('talked_at', None)), fields=['added_at', 'id'], name='agenda_mark_open'),
        ),
        migrations.AddIndex(
            model_name='agendamark',
            index=models.Index(condition=models.Q(('talked_at__isnull', False)), fields=['-talked_at'], name='agenda_mark_talked'),
        ),
        migrations.AddConstraint(
            model_name='agendamark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disagreement', None), ('wait__isnull', False)), models.Q(('disagreement__isnull', False), ('wait', None)), _connector='OR'), name='agenda_mark_is_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='agendamark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('talked_at', None), ('talked_by', None)), models.Q(('talked_at__isnull', False), ('talked_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='agenda_mark_that_was_talked_about_says_what_came_of_it'),
        ),
        migrations.RunSQL(
            # References read better with four digits: the first review is R-1001.
            sql='ALTER TABLE reviews_review ALTER COLUMN id RESTART WITH 1001',
            reverse_sql='',
        ),
    ]
