import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Vendor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('website', models.URLField(blank=True)),
                ('country', models.CharField(blank=True, max_length=100)),
                ('risk_tier', models.CharField(choices=[('unknown', 'Not assessed'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], default='unknown', max_length=10)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='vendors_created', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='vendor_name_contains'), django.contrib.postgres.indexes.GinIndex(fields=['name'], name='vendor_name_resembles', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='vendor_name_is_unique_in_any_case', violation_error_message='There is a vendor of this name already.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='vendor_has_a_name'), models.CheckConstraint(condition=models.Q(('risk_tier__in', ['unknown', 'low', 'medium', 'high'])), name='vendor_risk_tier_is_known')],
            },
        ),
        migrations.CreateModel(
            name='VendorContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('role', models.CharField(blank=True, help_text='What they do there: account manager, counsel.', max_length=100)),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='vendors.vendor')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('vendor'), django.db.models.functions.text.Lower('email'), name='contact_address_is_once_a_vendor', violation_error_message='This vendor has a contact with this address already.')],
            },
        ),
    ]
