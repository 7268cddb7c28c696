from django.conf import settings
from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/<int:pk>/open/", views.notice_open, name="notice_open"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("profile/notices/", views.preferences, name="preferences"),
    path("profile/calendar/renew/", views.feed_renew, name="feed_renew"),
    path("profile/calendar/revoke/", views.feed_revoke, name="feed_revoke"),
    path("profile/", views.profile, name="profile"),
]
if settings.SHOW_OUTBOX:  # see people/outbox.py; where the page does not exist, no menu offers it
    urlpatterns.append(path("outbox/", views.outbox, name="outbox"))
