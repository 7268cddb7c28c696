import common.migrating.at_once
import django.db.models.deletion
import django.utils.timezone
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
                    name='Item',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(choices=[('late', 'Late, or silent'), ('terms', 'Shared terms and disagreements'), ('renewals', 'Renewals to act on'), ('first_looks', 'First looks with flags'), ('desks', 'Empty or overloaded desks'), ('refusals', 'Refusals to tell people about'), ('carried', 'Carried over'), ('added', 'Put on the agenda by hand')], max_length=12)),
                        ('key', models.CharField(help_text='What it is about, the same in every meeting.', max_length=60)),
                        ('position', models.PositiveIntegerField(default=0)),
                        ('title', models.CharField(max_length=200)),
                        ('what', models.CharField(blank=True, help_text='What is the matter, in a few words.', max_length=300)),
                        ('for_leads', models.BooleanField(default=False, help_text='For leads alone: it is about how much people hold.')),
                        ('times_carried', models.PositiveSmallIntegerField(default=0)),
                        ('result', models.CharField(blank=True, choices=[('decision', 'Decision'), ('action', 'Action'), ('information', 'Information'), ('carry_over', 'Carry over')], max_length=12)),
                        ('outcome', models.CharField(blank=True, help_text='What came of it, in a sentence.', max_length=500)),
                        ('written_at', models.DateTimeField(null=True)),
                        ('by_hand', models.ForeignKey(help_text='Who put it there.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
                        ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                        ('disagreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reviews.disagreement')),
                        ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.review')),
                        ('term', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reviews.term')),
                        ('wait', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reviews.wait')),
                        ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='checkins.meeting')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'key'), name='item_is_once_on_an_agenda'), models.CheckConstraint(condition=models.Q(('group__in', ['late', 'terms', 'renewals', 'first_looks', 'desks', 'refusals', 'carried', 'added'])), name='item_group_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('result', ''), ('written_at', None), ('written_by', None)), models.Q(('result__in', ['decision', 'action', 'information', 'carry_over']), ('written_at__isnull', False), ('written_by__isnull', False)), _connector='OR'), name='item_result_says_who_wrote_it_and_when'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'carry_over']), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='item_outcome_is_in_words_unless_carried_over')],
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(max_length=300)),
                        ('due_on', models.DateField()),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('reminded_on', models.DateField(help_text='The day of the last reminder.', null=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('done_note', models.CharField(blank=True, help_text='What came of it.', max_length=300)),
                        ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_in_actions', to=settings.AUTH_USER_MODEL)),
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='action', to='checkins.item')),
                    ],
                    options={
                        'ordering': ['due_on', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['owner', 'due_on'], name='action_open_of_person'), models.Index(condition=models.Q(('done_at', None)), fields=['due_on'], name='action_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='action_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('done_note', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('done_note', ''), _negated=True)), _connector='OR'), name='action_that_is_done_says_by_whom_and_what_came_of_it')],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('starts_at', models.DateTimeField()),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('moved_at', models.DateTimeField(help_text='Since when it is at another time than the plan has it.', null=True)),
                        ('cancelled_at', models.DateTimeField(null=True)),
                        ('cancelled_because', models.CharField(blank=True, max_length=200)),
                        ('built_at', models.DateTimeField(help_text='When the agenda was built last.', null=True)),
                        ('began_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('current_since', models.DateTimeField(null=True)),
                        ('step', models.PositiveIntegerField(default=0, help_text='Grows with each step, so that windows know of a newer one.')),
                        ('minutes_sent_at', models.DateTimeField(null=True)),
                        ('current', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='checkins.item')),
                        ('led_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='checkins.series')),
                    ],
                    options={
                        'ordering': ['starts_at', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('began_at', None), ('cancelled_at', None)), fields=['series', 'starts_at'], name='meeting_planned'), models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['series', '-starts_at'], name='meeting_held')],
                        'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='meeting_has_its_own_number'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('began_at__isnull', False), ('ended_at__gte', models.F('began_at'))), _connector='OR'), name='meeting_ends_after_it_began'), models.CheckConstraint(condition=models.Q(models.Q(('began_at', None), ('led_by', None)), models.Q(('began_at__isnull', False), ('led_by__isnull', False)), _connector='OR'), name='meeting_is_led_by_whoever_began_it'), models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('began_at', None), _connector='OR'), name='meeting_that_was_cancelled_never_began')],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('came_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='checkins.meeting')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='attendance_is_noted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MinutesConfirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('side', models.CharField(max_length=10)),
                        ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='checkins.meeting')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'side'), name='minutes_are_confirmed_once_a_side'), models.UniqueConstraint(fields=('meeting', 'person'), name='minutes_are_confirmed_by_two_people')],
                    },
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('worked', 'What worked'), ('improve', 'What to improve')], max_length=8)),
                        ('text', models.CharField(max_length=300)),
                        ('done', models.CharField(blank=True, help_text='What was done about it.', max_length=300)),
                        ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='remarks', to='checkins.action')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='checkins.meeting')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['worked', 'improve'])), name='remark_kind_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='remark_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='Series',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=100)),
                        ('rhythm', models.CharField(choices=[('weekly', 'Every week'), ('fortnightly', 'Every second week'), ('monthly', 'Once a month, on the same weekday')], max_length=12)),
                        ('first_on', models.DateField(help_text='The day of the meeting with the first number of this plan.')),
                        ('first_number', models.PositiveIntegerField(default=0, help_text='Which number that meeting has.')),
                        ('starts_at', models.TimeField(help_text='On the clock of its zone.')),
                        ('minutes', models.PositiveSmallIntegerField(default=45)),
                        ('time_zone', models.CharField(max_length=64)),
                        ('sequence', models.PositiveIntegerField(default=0, help_text='How often calendars were told of a change.')),
                        ('set_up_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('set_up_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('members', models.ManyToManyField(related_name='check_in_series', through='checkins.SeriesMember', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'series',
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('rhythm__in', ['weekly', 'fortnightly', 'monthly'])), name='series_rhythm_is_known'), models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 240)), name='series_takes_a_while')],
                    },
                ),
                migrations.CreateModel(
                    name='SeriesMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='checkins.series')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('series', 'person'), name='series_member_comes_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TermProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outcome', models.CharField(choices=[('meets', 'As we want it'), ('ask', 'Our position holds'), ('fallback', 'Fallback'), ('theirs', 'Theirs accepted'), ('left_out', 'Left out'), ('not_applicable', 'Not applicable'), ('escalated', 'Escalated')], max_length=16)),
                        ('rank', models.PositiveSmallIntegerField(null=True)),
                        ('reason', models.TextField()),
                        ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='proposal', to='checkins.item')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.term')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='term_proposal_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'fallback'), ('rank__gte', 1)), models.Q(models.Q(('outcome', 'fallback'), _negated=True), ('rank', None)), _connector='OR'), name='term_proposal_names_the_fallback_exactly_when_it_is_one')],
                    },
                ),
            ],
        ),
    ]
