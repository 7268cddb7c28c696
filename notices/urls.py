from django.conf import settings
from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notices_read, name="notices_read"),
    path("notices/<int:pk>/open/", views.notice_open, name="notice_open"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("unreachable/", views.unreachable_list, name="unreachable_list"),
    path("unreachable/<int:pk>/clear/", views.unreachable_clear, name="unreachable_clear"),
    path("settings/desks/<int:pk>/channel/", views.channel, name="channel"),
    path("settings/desks/<int:pk>/channel/test/", views.channel_test, name="channel_test"),
    path("bounces/", views.bounces, name="bounces"),
    path("profile/notices/", views.preferences, name="preferences"),
]
if settings.SHOW_OUTBOX:  # see notices/outbox.py; where the page does not exist, no menu offers it
    urlpatterns.append(path("outbox/", views.outbox, name="outbox"))
