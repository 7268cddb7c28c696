from django.urls import path

from checkins.views import meetings, series, waiting

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
]
