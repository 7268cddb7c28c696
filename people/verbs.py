"""What can be written in the log about people, their seats and their desks."""

from django.db.models import TextChoices


class Verb(TextChoices):
    INVITED = "people.invited"
    INVITED_AGAIN = "people.invited_again"
    INVITATION_REVOKED = "people.invitation_revoked"
    JOINED = "people.joined"
    RENAMED = "people.renamed"
    SEAT_GIVEN = "people.seat_given"
    SEAT_CHANGED = "people.seat_changed"
    SEAT_TAKEN = "people.seat_taken"
    SEAT_CONFIRMED = "people.seat_confirmed"
    ROLE_GIVEN = "people.role_given"
    ROLE_TAKEN = "people.role_taken"
    RIGHT_ASKED = "people.right_asked"
    RIGHT_REFUSED = "people.right_refused"
    LEFT = "people.left"
    CAME_BACK = "people.came_back"
    SESSIONS_ENDED = "people.sessions_ended"
    FIRST_ADMIN = "people.first_admin"
    DESK_ADDED = "people.desk_added"
    DESK_CHANGED = "people.desk_changed"
    DESK_CHANNEL = "people.desk_channel"
    DESK_RETIRED = "people.desk_retired"
    DESK_BROUGHT_BACK = "people.desk_brought_back"
