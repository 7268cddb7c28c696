"""Addresses of intake, below requests/."""

from django.urls import path

from intake.views import drafts, files, requests

app_name = "intake"
urlpatterns = [
    path("", requests.request_list, name="request_list"),
    path("new/", requests.new, name="new"),
    path("new/heads-up/", requests.heads_up, name="heads_up"),
    path("new/<slug:slug>/", drafts.start, name="start"),
    path("new/<slug:slug>/save/", drafts.save, name="begin"),
    path("new/<slug:slug>/submit/", drafts.submit, name="begin_and_submit"),
    path("new/<slug:slug>/files/", files.attach, name="begin_and_attach"),
    path("from-contract/<int:pk>/<slug:slug>/", drafts.from_contract, name="from_contract"),
    path("<int:pk>/", drafts.draft, name="draft"),
    path("<int:pk>/save/", drafts.save, name="save"),
    path("<int:pk>/submit/", drafts.submit, name="submit"),
    path("<int:pk>/share/", drafts.share, name="share"),
    path("<int:pk>/stop-sharing/", drafts.stop_sharing, name="stop_sharing"),
    path("<int:pk>/ask-again/", drafts.ask_again, name="ask_again"),
    path("<int:pk>/discard/", drafts.discard, name="discard"),
    path("<int:pk>/files/", files.attach, name="attach"),
    path("<int:pk>/files/<int:document_pk>/", files.download, name="file"),
    path("<int:pk>/files/<int:document_pk>/remove/", files.remove, name="remove_file"),
]
