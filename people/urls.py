from django.urls import path

from people import views
from people.tokens import views as tokens

app_name = "people"
urlpatterns = [
    path("profile/calendar/renew/", views.feed_renew, name="feed_renew"),
    path("profile/calendar/revoke/", views.feed_revoke, name="feed_revoke"),
    path("profile/tokens/", tokens.token_list, name="token_list"),
    path("profile/tokens/add/", tokens.token_add, name="token_add"),
    path("profile/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("profile/", views.profile, name="profile"),
]
