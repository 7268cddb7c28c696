import common.migrating.at_once
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import notices.destinations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_extensions_and_functions'),
        ('people', '0001_initial'),
    ]

    operations = [
        common.migrating.at_once.AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Bundle',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                        ('parked_at', models.DateTimeField(editable=False, null=True)),
                        ('day', models.DateField(help_text="The recipient's own day, for the daily mail; empty for others.", null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('mailed_at', models.DateTimeField(editable=False, null=True)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bundles', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-id'], name='bundle_parked'), models.Index(condition=models.Q(('mailed_at', None), ('parked_at', None)), fields=['next_attempt_at', 'id'], name='bundle_undelivered')],
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'day'), name='bundle_is_one_daily_mail'), models.CheckConstraint(condition=models.Q(('mailed_at', None), ('parked_at', None), _connector='OR'), name='bundle_is_not_mailed_and_parked')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                        ('parked_at', models.DateTimeField(editable=False, null=True)),
                        ('subject_kind', models.CharField(blank=True, editable=False, max_length=20)),
                        ('subject_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                        ('key', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('assignment', 'Assignment'), ('decision', 'Decision'), ('question', 'Question'), ('reminder', 'Reminder'), ('escalation', 'Escalation'), ('mention', 'Mention'), ('news', 'News')], max_length=20)),
                        ('title', models.CharField(max_length=200)),
                        ('body', models.TextField(blank=True)),
                        ('url', models.CharField(max_length=300)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('read_at', models.DateTimeField(editable=False, null=True)),
                        ('mail', models.BooleanField(default=True)),
                        ('mailed_at', models.DateTimeField(editable=False, null=True)),
                        ('topic', models.CharField(blank=True, help_text='What `withdraw` finds it by.', max_length=60)),
                        ('withdrawn_at', models.DateTimeField(editable=False, help_text='Since then no mail is needed.', null=True)),
                        ('privileged', models.BooleanField(default=False, help_text='Holds no words; its mail is a link and a marker.')),
                        ('daily', models.BooleanField(default=False, help_text='Mailed with everything else of the day.')),
                        ('is_sorted', models.BooleanField(default=False, editable=False, help_text='Decided: alone, or in this bundle.')),
                        ('bundle', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='notices.bundle')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['recipient', '-id'], name='notice_page'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient', '-id'], name='notice_bell'), models.Index(condition=models.Q(('kind__in', ('assignment', 'question', 'reminder', 'escalation', 'mention')), ('read_at', None)), fields=['recipient', '-id'], name='notice_needs'), models.Index(condition=models.Q(('kind__in', ('decision', 'news')), ('read_at', None)), fields=['recipient', '-id'], name='notice_news'), models.Index(condition=models.Q(('bundle', None), ('mail', True), ('mailed_at', None), ('parked_at', None), ('withdrawn_at', None)), fields=['next_attempt_at', 'id'], name='notice_undelivered'), models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-id'], name='notice_parked'), models.Index(condition=models.Q(('mail', True), ('mailed_at', None), ('withdrawn_at', None), models.Q(('topic', ''), _negated=True)), fields=['topic'], name='notice_to_withdraw')],
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'key'), name='notice_is_told_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['assignment', 'decision', 'question', 'reminder', 'escalation', 'mention', 'news'])), name='notice_kind_is_known'), models.CheckConstraint(condition=models.Q(('url__regex', '^/([^/\\\\]|$)')), name='notice_url_stays_on_this_site'), models.CheckConstraint(condition=models.Q(('privileged', False), ('body', ''), _connector='OR'), name='notice_of_what_is_privileged_holds_no_words'), models.CheckConstraint(condition=models.Q(('mailed_at', None), ('parked_at', None), _connector='OR'), name='notice_is_not_mailed_and_parked'), models.CheckConstraint(condition=models.Q(('mail', True), models.Q(('attempts', 0), ('mailed_at', None), ('parked_at', None)), _connector='OR'), name='notice_without_mail_is_never_sent'), models.CheckConstraint(condition=models.Q(('bundle', None), models.Q(('is_sorted', True), ('mail', True)), _connector='OR'), name='notice_in_a_bundle_is_sorted'), models.CheckConstraint(condition=models.Q(('read_at', None), ('read_at__gte', models.F('created_at')), _connector='OR'), name='notice_is_read_after_it_is_made')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticePreference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('assignment', 'Assignment'), ('question', 'Question'), ('reminder', 'Reminder'), ('escalation', 'Escalation'), ('news', 'News')], max_length=20)),
                        ('delivery', models.CharField(choices=[('at_once', 'A mail at once'), ('daily', 'In the daily mail'), ('off', 'No mail, only in Duet')], max_length=10)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preferences', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['person', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='preference_is_one_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['assignment', 'question', 'reminder', 'escalation', 'news'])), name='preference_leaves_mandatory_kinds_alone'), models.CheckConstraint(condition=models.Q(('delivery', 'off'), ('kind__in', ['assignment']), _negated=True), name='preference_never_stops_what_is_always_mailed')],
                    },
                ),
                migrations.CreateModel(
                    name='Unreachable',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(max_length=254)),
                        ('how', models.CharField(choices=[('refused', 'Refused when it was sent'), ('returned', 'Came back')], max_length=10)),
                        ('reason', models.CharField(help_text='In the words of the mail server.', max_length=500)),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('last_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('times', models.PositiveIntegerField(default=1)),
                        ('cleared_at', models.DateTimeField(null=True)),
                        ('cleared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unreachable', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at', None)), fields=('person',), name='unreachable_is_marked_once'), models.CheckConstraint(condition=models.Q(('cleared_by', None), ('cleared_at__isnull', False), _connector='OR'), name='unreachable_is_cleared_at_a_moment'), models.CheckConstraint(condition=models.Q(('last_at__gte', models.F('since'))), name='unreachable_last_is_after_since'), models.CheckConstraint(condition=models.Q(('how__in', ['refused', 'returned'])), name='unreachable_how_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Webhook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('url', models.CharField(help_text='The address of an incoming webhook, as Slack or Teams shows it.', max_length=500, validators=[notices.destinations.validate_address], verbose_name='address')),
                        ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                        ('failures', models.PositiveSmallIntegerField(default=0, editable=False, help_text='In a row, since it last took one.')),
                        ('rests_until', models.DateTimeField(editable=False, help_text='Until then nothing is tried.', null=True)),
                        ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='webhook', to='people.team')),
                    ],
                    options={
                        'ordering': ['team'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failures', 0), ('rests_until', None)), models.Q(('failures__gt', 0), ('rests_until__isnull', False)), _connector='OR'), name='webhook_rests_after_it_failed')],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                        ('parked_at', models.DateTimeField(editable=False, null=True)),
                        ('subject_kind', models.CharField(blank=True, editable=False, max_length=20)),
                        ('subject_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                        ('key', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('topic', models.CharField(blank=True, help_text='What `notices.actions.withdraw` finds it by.', max_length=60)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('posted_at', models.DateTimeField(editable=False, null=True)),
                        ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='notices.webhook')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-id'], name='post_parked'), models.Index(condition=models.Q(('parked_at', None), ('posted_at', None)), fields=['next_attempt_at', 'id'], name='post_undelivered'), models.Index(condition=models.Q(('parked_at', None), ('posted_at', None), models.Q(('topic', ''), _negated=True)), fields=['topic'], name='post_to_withdraw')],
                        'constraints': [models.UniqueConstraint(fields=('webhook', 'key'), name='post_is_told_once')],
                    },
                ),
            ],
        ),
    ]
