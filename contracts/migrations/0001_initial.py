import common.migrating.at_once
import common.searching
import contracts.models.document
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import djmoney.models.fields
import people.models.calendar
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_extensions_and_functions'),
        ('people', '0001_initial'),
        ('vendors', '0001_initial'),
    ]

    operations = [
        common.migrating.at_once.AtOnce(
            operations=[
                migrations.CreateModel(
                    name='DiskMeasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('at', models.DateTimeField()),
                        ('total', models.PositiveBigIntegerField(help_text='Of the disk, in bytes; so are all others.')),
                        ('free', models.PositiveBigIntegerField()),
                        ('documents', models.PositiveBigIntegerField()),
                        ('documents_count', models.PositiveBigIntegerField()),
                        ('pictures', models.PositiveBigIntegerField(help_text='Of pages, drawn when somebody first looks.')),
                        ('leftovers', models.PositiveBigIntegerField(help_text='Files that no row names.')),
                        ('leftovers_count', models.PositiveBigIntegerField()),
                        ('database', models.PositiveBigIntegerField(help_text='Wherever it lies.')),
                        ('details', models.JSONField(default=dict, help_text='By kind and by person, the largest first; by week, the newest first.')),
                    ],
                    options={
                        'ordering': ['-day'],
                    },
                ),
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('contract', 'Contract'), ('order_form', 'Order form'), ('nda', 'NDA'), ('dpa', 'Data processing agreement'), ('security', 'Security document'), ('other', 'Other')], max_length=20)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents_created', to=settings.AUTH_USER_MODEL)),
                        ('vendor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='vendors.vendor')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['contract', 'order_form', 'nda', 'dpa', 'security', 'other'])), name='document_kind_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('file', models.FileField(upload_to=contracts.models.document.unguessable_path)),
                        ('original_name', models.CharField(max_length=200)),
                        ('size', models.PositiveBigIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('content_type', models.CharField(max_length=100)),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='contracts.document')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions_uploaded', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'indexes': [models.Index(fields=['uploaded_by', 'uploaded_at'], name='version_of_a_day'), models.Index(fields=['-size', 'id'], name='version_biggest'), models.Index(fields=['file'], name='version_by_file')],
                        'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='version_number_is_once_a_document'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='version_has_its_hash')],
                    },
                ),
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('msa', 'Master agreement'), ('order_form', 'Order form'), ('sow', 'Statement of work'), ('dpa', 'Data processing agreement'), ('nda', 'NDA'), ('amendment', 'Amendment'), ('other', 'Other contract')], default='other', max_length=12)),
                        ('reference', models.CharField(blank=True, help_text='As the paper or the vendor calls it.', max_length=60, verbose_name='number on the paper')),
                        ('our_entity', models.CharField(blank=True, help_text='Which of ours signed it.', max_length=160, verbose_name='our company')),
                        ('their_entity', models.CharField(blank=True, help_text='Which of theirs signed it.', max_length=160, verbose_name='their company')),
                        ('review_reference', models.CharField(blank=True, max_length=20)),
                        ('value_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                        ('value', djmoney.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('value_per', models.CharField(choices=[('once', 'in all'), ('month', 'a month'), ('year', 'a year')], default='once', max_length=5, verbose_name='the value is')),
                        ('value_months', models.PositiveSmallIntegerField(blank=True, help_text='What an amount in all pays for.', null=True, verbose_name='for so many months')),
                        ('signed_on', models.DateField()),
                        ('starts_on', models.DateField()),
                        ('first_term', models.CharField(blank=True, help_text='In the notation of contracts.dates; empty: open-ended.', max_length=16)),
                        ('renewal', models.CharField(choices=[('none', 'It ends'), ('auto', 'It renews by itself unless somebody gives notice'), ('express', 'It renews only if both sides agree'), ('open', 'It goes on without an end until somebody gives notice')], default='none', max_length=7, verbose_name='after the first term')),
                        ('renewal_term', models.CharField(blank=True, help_text='12m, or 24m,12m.', max_length=60, verbose_name='each renewal lasts')),
                        ('renewals_at_most', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('latest_end_on', models.DateField(blank=True, null=True, verbose_name='never runs past')),
                        ('notice', models.CharField(blank=True, help_text='90d, 3m, 10bd, by:09-30.', max_length=12)),
                        ('notice_not_before', models.CharField(blank=True, max_length=12)),
                        ('open_notice', models.CharField(blank=True, max_length=12)),
                        ('notice_delivery', models.CharField(blank=True, max_length=12)),
                        ('notice_basis', models.CharField(choices=[('term_end', 'any day'), ('month_end', 'the end of a month'), ('quarter_end', 'the end of a quarter'), ('year_end', 'the end of a year')], default='term_end', max_length=11)),
                        ('notice_count', models.CharField(choices=[('standard', 'back from the last day of the term'), ('clear', 'as clear days, one earlier'), ('renewal_day', 'back from the first day of the next term')], default='standard', max_length=11)),
                        ('month_rule', models.CharField(choices=[('back', 'back from the end (the earlier day)'), ('forward', 'forward to the end (the later day)')], default='back', max_length=7)),
                        ('notice_weekend', models.CharField(choices=[('previous', 'the business day before'), ('none', 'that very day'), ('next', 'the business day after')], default='previous', max_length=8)),
                        ('late_notice', models.CharField(choices=[('void', 'nothing'), ('next', 'it works for the next end')], default='void', max_length=4)),
                        ('process_days', models.PositiveSmallIntegerField(default=10, help_text='Business days between our decision and the last date to act.', verbose_name='days for our decision')),
                        ('notice_zone', models.CharField(blank=True, max_length=64, validators=[people.models.calendar.validate_time_zone])),
                        ('notice_to', models.CharField(blank=True, max_length=300, verbose_name='notice goes to')),
                        ('assumed', models.CharField(blank=True, editable=False, help_text='What nobody has confirmed yet, as a sentence.', max_length=300)),
                        ('state', models.CharField(choices=[('not_started', 'Not started'), ('running', 'Running'), ('ended', 'Ended'), ('unclear', 'Cannot be worked out')], default='unclear', editable=False, max_length=11)),
                        ('fault', models.CharField(blank=True, editable=False, help_text='Why no date can be worked out.', max_length=300)),
                        ('term_starts_on', models.DateField(editable=False, null=True)),
                        ('term_ends_on', models.DateField(editable=False, null=True)),
                        ('act_by', models.DateField(editable=False, null=True)),
                        ('decide_by', models.DateField(editable=False, null=True)),
                        ('prepare_by', models.DateField(editable=False, null=True)),
                        ('next_ends_on', models.DateField(editable=False, null=True)),
                        ('step_on', models.DateField(editable=False, help_text='Decide by, or prepare by.', null=True)),
                        ('next_look_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('backup_owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts_backed_up', to=settings.AUTH_USER_MODEL)),
                        ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='people.workingcalendar')),
                        ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='people.team')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts_owned', to=settings.AUTH_USER_MODEL)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='contracts.contract', verbose_name='belongs to')),
                        ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='vendors.vendor')),
                        ('cleared_version', models.ForeignKey(blank=True, help_text='The file that was approved.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.documentversion')),
                    ],
                    options={
                        'ordering': ['-signed_on', '-pk'],
                        'indexes': [models.Index(fields=['vendor', '-signed_on', '-id'], name='contract_of_vendor'), models.Index(fields=['vendor', '-id'], name='contract_by_vendor'), models.Index(fields=['owner', '-id'], name='contract_by_owner'), models.Index(fields=['desk', '-id'], name='contract_by_desk'), models.Index(fields=['kind', '-id'], name='contract_by_kind'), models.Index(fields=['state', '-id'], name='contract_by_state'), models.Index(condition=models.Q(('term_ends_on', None), _negated=True), fields=['term_ends_on', 'id'], name='contract_by_end'), models.Index(condition=models.Q(('act_by', None), _negated=True), fields=['act_by', 'id'], name='contract_by_act_by'), models.Index(condition=models.Q(('state', 'running'), ('step_on__isnull', False)), fields=['step_on', 'id'], name='contract_by_step'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('title'), name='gin_trgm_ops'), name='contract_title_contains'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('reference'), name='gin_trgm_ops'), name='contract_number_contains'), models.Index(condition=models.Q(('state', 'ended'), _negated=True), fields=['next_look_at'], name='contract_to_look_at')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('review_reference', ''), _negated=True), fields=('review_reference',), name='contract_is_one_a_review'), models.CheckConstraint(condition=models.Q(('kind__in', ['msa', 'order_form', 'sow', 'dpa', 'nda', 'amendment', 'other'])), name='contract_kind_is_known'), models.CheckConstraint(condition=models.Q(('renewal__in', ['none', 'auto', 'express', 'open'])), name='contract_renewal_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('first_term', ''), _negated=True), ('renewal', 'open'), _connector='OR'), name='contract_has_a_term_or_is_open_ended'), models.CheckConstraint(condition=models.Q(models.Q(('renewal', 'auto'), _negated=True), models.Q(('renewal_term', ''), _negated=True), _connector='OR'), name='contract_that_renews_says_how_long'), models.CheckConstraint(condition=models.Q(('backup_owner', None), models.Q(('backup_owner', models.F('owner')), _negated=True), _connector='OR'), name='contract_backup_is_somebody_else'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='contract_belongs_to_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Comparison',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('old_read_at', models.DateTimeField()),
                        ('new_read_at', models.DateTimeField()),
                        ('compared_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changes', models.JSONField(help_text='A list of reading.compare.Change, each as its `as_json`.')),
                        ('counts', models.JSONField(help_text='{kind: how many changes}')),
                        ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons_as_new', to='contracts.documentversion')),
                        ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons_as_old', to='contracts.documentversion')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='comparison_is_once_for_two_versions'), models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='comparison_is_of_two_versions')],
                    },
                ),
                migrations.CreateModel(
                    name='FileLimits',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('files_per_draft', models.PositiveIntegerField(default=30, verbose_name='files of one draft')),
                        ('files_per_review', models.PositiveIntegerField(default=300, help_text='All versions of all documents.', verbose_name='files of one review')),
                        ('files_per_day', models.PositiveIntegerField(default=100, verbose_name='files that one person attaches in a day')),
                        ('megabytes_per_day', models.PositiveIntegerField(default=1000, verbose_name='megabytes that one person attaches in a day')),
                        ('warn_below', models.PositiveIntegerField(default=5000, help_text='The admins are told, and /readyz says so.', verbose_name='warn when fewer megabytes are free')),
                        ('stop_below', models.PositiveIntegerField(default=500, help_text='Whatever else writes to this disk still can.', verbose_name='take no files when fewer megabytes are free')),
                        ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'file limits',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('warn_below__gte', models.F('stop_below'))), name='file_limits_warn_before_they_stop'), models.CheckConstraint(condition=models.Q(('files_per_day__gt', 0), ('files_per_draft__gt', 0), ('files_per_review__gt', 0), ('megabytes_per_day__gt', 0)), name='file_limits_let_something_in')],
                    },
                ),
                migrations.CreateModel(
                    name='LadderStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('days', models.PositiveSmallIntegerField(help_text='0 is the day itself.', unique=True, verbose_name='days before')),
                        ('tells', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('owner', 'the owner'), ('backup', 'who stands in for the owner'), ('desk', 'the desk that looks after it'), ('leads', 'the leads of both sides')], max_length=6), size=None)),
                    ],
                    options={
                        'ordering': ['-days'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('tells__len__gt', 0)), name='ladder_step_tells_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeBand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.DecimalField(decimal_places=2, help_text="A year, in the contract's own currency.", max_digits=14)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Reader',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(max_length=80)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='contracts.contract')),
                        ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contracts_read', to='people.team')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contracts_read', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('desk__isnull', False), ('person', None)), models.Q(('desk', None), ('person__isnull', False)), _connector='OR'), name='reader_is_a_person_or_a_desk'), models.UniqueConstraint(fields=('contract', 'person', 'why'), name='reader_is_once_a_reason'), models.UniqueConstraint(fields=('contract', 'desk', 'why'), name='reading_desk_is_once_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('to_be_read', 'To be read'), ('being_read', 'Being read'), ('read', 'Read')], default='to_be_read', editable=False, max_length=12)),
                        ('requested_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('queued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='When a worker was last asked.')),
                        ('started_at', models.DateTimeField(editable=False, null=True)),
                        ('read_at', models.DateTimeField(editable=False, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('recognise', models.BooleanField(default=False, editable=False, help_text='Letters of scanned pages too.')),
                        ('stage', models.CharField(blank=True, choices=[('opening', 'Opening the file'), ('pages', 'Reading the pages'), ('letters', 'Recognising letters in scanned pages'), ('clauses', 'Telling the clauses apart')], editable=False, max_length=10)),
                        ('pages_done', models.PositiveIntegerField(default=0, editable=False)),
                        ('pages_total', models.PositiveIntegerField(default=0, editable=False)),
                        ('outcome', models.CharField(blank=True, choices=[('text', 'It could be read'), ('no_text', 'It holds pictures of pages, without text'), ('password', 'It is locked with a password'), ('refused', 'It is not a file that can be read'), ('unreadable', 'It is damaged, or too much to read')], editable=False, max_length=12)),
                        ('reason', models.TextField(blank=True, editable=False, help_text='Whole sentences for whoever attached the file.')),
                        ('language', models.CharField(blank=True, editable=False, help_text='ISO 639; “mul” for several; empty where nothing tells.', max_length=8)),
                        ('notes', models.JSONField(default=list, editable=False, help_text='The sentences of `reason`, one by one.')),
                        ('text', models.TextField(blank=True, editable=False)),
                        ('pages', models.JSONField(default=list, editable=False, help_text='[{number, start, end, picture}]')),
                        ('clauses', models.JSONField(default=list, editable=False, help_text='[{start, end, page, heading, number, text, types: [{name, confidence}], side, side_confidence, second_side, level, parent, kind, triage}]; triage: not sure enough, people sort it.')),
                        ('facts', models.JSONField(default=list, editable=False, help_text='[{name, value, start, end, page, text}]')),
                        ('model_hash', models.CharField(blank=True, editable=False, help_text='sha256 of reading/model.npz.', max_length=64)),
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='contracts.documentversion')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'read'), _negated=True), fields=['queued_at'], name='reading_to_be_done')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('outcome', ''), ('outcome__in', ['text', 'no_text', 'password', 'refused', 'unreadable']), _connector='OR'), name='reading_outcome_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', False), ('state', 'read'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'read'), _negated=True), ('outcome', ''), ('read_at', None)), _connector='OR'), name='reading_has_an_outcome_exactly_when_read'), models.CheckConstraint(condition=models.Q(models.Q(('stage', ''), ('started_at', None), ('state', 'to_be_read')), models.Q(('attempts__gte', 1), ('started_at__isnull', False), ('state', 'being_read')), models.Q(('attempts__gte', 1), ('started_at__isnull', False), ('state', 'read')), _connector='OR'), name='reading_has_started_exactly_unless_it_waits'), models.CheckConstraint(condition=models.Q(('text', ''), ('outcome', 'text'), _connector='OR'), name='reading_has_text_only_when_it_could_be_read'), models.CheckConstraint(condition=models.Q(('pages_done__lte', models.F('pages_total'))), name='reading_counts_no_more_pages_than_there_are')],
                    },
                ),
                migrations.CreateModel(
                    name='RenewalDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('term_ends_on', models.DateField(help_text='The end that it is about.', null=True)),
                        ('due_on', models.DateField(help_text='Decide by, or prepare by.')),
                        ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('closed_at', models.DateTimeField(help_text='The term is over, or it follows from the record.', null=True)),
                        ('next_reminder_on', models.DateField(null=True)),
                        ('draft_key', models.BigIntegerField(help_text='The request that was begun for its owner.', null=True)),
                        ('proposal', models.CharField(blank=True, choices=[('renew', 'Renew'), ('renegotiate', 'Renegotiate'), ('reduce', 'Reduce'), ('replace', 'Replace'), ('end', 'End')], max_length=11)),
                        ('proposal_why', models.CharField(blank=True, max_length=300)),
                        ('proposed_at', models.DateTimeField(null=True)),
                        ('answer', models.CharField(blank=True, choices=[('renew', 'Renew'), ('renegotiate', 'Renegotiate'), ('reduce', 'Reduce'), ('replace', 'Replace'), ('end', 'End')], max_length=11)),
                        ('answer_why', models.CharField(blank=True, max_length=300)),
                        ('gives_notice', models.BooleanField(default=False)),
                        ('needs_signature', models.BooleanField(default=False, help_text='Of legal, before notice may go out.')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('signed_at', models.DateTimeField(null=True)),
                        ('sent_on', models.DateField(null=True)),
                        ('sent_how', models.CharField(blank=True, max_length=120)),
                        ('settled_at', models.DateTimeField(help_text='Nothing is left to do: reminders end.', null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='contracts.contract')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.documentversion')),
                        ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('closed_at', None), ('next_reminder_on__isnull', False), ('settled_at', None)), fields=['next_reminder_on'], name='renewal_to_remind_of'), models.Index(fields=['contract', 'settled_at'], name='renewal_of_contract')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('contract',), name='renewal_decision_is_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('proposal', ''), ('proposed_by', None)), models.Q(models.Q(('proposal', ''), _negated=True), ('proposed_by__isnull', False)), _connector='OR'), name='renewal_proposal_has_its_author'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('decided_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='renewal_answer_has_its_author'), models.CheckConstraint(condition=models.Q(('decided_by', None), ('proposed_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='renewal_is_not_decided_by_its_proposer'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('decided_by')), _negated=True), _connector='OR'), name='renewal_is_signed_by_somebody_else'), models.CheckConstraint(condition=models.Q(('sent_on', None), models.Q(('sent_how', ''), _negated=True), _connector='OR'), name='renewal_notice_says_how_it_was_sent')],
                    },
                ),
                migrations.CreateModel(
                    name='SignedFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(blank=True, help_text='Why it takes the place of the one before.', max_length=300)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('superseded_at', models.DateTimeField(editable=False, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_files', to='contracts.contract')),
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signed_file', to='contracts.documentversion')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('contract',), name='signed_file_is_one_at_a_time')],
                    },
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
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='contracts.contract')),
                        ('paper', models.OneToOneField(blank=True, help_text='The amendment itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amends', to='contracts.contract')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['amend', 'renew', 'notice', 'terminate', 'withdraw'])), name='contract_event_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'terminate'), _negated=True), models.Q(('end_on', None), _negated=True), _connector='OR'), name='contract_termination_names_its_end'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'renew'), _negated=True), models.Q(('length', ''), _negated=True), _connector='OR'), name='contract_renewal_says_how_long')],
                    },
                ),
            ],
        ),
    ]
