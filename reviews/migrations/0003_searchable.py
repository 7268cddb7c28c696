import common.searching
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0001_initial'),
        ('people', '0001_initial'),
        ('reviews', '0002_outcomes'),
        ('vendors', '0002_searchable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='review',
            name='review_title_contains',
        ),
        migrations.RemoveIndex(
            model_name='wait',
            name='wait_needed_contains',
        ),
        migrations.AddIndex(
            model_name='review',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('title'), name='gin_trgm_ops'), name='review_title_contains'),
        ),
        migrations.AddIndex(
            model_name='wait',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(common.searching.Searchable('needed'), name='gin_trgm_ops'), condition=models.Q(('closed_at', None)), name='wait_needed_contains'),
        ),
    ]
