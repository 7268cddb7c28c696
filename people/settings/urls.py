"""Addresses of the settings of people and desks, below /settings/."""

from django.urls import path

from people.settings import calendars, desks, integrations, invitations, leaving, people, seats

app_name = "settings_people"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invite/list/", invitations.invite_list, name="invite_list"),
    path("people/invitations/<int:pk>/again/", invitations.invitation_again, name="invitation_again"),
    path("people/invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("people/confirm/", seats.right_list, name="right_list"),
    path("people/confirm/<int:pk>/yes/", seats.right_confirm, name="right_confirm"),
    path("people/confirm/<int:pk>/no/", seats.right_refuse, name="right_refuse"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/name/", people.person_rename, name="person_rename"),
    path("people/<int:pk>/sign-out/", people.sessions_end, name="sessions_end"),
    path("people/<int:pk>/leave/", leaving.leave, name="leave"),
    path("people/<int:pk>/invite/", invitations.invite_anew, name="invite_anew"),
    path("people/<int:pk>/come-back/", leaving.come_back, name="come_back"),
    path("people/<int:pk>/seat/", seats.seat_give, name="seat_give"),
    path("people/<int:pk>/roles/<slug:role>/give/", seats.role_give, name="role_give"),
    path("people/<int:pk>/roles/<slug:role>/take/", seats.role_take, name="role_take"),
    path("people/seats/<int:pk>/", seats.seat_change, name="seat_change"),
    path("people/seats/<int:pk>/take/", seats.seat_take, name="seat_take"),
    path("calendars/", calendars.calendar_list, name="calendar_list"),
    path("calendars/add/", calendars.calendar_add, name="calendar_add"),
    path("calendars/<int:pk>/", calendars.calendar, name="calendar"),
    path("calendars/<int:pk>/change/", calendars.calendar_change, name="calendar_change"),
    path("calendars/<int:pk>/days/", calendars.days_put, name="days_put"),
    path("calendars/<int:pk>/days/take/", calendars.day_take, name="day_take"),
    path("calendars/<int:pk>/remove/", calendars.calendar_remove, name="calendar_remove"),
    path("desks/", desks.desk_list, name="desk_list"),
    path("desks/add/", desks.desk_add, name="desk_add"),
    path("desks/<int:pk>/", desks.desk, name="desk"),
    path("desks/<int:pk>/change/", desks.desk_change, name="desk_change"),
    path("desks/<int:pk>/retire/", desks.desk_retire, name="desk_retire"),
    path("desks/<int:pk>/bring-back/", desks.desk_bring_back, name="desk_bring_back"),
    path("desks/<int:pk>/seat/", desks.desk_seat, name="desk_seat"),
    path("integrations/", integrations.integration_list, name="integration_list"),
    path("integrations/add/", integrations.integration_add, name="integration_add"),
    path("integrations/<int:pk>/", integrations.integration, name="integration"),
    path("integrations/<int:pk>/token/", integrations.integration_token, name="integration_token"),
    path("tokens/<int:pk>/revoke/", integrations.token_revoke, name="token_revoke"),
]
