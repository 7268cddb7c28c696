import common.searching
import django.contrib.postgres.indexes
import vendors.models.vendor
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0002_searchable'),
        ('vendors', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='vendor',
            options={'ordering': [common.searching.Searchable('name'), 'pk']},
        ),
        migrations.AlterModelOptions(
            name='vendorcontact',
            options={'ordering': [common.searching.Searchable('name'), 'pk']},
        ),
        migrations.RemoveIndex(
            model_name='vendor',
            name='vendor_name_contains',
        ),
        migrations.RemoveIndex(
            model_name='vendor',
            name='vendor_name_resembles',
        ),
        migrations.AlterField(
            model_name='vendor',
            name='name',
            field=vendors.models.vendor.NameField(max_length=200),
        ),
        migrations.AlterField(
            model_name='vendorcontact',
            name='name',
            field=vendors.models.vendor.NameField(max_length=150),
        ),
        migrations.AddIndex(
            model_name='vendor',
            index=models.Index(common.searching.Searchable('name'), models.F('id'), name='vendor_by_name'),
        ),
        migrations.AddIndex(
            model_name='vendor',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('name'), name='gin_trgm_ops'), name='vendor_name_contains'),
        ),
    ]
