import common.migrating.at_once
import common.models.typed_text
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_extensions_and_functions'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0001_initial'),
    ]

    operations = [
        common.migrating.at_once.AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Heartbeat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=50, unique=True)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('verb', models.CharField(max_length=60)),
                        ('subject_id', models.BigIntegerField()),
                        ('audience', models.CharField(choices=[('business', 'Business'), ('internal', 'Internal'), ('circle', 'Circle')], default='internal', max_length=10)),
                        ('data', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events_on_behalf', to=settings.AUTH_USER_MODEL)),
                        ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='event_timeline'), models.Index(fields=['subject_type', '-id'], name='event_of_kind'), models.Index(fields=['by', 'subject_type', '-id'], name='event_of_kind_by'), models.Index(fields=['verb', '-id'], name='event_by_verb'), models.Index(fields=['at'], name='event_at')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['business', 'internal', 'circle'])), name='event_audience_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='EventText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(help_text='What it is in the sentence: reason, question, answer.', max_length=40)),
                        ('text', models.TextField(blank=True)),
                        ('blanked_at', models.DateTimeField(null=True)),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_texts', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='common.event')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('event', 'key'), name='event_text_is_once_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('blanked_at__isnull', False), ('text', '')), models.Q(models.Q(('text', ''), _negated=True), ('blanked_at', None)), _connector='OR'), name='event_text_is_empty_when_it_was_blanked')],
                    },
                ),
                migrations.CreateModel(
                    name='PutAside',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(unique=True)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['key'],
                    },
                ),
                migrations.CreateModel(
                    name='ReadOnly',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('until', models.DateTimeField(null=True)),
                        ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('began_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'read-only times',
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('ended_at', None)), name='read_only_is_once_at_a_time'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='read_only_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='TypedText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.CharField(default=common.models.typed_text.new_token, max_length=40, unique=True)),
                        ('key', models.CharField(max_length=300)),
                        ('why', models.CharField(choices=[('signed_out', 'Signed out meanwhile'), ('changed', 'Changed by somebody meanwhile'), ('read_only', 'Sent while nothing could be changed')], max_length=10)),
                        ('page', models.TextField()),
                        ('address', models.TextField()),
                        ('fields', models.JSONField(default=list)),
                        ('had_files', models.BooleanField(default=False)),
                        ('changes', models.JSONField(default=dict)),
                        ('kept_at', models.DateTimeField(auto_now=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='typed_texts', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['kept_at'], name='typed_text_swept')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='typed_text_is_one_per_form'), models.CheckConstraint(condition=models.Q(('why__in', ['signed_out', 'changed', 'read_only'])), name='typed_text_why_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='UsedKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=300)),
                        ('sent', models.CharField(help_text='What was sent with it, as a digest.', max_length=64)),
                        ('address', models.TextField(blank=True, help_text='Where the answer led.')),
                        ('status', models.PositiveSmallIntegerField(default=0)),
                        ('answer', models.TextField(blank=True, help_text='What the API answered.')),
                        ('used_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_keys', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['used_at'], name='used_key_swept')],
                        'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='used_key_is_used_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Announcement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('announced_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('taken_back_at', models.DateTimeField(null=True)),
                        ('announced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['starts_at', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('taken_back_at', None)), fields=['ends_at'], name='announcement_to_show')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='announcement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='announcement_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='announcement_is_taken_back_by_somebody')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='event',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;", hash='bd5fcc6ad9812cd1a7da8c9688e7b0928a17b499', operation='UPDATE OR DELETE', pgid='pgtrigger_refuse_change_8a653', table='common_event', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='event',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;", hash='da52c405351769684f3038b5363f92eedec9624a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_refuse_truncate_bab89', table='common_event', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventtext',
                    trigger=pgtrigger.compiler.Trigger(name='only_blanked', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.text = '' AND NEW.blanked_at IS NOT NULL\n    AND (NEW.id, NEW.event_id, NEW.key, NEW.author_id)\n        IS NOT DISTINCT FROM (OLD.id, OLD.event_id, OLD.key, OLD.author_id)\nTHEN\n    RETURN NEW;\nEND IF;\nRAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;\n", hash='d7b3959f0af8e6b3af849a0f7b66b626f8446729', operation='UPDATE', pgid='pgtrigger_only_blanked_f586b', table='common_eventtext', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventtext',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;", hash='13594e550a95d15fc17595bff8c5b0f64c42a0db', operation='DELETE', pgid='pgtrigger_refuse_delete_f40a5', table='common_eventtext', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventtext',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;", hash='fd089031a8488b6b65fb898307bf017accd363d9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_refuse_truncate_3de8b', table='common_eventtext', when='BEFORE')),
                ),
            ],
        ),
    ]
