from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("profile/calendar/renew/", views.feed_renew, name="feed_renew"),
    path("profile/calendar/revoke/", views.feed_revoke, name="feed_revoke"),
    path("profile/", views.profile, name="profile"),
]
