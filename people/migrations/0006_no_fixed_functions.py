from django.db import migrations


class Migration(migrations.Migration):
    """What the functions meant stands in the desks (0005), and reviews name desks in their place."""

    dependencies = [
        ("people", "0005_invitations_seats_and_desks"),
        ("reviews", "0008_desks_in_place_of_functions"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="team", name="team_function_is_known"),
        migrations.RemoveField(model_name="team", name="function"),
    ]
