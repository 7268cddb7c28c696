import common.migrating.at_once
import common.searching
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import vendors.models.vendor
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
                    name='Vendor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', vendors.models.vendor.NameField(max_length=200)),
                        ('website', models.URLField(blank=True)),
                        ('domain', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Lower('website'), models.Value('^(?:[a-z]+://)?(?:[^/@]*@)?(?:www\\.)?([^/:?#]*).*$'), models.Value('\\1'), function='regexp_replace'), output_field=models.TextField())),
                        ('country', models.CharField(blank=True, max_length=100)),
                        ('registration_number', models.CharField(blank=True, help_text='In the register of companies of its country.', max_length=60)),
                        ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=10)),
                        ('status', models.CharField(choices=[('prospect', 'Prospect'), ('active', 'Active'), ('restricted', 'Restricted'), ('offboarded', 'Offboarded')], default='prospect', editable=False, max_length=10)),
                        ('status_because', models.CharField(blank=True, editable=False, max_length=300)),
                        ('tax_id', models.CharField(blank=True, editable=False, max_length=60)),
                        ('bank_account', models.CharField(blank=True, editable=False, max_length=60)),
                        ('risk_tier', models.CharField(choices=[('unknown', 'Not assessed'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], default='unknown', max_length=10)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='vendors_created', to=settings.AUTH_USER_MODEL)),
                        ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_here', to='vendors.vendor')),
                        ('owner', models.ForeignKey(blank=True, help_text='Who of us knows this vendor best.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vendors_owned', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': [common.searching.Searchable('name'), 'pk'],
                        'indexes': [models.Index(common.searching.Searchable('name'), models.F('id'), name='vendor_by_name'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('name'), name='gin_trgm_ops'), name='vendor_name_contains'), django.contrib.postgres.indexes.GinIndex(common.searching.ShortParts('name'), name='vendor_name_short_parts'), models.Index(models.F('status'), common.searching.Searchable('name'), models.F('id'), name='vendor_by_status'), models.Index(models.F('risk_tier'), common.searching.Searchable('name'), models.F('id'), name='vendor_by_risk'), models.Index(models.F('owner'), common.searching.Searchable('name'), models.F('id'), name='vendor_by_owner'), django.contrib.postgres.indexes.GinIndex(fields=['categories'], name='vendor_by_category'), models.Index(fields=['domain'], name='vendor_by_domain'), models.Index(condition=models.Q(('registration_number', ''), _negated=True), fields=['registration_number'], name='vendor_by_registration')],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='vendor_name_is_unique_in_any_case', violation_error_message='There is a vendor of this name already.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='vendor_has_a_name'), models.CheckConstraint(condition=models.Q(('risk_tier__in', ['unknown', 'low', 'medium', 'high'])), name='vendor_risk_tier_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['prospect', 'active', 'restricted', 'offboarded'])), name='vendor_status_is_known'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='vendor_is_not_merged_into_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='VendorChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(choices=[('status', 'Status'), ('tax_id', 'Tax number'), ('bank_account', 'Bank account')], max_length=20)),
                        ('before', models.CharField(blank=True, max_length=60)),
                        ('after', models.CharField(blank=True, max_length=60)),
                        ('why', models.CharField(max_length=300)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('answer', models.CharField(blank=True, choices=[('made', 'Made'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], max_length=10)),
                        ('answered_at', models.DateTimeField(editable=False, null=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='vendors.vendor')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['vendor'], name='vendor_change_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('field__in', ['status', 'tax_id', 'bank_account'])), name='vendor_change_is_of_a_known_field'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='vendor_change_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answer__in', ['made', 'refused', 'withdrawn']), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='vendor_change_is_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'made'), _negated=True), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='vendor_change_is_made_by_a_second_person'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('vendor', 'field'), name='vendor_change_is_one_open_a_field')],
                    },
                ),
                migrations.CreateModel(
                    name='VendorContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', vendors.models.vendor.NameField(max_length=150)),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                        ('role', models.CharField(blank=True, help_text='What they do there: account manager, counsel.', max_length=100)),
                        ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='vendors.vendor')),
                    ],
                    options={
                        'ordering': [common.searching.Searchable('name'), 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('vendor'), django.db.models.functions.text.Lower('email'), name='contact_address_is_once_a_vendor', violation_error_message='This vendor has a contact with this address already.')],
                    },
                ),
                migrations.CreateModel(
                    name='VendorMerge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moved', models.JSONField(default=dict)),
                        ('filled', models.JSONField(default=dict)),
                        ('followed', models.JSONField(default=dict)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('undone_at', models.DateTimeField(editable=False, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_away', to='vendors.vendor')),
                        ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_here', to='vendors.vendor')),
                        ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['at'], name='vendor_merge_standing')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='vendor_merge_is_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='vendor_merge_is_undone_by_somebody'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('source',), name='vendor_is_merged_away_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='VendorName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', vendors.models.vendor.NameField(max_length=200)),
                        ('kind', models.CharField(choices=[('legal', 'Legal name'), ('alias', 'Also known as')], default='alias', max_length=8)),
                        ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='vendors.vendor')),
                    ],
                    options={
                        'ordering': ['kind', common.searching.Searchable('name'), 'pk'],
                        'indexes': [models.Index(django.db.models.functions.text.Lower('name'), name='vendor_other_name_exact'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('name'), name='gin_trgm_ops'), name='vendor_other_name_contains'), django.contrib.postgres.indexes.GinIndex(common.searching.ShortParts('name'), name='vendor_other_name_short')],
                        'constraints': [models.UniqueConstraint(models.F('vendor'), django.db.models.functions.text.Lower('name'), name='vendor_other_name_is_once_a_vendor'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='vendor_other_name_is_not_empty'), models.CheckConstraint(condition=models.Q(('kind__in', ['legal', 'alias'])), name='vendor_other_name_kind_is_known')],
                    },
                ),
            ],
        ),
    ]
