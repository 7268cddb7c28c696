import common.migrating.at_once
import common.searching
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import people.models.absence
import people.models.calendar
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('common', '0001_extensions_and_functions'),
    ]

    operations = [
        common.migrating.at_once.AtOnce(
            operations=[
                migrations.CreateModel(
                    name='Team',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100)),
                        ('slug', models.SlugField(unique=True)),
                        ('description', models.CharField(blank=True, help_text='What it is for, in a sentence: people read it where they choose a desk.', max_length=200)),
                        ('owns_terms', models.BooleanField(default=True, help_text='It decides terms of contracts. Without this, it is only asked: for answers and approvals.')),
                        ('speaks_for', models.CharField(blank=True, choices=[('commercial', 'Commercial'), ('legal', 'Legal')], max_length=10)),
                        ('raises_findings', models.BooleanField(default=True, help_text="Its members may note risks of a vendor, and resolve others'.", verbose_name='notes risk findings')),
                        ('colour', models.CharField(choices=[('neutral', 'Grey'), ('commercial', 'Teal'), ('legal', 'Violet'), ('privacy', 'Pink'), ('security', 'Slate'), ('finance', 'Olive'), ('shared', 'Light grey'), ('info', 'Blue')], default='neutral', max_length=10)),
                        ('icon', models.CharField(blank=True, choices=[('handshake', 'Handshake'), ('scale', 'Scales'), ('fingerprint-pattern', 'Fingerprint'), ('shield', 'Shield'), ('landmark', 'Bank'), ('server', 'Server'), ('users', 'People'), ('megaphone', 'Megaphone'), ('wallet', 'Wallet'), ('wrench', 'Wrench'), ('leaf', 'Leaf'), ('truck', 'Lorry'), ('building-2', 'Building'), ('briefcase', 'Briefcase')], max_length=30)),
                        ('ticks_passages', models.BooleanField(default=False, help_text="Nothing in a vendor's paper is confirmed from a list or with the decision on its term.", verbose_name='confirms each passage by itself')),
                        ('retired_at', models.DateTimeField(editable=False, null=True)),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.workingcalendar')),
                    ],
                    options={
                        'ordering': [common.searching.Searchable('name'), 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('speaks_for__in', ['', 'commercial', 'legal'])), name='team_speaks_for_a_side_or_for_none'), models.CheckConstraint(condition=models.Q(('speaks_for', ''), ('owns_terms', True), _connector='OR'), name='team_that_speaks_for_a_side_owns_terms')],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(error_messages={'unique': 'This address has an account already.'}, max_length=254, unique=True, verbose_name='e-mail')),
                        ('name', models.CharField(max_length=150)),
                        ('time_zone', models.CharField(default='Europe/Berlin', max_length=64, validators=[people.models.calendar.validate_time_zone])),
                        ('day_form', models.CharField(blank=True, choices=[('', '3 April 2026'), ('us', 'April 3, 2026'), ('short', '3 Apr 2026'), ('iso', '2026-04-03')], default='', max_length=10, verbose_name='days')),
                        ('clock_form', models.CharField(blank=True, choices=[('', '16:30'), ('12', '4:30 PM')], default='', max_length=10, verbose_name='times of day')),
                        ('number_form', models.CharField(blank=True, choices=[('', '12,000.50'), ('point', '12.000,50'), ('space', '12\u202f000,50'), ('swiss', '12’000.50')], default='', max_length=10, verbose_name='numbers')),
                        ('digest_hour', models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=9, help_text='On your working days, on your clock.', verbose_name='daily mail at')),
                        ('is_active', models.BooleanField(default=True, help_text='Untick instead of deleting: what this person did stays on record.', verbose_name='may sign in')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='may open the settings pages')),
                        ('is_admin', models.BooleanField(default=False, help_text='Configures Duet. Does not see requests, reviews or vendors by that.', verbose_name='admin')),
                        ('is_auditor', models.BooleanField(default=False, help_text='Reads what was decided on every review that is not walled, and changes nothing. Sits on no desk.', verbose_name='auditor')),
                        ('is_outside', models.BooleanField(default=False, help_text='Sees the reviews that they are named on, until the day that is given there, and nothing else.', verbose_name='outside counsel')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('last_seen_at', models.DateTimeField(editable=False, help_text='To the hour; see people/seen.py.', null=True)),
                        ('sessions_ended', models.PositiveIntegerField(default=0, editable=False, help_text='How often all of their sessions were ended: each time they sign in anew.')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'ordering': [common.searching.Searchable('name'), 'pk'],
                        'indexes': [models.Index(common.searching.Searchable('name'), models.F('id'), name='user_by_name'), models.Index(models.F('is_active'), common.searching.Searchable('name'), models.F('id'), name='user_here_by_name'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('name'), name='gin_trgm_ops'), name='user_name_contains'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('email'), name='gin_trgm_ops'), name='user_email_contains'), models.Index(common.searching.Searchable('name'), models.F('id'), condition=models.Q(('is_admin', True)), name='user_admin_by_name'), models.Index(common.searching.Searchable('name'), models.F('id'), condition=models.Q(('is_auditor', True)), name='user_auditor_by_name'), models.Index(common.searching.Searchable('name'), models.F('id'), condition=models.Q(('is_outside', True)), name='user_outside_by_name')],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_is_unique_in_any_case'), models.CheckConstraint(condition=models.Q(models.Q(('is_auditor', False), ('is_outside', False)), models.Q(('is_admin', False), ('is_auditor', False), ('is_staff', False), ('is_superuser', False)), models.Q(('is_admin', False), ('is_outside', False), ('is_staff', False), ('is_superuser', False)), _connector='OR'), name='user_who_audits_or_is_outside_does_nothing_else')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='first day away')),
                        ('ends_on', models.DateField(verbose_name='last day away')),
                        ('reason', models.CharField(blank=True, help_text='Read by the person and their leads, nobody else.', max_length=120)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('cancelled_at', models.DateTimeField(editable=False, null=True)),
                        ('begun_at', models.DateTimeField(editable=False, help_text='When what follows from its start was done.', null=True)),
                        ('finished_at', models.DateTimeField(editable=False, help_text='When what follows from its end was done.', null=True)),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('delegate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['starts_on', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('cancelled_at', None)), fields=['ends_on', 'starts_on'], name='absence_days'), models.Index(condition=models.Q(('cancelled_at', None), ('finished_at', None)), fields=['starts_on'], name='absence_to_follow')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_on_or_after_its_start'), models.CheckConstraint(condition=models.Q(('delegate', None), models.Q(('delegate', models.F('person')), _negated=True), _connector='OR'), name='absence_delegate_is_somebody_else'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[('person', '='), (people.models.absence.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='absence_of_one_person_never_overlaps')],
                    },
                ),
                migrations.CreateModel(
                    name='AccountMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                        ('parked_at', models.DateTimeField(editable=False, null=True)),
                        ('kind', models.CharField(choices=[('password', 'Set a new password'), ('sign_in', 'Link to sign in'), ('invitation', 'Invitation'), ('news', 'Something happened to the account')], max_length=20)),
                        ('address', models.EmailField(max_length=320)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('body', models.TextField(blank=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('mailed_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('mailed_at', None), ('parked_at', None)), fields=['next_attempt_at', 'id'], name='account_mail_undelivered'), models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-id'], name='account_mail_parked'), models.Index(fields=['made_at'], name='account_mail_swept')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['password', 'sign_in', 'invitation', 'news'])), name='account_mail_kind_is_known'), models.CheckConstraint(condition=models.Q(('mailed_at', None), ('parked_at', None), _connector='OR'), name='account_mail_is_not_mailed_and_parked'), models.CheckConstraint(condition=models.Q(('kind', 'news'), models.Q(('body', ''), ('subject', '')), _connector='OR'), name='account_mail_with_a_link_holds_no_words')],
                    },
                ),
                migrations.CreateModel(
                    name='Allowance',
                    fields=[
                        ('key', models.CharField(max_length=100, primary_key=True, serialize=False)),
                        ('used_until', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['used_until'], name='allowance_swept')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed_token', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                        ('sent_at', models.DateTimeField(editable=False, help_text='When the newest mail with a link was written.', null=True)),
                        ('expires_at', models.DateTimeField(editable=False, null=True)),
                        ('used_at', models.DateTimeField(editable=False, null=True)),
                        ('revoked_at', models.DateTimeField(editable=False, null=True)),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('person',), name='invitation_is_one_open_a_person'), models.UniqueConstraint(condition=models.Q(('digest', ''), _negated=True), fields=('digest',), name='invitation_link_is_of_one'), models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='invitation_is_not_used_and_revoked'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('expires_at', None), ('sent_at', None)), models.Q(models.Q(('digest', ''), _negated=True), ('expires_at__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='invitation_link_has_an_end')],
                    },
                ),
                migrations.CreateModel(
                    name='KnownDevice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                        ('password', models.CharField(editable=False, max_length=64)),
                        ('used_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_devices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-used_at', '-pk'],
                        'indexes': [models.Index(fields=['used_at'], name='known_device_swept')],
                    },
                ),
                migrations.CreateModel(
                    name='SignInLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                        ('password', models.CharField(editable=False, max_length=64)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('used_at', models.DateTimeField(editable=False, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_links', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['made_at'], name='sign_in_link_swept')],
                    },
                ),
                migrations.CreateModel(
                    name='RightRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('right', models.CharField(choices=[('admin', 'The role of an admin'), ('seat', 'A seat')], max_length=10)),
                        ('is_lead', models.BooleanField(default=False)),
                        ('is_backup', models.BooleanField(default=False)),
                        ('may_override', models.BooleanField(default=False)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('answer', models.CharField(blank=True, choices=[('given', 'Given'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], max_length=10)),
                        ('answered_at', models.DateTimeField(editable=False, null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='right_requests', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='right_requests', to='people.team')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['-id'], name='right_request_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('right', 'admin'), ('team', None)), models.Q(('right', 'seat'), ('team__isnull', False)), _connector='OR'), name='right_request_of_a_seat_has_a_desk'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='right_request_is_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'given'), _negated=True), models.Q(models.Q(('answered_by', models.F('asked_by')), _negated=True), models.Q(('answered_by', models.F('person')), _negated=True)), _connector='OR'), name='right_request_is_confirmed_by_a_second_admin'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('person')), _negated=True), name='right_request_is_for_somebody_else'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('person', 'right', 'team'), name='right_request_is_one_open', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_lead', models.BooleanField(default=False, verbose_name='leads the desk')),
                        ('is_backup', models.BooleanField(default=False, help_text='Hears of late work before the lead does; proposed to stand in for a lead who is away.', verbose_name='backs up the lead')),
                        ('may_override', models.BooleanField(default=False, help_text='Of any desk, with a reason that everybody reads; never on their own request.', verbose_name='may skip or override approvals')),
                        ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='When somebody last said that this seat is still needed.')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.team')),
                    ],
                    options={
                        'ordering': ['team__name', 'user__name'],
                        'indexes': [models.Index(fields=['confirmed_at'], name='membership_confirmed')],
                        'constraints': [models.UniqueConstraint(fields=('team', 'user'), name='membership_is_one_seat_a_desk'), models.CheckConstraint(condition=models.Q(('is_lead', False), ('is_backup', False), _connector='OR'), name='membership_leads_or_backs_up_the_lead')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingCalendar',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100)),
                        ('slug', models.SlugField(unique=True)),
                        ('time_zone', models.CharField(default='Europe/Berlin', max_length=64, validators=[people.models.calendar.validate_time_zone])),
                        ('country', models.CharField(default='DE', help_text='Two letters, for the public holidays: DE, FR, US.', max_length=2)),
                        ('subdivision', models.CharField(blank=True, help_text='State or region, where it has public holidays of its own: BY for Bavaria.', max_length=10)),
                        ('opens', models.TimeField(default=datetime.time(9, 0))),
                        ('closes', models.TimeField(default=datetime.time(17, 30))),
                        ('working_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=people.models.calendar.monday_to_friday, help_text='Days of the week; Monday is 0.', size=None)),
                        ('own_days', models.JSONField(blank=True, default=dict, help_text='{date: {name, opens, closes}} of days that differ: without hours nobody works.')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('opens__lt', models.F('closes'))), name='calendar_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(('working_days__len__gt', 0), ('working_days__contained_by', [0, 1, 2, 3, 4, 5, 6])), name='calendar_works_on_days_of_the_week')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='team',
                    trigger=pgtrigger.compiler.Trigger(name='refuse_new_key', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="RAISE EXCEPTION '“%” stays: rules and past work refer to it. Change what people read instead.', OLD.slug;", hash='75064bee98c1707c020bc4f88ab09bbe0184ff86', operation='UPDATE', pgid='pgtrigger_refuse_new_key_ba988', table='people_team', when='BEFORE')),
                ),
            ],
        ),
    ]
