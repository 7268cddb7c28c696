"""Indexes for what nobody answers for, and for the reviews that closed last."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0002_reading_language'),
        ('people', '0004_sign_in'),
        ('reviews', '0007_second_person_for_two_desks'),
        ('vendors', '0002_searchable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='responsibility',
            index=models.Index(condition=models.Q(('person__isnull', False), ('superseded_at', None)), fields=['person', 'review'], name='responsibility_named'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('walled_at', None)), fields=['-closed_at'], name='review_closed'),
        ),
    ]
