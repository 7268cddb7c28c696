import common.searching
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='team',
            options={'ordering': [common.searching.Searchable('name'), 'pk']},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'ordering': [common.searching.Searchable('name'), 'pk']},
        ),
    ]
