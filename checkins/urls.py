from django.urls import path

from checkins.views import meetings, minutes, promises, running, series, waiting

app_name = "checkins"
urlpatterns = [
    path("check-in/", series.check_in, name="check_in"),
    path("check-in/waiting/", waiting.waiting, name="waiting"),
    path("check-in/<int:pk>/talked/", waiting.talked_about, name="talked_about"),
    path("check-in/series/add/", series.series_add, name="series_add"),
    path("check-in/series/<int:pk>/", series.series, name="series"),
    path("check-in/series/<int:pk>/change/", series.series_change, name="series_change"),
    path("check-in/series/<int:pk>/end/", series.series_end, name="series_end"),
    path("check-in/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("check-in/meetings/<int:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("check-in/meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("check-in/meetings/<int:pk>/add/", meetings.item_add, name="item_add"),
    path("check-in/items/<int:pk>/remove/", meetings.item_remove, name="item_remove"),
    path("check-in/meetings/<int:pk>/remark/", meetings.remark_add, name="remark_add"),
    path("check-in/meetings/<int:pk>/begin/", running.meeting_begin, name="meeting_begin"),
    path("check-in/meetings/<int:pk>/join/", running.meeting_join, name="meeting_join"),
    path("check-in/meetings/<int:pk>/leave/", running.meeting_leave, name="meeting_leave"),
    path("check-in/meetings/<int:pk>/room/", running.room, name="room"),
    path("check-in/meetings/<int:pk>/go/", running.go, name="go"),
    path("check-in/meetings/<int:pk>/end/", running.meeting_end, name="meeting_end"),
    path("check-in/items/<int:pk>/note/", running.note, name="note"),
    path("check-in/items/<int:pk>/take-back/", running.take_back, name="take_back"),
    path("check-in/proposals/<int:pk>/", promises.proposal, name="proposal"),
    path("check-in/proposals/<int:pk>/confirm/", promises.confirm, name="confirm"),
    path("check-in/actions/<int:pk>/", promises.action, name="action"),
    path("check-in/meetings/<int:pk>/minutes.pdf", minutes.minutes_file, name="minutes_file"),
    path("check-in/meetings/<int:pk>/minutes/confirm/", minutes.minutes_confirm, name="minutes_confirm"),
    path("check-in/meetings/<int:pk>/minutes/send/", minutes.minutes_send, name="minutes_send"),
    path("check-in/improvements/", minutes.improvements, name="improvements"),
    path("check-in/improvements/<int:pk>/done/", minutes.improvement_done, name="improvement_done"),
]
