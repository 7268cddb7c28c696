"""The record of a contract as the date engine takes it; who reads it; its signed file. Old columns are carried over."""

import common.searching
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import people.models.calendar
from django.conf import settings
from django.db import migrations, models


ASSUMED = "How long a renewal lasts was never recorded; 12 months are assumed until somebody corrects it."


def carry_over(apps, schema_editor):
    """The old columns in the notation of the date engine. The length of a renewal could not be recorded before: it is
    assumed, and the page says so. What follows from the dates is worked out by the next sweep."""
    Contract = apps.get_model("contracts", "Contract")
    Reader = apps.get_model("contracts", "Reader")
    calendar = apps.get_model("people", "WorkingCalendar").objects.order_by("pk").first()
    desk = apps.get_model("people", "Team").objects.filter(speaks_for="commercial").order_by("pk").first()
    batch = []
    for contract in Contract.objects.order_by("pk").iterator(chunk_size=1000):
        contract.first_term = f"to:{contract.ends_on.isoformat()}" if contract.ends_on else ""
        contract.notice = f"{contract.notice_period_days}d" if contract.notice_period_days else ""
        if contract.ends_on is None:
            contract.renewal = "open"
        elif contract.renews_automatically:
            contract.renewal, contract.renewal_term, contract.assumed = "auto", "12m", ASSUMED
        contract.calendar, contract.desk = calendar, desk
        batch.append(contract)
        if len(batch) == 1000:
            _keep(Contract, Reader, batch, desk)
            batch = []
    _keep(Contract, Reader, batch, desk)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _keep(Contract, Reader, contracts, desk):
    Contract.objects.bulk_update(
        contracts, ["first_term", "notice", "renewal", "renewal_term", "assumed", "calendar", "desk"]
    )
    readers = [Reader(contract=contract, person_id=contract.owner_id, why="owns it") for contract in contracts]
    if desk:
        readers += [Reader(contract=contract, desk=desk, why="looks after it") for contract in contracts]
    Reader.objects.bulk_create(readers)


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0003_disk'),
        ('people', '0008_desks_that_tick_passages'),
        ('vendors', '0003_indexes_of_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(model_name="contract", old_name="document_version", new_name="cleared_version"),
        migrations.AlterField(
            model_name='contract',
            name='cleared_version',
            field=models.ForeignKey(blank=True, help_text='The file that was approved.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.documentversion'),
        ),
        migrations.CreateModel(
            name='ContractEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amend', 'Amendment'), ('renew', 'Renewal that both sides agreed'), ('notice', 'Notice'), ('terminate', 'Termination'), ('withdraw', 'Notice taken back')], max_length=9)),
                ('given_on', models.DateField(help_text='When its paper was signed, or given.')),
                ('effective_on', models.DateField(blank=True, null=True)),
                ('end_on', models.DateField(blank=True, null=True)),
                ('begins_on', models.DateField(blank=True, null=True)),
                ('length', models.CharField(blank=True, max_length=16)),
                ('changes', models.JSONField(blank=True, default=dict, help_text='Of an amendment: {input of the engine: new text}.')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SignedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(blank=True, help_text='Why it takes the place of the one before.', max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='contract',
            name='act_by',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='assumed',
            field=models.CharField(blank=True, editable=False, help_text='What nobody has confirmed yet, as a sentence.', max_length=300),
        ),
        migrations.AddField(
            model_name='contract',
            name='backup_owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts_backed_up', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contract',
            name='calendar',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='people.workingcalendar'),
        ),
        migrations.AddField(
            model_name='contract',
            name='decide_by',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='desk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='people.team'),
        ),
        migrations.AddField(
            model_name='contract',
            name='fault',
            field=models.CharField(blank=True, editable=False, help_text='Why no date can be worked out.', max_length=300),
        ),
        migrations.AddField(
            model_name='contract',
            name='first_term',
            field=models.CharField(blank=True, help_text='In the notation of contracts.dates; empty: open-ended.', max_length=16),
        ),
        migrations.AddField(
            model_name='contract',
            name='kind',
            field=models.CharField(choices=[('msa', 'Master agreement'), ('order_form', 'Order form'), ('sow', 'Statement of work'), ('dpa', 'Data processing agreement'), ('nda', 'NDA'), ('amendment', 'Amendment'), ('other', 'Other contract')], default='other', max_length=12),
        ),
        migrations.AddField(
            model_name='contract',
            name='late_notice',
            field=models.CharField(choices=[('void', 'nothing'), ('next', 'it works for the next end')], default='void', max_length=4),
        ),
        migrations.AddField(
            model_name='contract',
            name='latest_end_on',
            field=models.DateField(blank=True, null=True, verbose_name='never runs past'),
        ),
        migrations.AddField(
            model_name='contract',
            name='month_rule',
            field=models.CharField(choices=[('back', 'back from the end (the earlier day)'), ('forward', 'forward to the end (the later day)')], default='back', max_length=7),
        ),
        migrations.AddField(
            model_name='contract',
            name='next_ends_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='next_look_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice',
            field=models.CharField(blank=True, help_text='90d, 3m, 10bd, by:09-30.', max_length=12),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_basis',
            field=models.CharField(choices=[('term_end', 'any day'), ('month_end', 'the end of a month'), ('quarter_end', 'the end of a quarter'), ('year_end', 'the end of a year')], default='term_end', max_length=11),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_count',
            field=models.CharField(choices=[('standard', 'back from the last day of the term'), ('clear', 'as clear days, one earlier'), ('renewal_day', 'back from the first day of the next term')], default='standard', max_length=11),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_delivery',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_not_before',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_to',
            field=models.CharField(blank=True, max_length=300, verbose_name='notice goes to'),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_weekend',
            field=models.CharField(choices=[('previous', 'the business day before'), ('none', 'that very day'), ('next', 'the business day after')], default='previous', max_length=8),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_zone',
            field=models.CharField(blank=True, max_length=64, validators=[people.models.calendar.validate_time_zone]),
        ),
        migrations.AddField(
            model_name='contract',
            name='open_notice',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='contract',
            name='our_entity',
            field=models.CharField(blank=True, help_text='Which of ours signed it.', max_length=160, verbose_name='our company'),
        ),
        migrations.AddField(
            model_name='contract',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='contracts.contract', verbose_name='belongs to'),
        ),
        migrations.AddField(
            model_name='contract',
            name='prepare_by',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='process_days',
            field=models.PositiveSmallIntegerField(default=10, help_text='Business days between our decision and the last date to act.', verbose_name='days for our decision'),
        ),
        migrations.AddField(
            model_name='contract',
            name='reference',
            field=models.CharField(blank=True, help_text='As the paper or the vendor calls it.', max_length=60, verbose_name='number on the paper'),
        ),
        migrations.AddField(
            model_name='contract',
            name='renewal',
            field=models.CharField(choices=[('none', 'It ends'), ('auto', 'It renews by itself unless somebody gives notice'), ('express', 'It renews only if both sides agree'), ('open', 'It goes on without an end until somebody gives notice')], default='none', max_length=7, verbose_name='after the first term'),
        ),
        migrations.AddField(
            model_name='contract',
            name='renewal_term',
            field=models.CharField(blank=True, help_text='12m, or 24m,12m.', max_length=60, verbose_name='each renewal lasts'),
        ),
        migrations.AddField(
            model_name='contract',
            name='renewals_at_most',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='state',
            field=models.CharField(choices=[('not_started', 'Not started'), ('running', 'Running'), ('ended', 'Ended'), ('unclear', 'Cannot be worked out')], default='unclear', editable=False, max_length=11),
        ),
        migrations.AddField(
            model_name='contract',
            name='term_ends_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='term_starts_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='their_entity',
            field=models.CharField(blank=True, help_text='Which of theirs signed it.', max_length=160, verbose_name='their company'),
        ),
        migrations.AddField(
            model_name='contract',
            name='value_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='What an amount in all pays for.', null=True, verbose_name='for so many months'),
        ),
        migrations.AddField(
            model_name='contract',
            name='value_per',
            field=models.CharField(choices=[('once', 'in all'), ('month', 'a month'), ('year', 'a year')], default='once', max_length=5, verbose_name='the value is'),
        ),
        migrations.AddField(
            model_name='contractevent',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contractevent',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='contracts.contract'),
        ),
        migrations.AddField(
            model_name='contractevent',
            name='paper',
            field=models.OneToOneField(blank=True, help_text='The amendment itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amends', to='contracts.contract'),
        ),
        migrations.AddField(
            model_name='reader',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='contracts.contract'),
        ),
        migrations.AddField(
            model_name='reader',
            name='desk',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contracts_read', to='people.team'),
        ),
        migrations.AddField(
            model_name='reader',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contracts_read', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedfile',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedfile',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_files', to='contracts.contract'),
        ),
        migrations.AddField(
            model_name='signedfile',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signed_file', to='contracts.documentversion'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(
            model_name='contract',
            name='contract_ends_after_it_starts',
        ),
        migrations.RemoveField(
            model_name='contract',
            name='ends_on',
        ),
        migrations.RemoveField(
            model_name='contract',
            name='notice_period_days',
        ),
        migrations.RemoveField(
            model_name='contract',
            name='renews_automatically',
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(fields=['vendor', '-id'], name='contract_by_vendor'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(fields=['owner', '-id'], name='contract_by_owner'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(fields=['desk', '-id'], name='contract_by_desk'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(fields=['kind', '-id'], name='contract_by_kind'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(fields=['state', '-id'], name='contract_by_state'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(condition=models.Q(('term_ends_on', None), _negated=True), fields=['term_ends_on', 'id'], name='contract_by_end'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(condition=models.Q(('act_by', None), _negated=True), fields=['act_by', 'id'], name='contract_by_act_by'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('title'), name='gin_trgm_ops'), name='contract_title_contains'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('reference'), name='gin_trgm_ops'), name='contract_number_contains'),
        ),
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(condition=models.Q(('state', 'ended'), _negated=True), fields=['next_look_at'], name='contract_to_look_at'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['msa', 'order_form', 'sow', 'dpa', 'nda', 'amendment', 'other'])), name='contract_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('renewal__in', ['none', 'auto', 'express', 'open'])), name='contract_renewal_is_known'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_term', ''), _negated=True), ('renewal', 'open'), _connector='OR'), name='contract_has_a_term_or_is_open_ended'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('renewal', 'auto'), _negated=True), models.Q(('renewal_term', ''), _negated=True), _connector='OR'), name='contract_that_renews_says_how_long'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('backup_owner', None), models.Q(('backup_owner', models.F('owner')), _negated=True), _connector='OR'), name='contract_backup_is_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='contract_belongs_to_another'),
        ),
        migrations.AddConstraint(
            model_name='contractevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['amend', 'renew', 'notice', 'terminate', 'withdraw'])), name='contract_event_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='contractevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'terminate'), _negated=True), models.Q(('end_on', None), _negated=True), _connector='OR'), name='contract_termination_names_its_end'),
        ),
        migrations.AddConstraint(
            model_name='contractevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'renew'), _negated=True), models.Q(('length', ''), _negated=True), _connector='OR'), name='contract_renewal_says_how_long'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk__isnull', False), ('person', None)), models.Q(('desk', None), ('person__isnull', False)), _connector='OR'), name='reader_is_a_person_or_a_desk'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.UniqueConstraint(fields=('contract', 'person', 'why'), name='reader_is_once_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.UniqueConstraint(fields=('contract', 'desk', 'why'), name='reading_desk_is_once_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signedfile',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('contract',), name='signed_file_is_one_at_a_time'),
        ),
    ]
