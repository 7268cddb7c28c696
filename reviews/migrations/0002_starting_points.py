"""Entries of the playbook that came with Duet are marked until their desk saves them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="termtype",
            name="is_starting_point",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="The entry came with Duet, and its desk has not saved it since.",
            ),
        ),
    ]
