import common.conditions
import common.migrating.at_once
import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import djmoney.models.fields
import intake.kinds
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_extensions_and_functions'),
        ('contracts', '0001_initial'),
        ('people', '0001_initial'),
        ('reviews', '0001_initial'),
    ]

    operations = [
        common.migrating.at_once.AtOnce(
            operations=[
                migrations.CreateModel(
                    name='RequestType',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('slug', models.SlugField(max_length=60, unique=True)),
                        ('description', models.CharField(help_text="When to choose it, in the requester's words.", max_length=200)),
                        ('icon', models.CharField(default='file-text', help_text='Name of a Lucide icon.', max_length=40)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('asks_cost', models.BooleanField(default=True, help_text='Off where nothing is paid, as for an NDA.', verbose_name='asks what it will cost')),
                        ('is_active', models.BooleanField(default=True)),
                        ('term_types', models.ManyToManyField(blank=True, related_name='request_types', to='reviews.termtype')),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(help_text='How rules refer to the answer, e.g. personal_data.', max_length=40)),
                        ('text', models.CharField(max_length=200)),
                        ('help', models.CharField(blank=True, help_text='Why we ask, or how to find out.', max_length=300)),
                        ('kind', models.CharField(choices=intake.kinds.kind_choices, max_length=40)),
                        ('choices', models.JSONField(blank=True, default=list, help_text='For choices: a list of texts.')),
                        ('required', models.BooleanField(default=True)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('flag', models.CharField(blank=True, choices=[('personal_data', 'Personal data'), ('ai', 'Artificial intelligence'), ('regulated', 'Regulated activity'), ('ip', 'Intellectual property'), ('exclusivity', 'Exclusivity'), ('security', 'Security'), ('liability', 'Unusual liability'), ('other', 'Something else')], help_text='The early flag of a first look that answers it with yes, until the requester says otherwise.', max_length=16)),
                        ('conditions', models.JSONField(blank=True, default=list, validators=[common.conditions.clean])),
                        ('request_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='intake.requesttype')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('request_type', 'key'), name='question_key_is_unique_in_its_type')],
                    },
                ),
                migrations.CreateModel(
                    name='IntakeRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(blank=True, max_length=160)),
                        ('vendor_name', models.CharField(blank=True, max_length=200)),
                        ('reason', models.TextField(blank=True)),
                        ('value_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                        ('value', djmoney.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('needed_by', models.DateField(blank=True, null=True)),
                        ('answers', models.JSONField(blank=True, default=dict, help_text='{question key: answer as given}')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('submitted_at', models.DateTimeField(editable=False, null=True)),
                        ('shared_at', models.DateTimeField(editable=False, help_text='Since when procurement and legal read title, vendor, size and date.', null=True)),
                        ('first_shared_at', models.DateTimeField(editable=False, help_text='When they could first, also where it was taken back since.', null=True)),
                        ('begun_in', models.CharField(blank=True, editable=False, help_text='The key of the window whose first save made it.', max_length=300)),
                        ('saved_in', models.CharField(blank=True, editable=False, help_text='The key of the window that saved it last.', max_length=300)),
                        ('documents', models.ManyToManyField(blank=True, related_name='intake_requests', to='contracts.document')),
                        ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intake_requests', to=settings.AUTH_USER_MODEL)),
                        ('review', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intake_request', to='reviews.review')),
                        ('request_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intake_requests', to='intake.requesttype')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['requester', '-id'], name='intake_request_by_requester'), models.Index(django.db.models.functions.comparison.Coalesce('needed_by', models.Value(datetime.date(9999, 12, 31))), models.F('id'), condition=models.Q(('review', None), ('shared_at__isnull', False), ('submitted_at', None)), name='intake_request_coming')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), ('review__isnull', False), _connector='OR'), name='intake_request_has_a_review_once_submitted'), models.CheckConstraint(condition=models.Q(('shared_at', None), ('first_shared_at__lte', models.F('shared_at')), _connector='OR'), name='intake_request_that_is_shared_was_shared_first'), models.UniqueConstraint(condition=models.Q(('begun_in', ''), _negated=True), fields=('requester', 'begun_in'), name='intake_request_is_begun_once_in_a_window')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='requesttype',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_new_key', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="RAISE EXCEPTION '“%” stays: rules and past work refer to it. Change what people read instead.', OLD.slug;", hash='cc2be4a73882303a4b9391696f185f7d5cd31bf5', operation='UPDATE', pgid='pgtrigger_refuse_new_key_3d32d', table='intake_requesttype', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_new_key', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))', func="RAISE EXCEPTION '“%” stays: rules and past work refer to it. Change what people read instead.', OLD.key;", hash='f3acfcb5a7c957aa4df69dea9ab3f02a54dfcdca', operation='UPDATE', pgid='pgtrigger_refuse_new_key_bd1ef', table='intake_question', when='BEFORE')),
                ),
            ],
        ),
    ]
