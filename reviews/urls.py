"""Addresses of the shared work."""

from django.urls import path, register_converter

from reviews import feeds, nudges, views
from reviews.references import ReferenceConverter

register_converter(ReferenceConverter, "reference")

app_name = "reviews"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("reviews/", views.review_list, name="review_list"),
    path("reviews/nobody/", views.held_by_nobody, name="held_by_nobody"),
    path("reviews/<reference:pk>/", views.review, name="review"),
    path("reviews/<reference:pk>/timeline/", views.timeline, name="timeline"),
    path("reviews/<reference:pk>/comment/", views.comment, name="comment"),
    path("reviews/<reference:pk>/issues/raise/", views.raise_issue, name="raise_issue"),
    path("reviews/<reference:pk>/documents/add/", views.add_document, name="add_document"),
    path("reviews/<reference:pk>/documents/<int:document_pk>/", views.document, name="document"),
    path("reviews/<reference:pk>/split/", views.answer_split, name="answer_split"),
    path("reviews/<reference:pk>/joint-position/", views.joint_position, name="joint_position"),
    path("reviews/<reference:pk>/send/", views.send_to_vendor, name="send_to_vendor"),
    path("reviews/<reference:pk>/ask-for-approval/", views.request_approval, name="request_approval"),
    path("reviews/<reference:pk>/reply/", views.record_reply, name="record_reply"),
    path("reviews/<reference:pk>/signature/", views.record_signature, name="record_signature"),
    path("reviews/<reference:pk>/decline/", views.decline, name="decline"),
    path("reviews/<reference:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar"),
    path("waits/<int:pk>/nudge/", nudges.nudge, name="nudge"),
    path("waits/<int:pk>/claim/", views.claim, name="claim"),
    path("waits/<int:pk>/release/", views.release, name="release"),
    path("waits/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("waits/<int:pk>/finish/", views.finish_side, name="finish_side"),
    path("waits/<int:pk>/ask/", views.ask, name="ask"),
    path("waits/<int:pk>/answer/", views.answer, name="answer"),
    path("terms/<int:pk>/", views.term, name="term"),
    path("terms/<int:pk>/decide/", views.decide_term, name="decide_term"),
    path("terms/<int:pk>/edit/", views.edit_term, name="edit_term"),
    path("terms/<int:pk>/comment/", views.comment_on_term, name="comment_on_term"),
    path("issues/<int:pk>/resolve/", views.resolve_issue, name="resolve_issue"),
    path("reviews/<reference:pk>/figures/", views.change_figures, name="change_figures"),
    path("reviews/<reference:pk>/findings/raise/", views.raise_finding, name="raise_finding"),
    path("findings/<int:pk>/resolve/", views.resolve_finding, name="resolve_finding"),
    path("findings/<int:pk>/waive/", views.waive_finding, name="waive_finding"),
    path("approvals/<int:pk>/approve/", views.approve, name="approve"),
    path("approvals/<int:pk>/skip/", views.skip_approval, name="skip_approval"),
    path("approvals/<int:pk>/override/", views.override_approval, name="override_approval"),
    path("notes/<int:pk>/co-sign/", views.co_sign, name="co_sign"),
    path("notes/<int:pk>/object/", views.object_to_note, name="object_to_note"),
]
