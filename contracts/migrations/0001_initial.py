import contracts.models.document
import django.db.models.deletion
import django.utils.timezone
import djmoney.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('vendors', '0001_initial'),
    ]

    operations = [
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
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='version_number_is_once_a_document'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='version_has_its_hash')],
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
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('review_reference', models.CharField(blank=True, max_length=20)),
                ('value_currency', djmoney.models.fields.CurrencyField(choices=[('GBP', 'British Pound'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc'), ('USD', 'US Dollar')], default='EUR', editable=False, max_length=3, null=True)),
                ('value', djmoney.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('notice_period_days', models.PositiveIntegerField(blank=True, null=True)),
                ('renews_automatically', models.BooleanField(default=False)),
                ('signed_on', models.DateField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts_owned', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='vendors.vendor')),
                ('document_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.documentversion')),
            ],
            options={
                'ordering': ['-signed_on', '-pk'],
                'indexes': [models.Index(fields=['vendor', '-signed_on', '-id'], name='contract_of_vendor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('review_reference', ''), _negated=True), fields=('review_reference',), name='contract_is_one_a_review')],
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
    ]
