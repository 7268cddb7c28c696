"""Addresses of the shared work."""

from django.urls import path, register_converter

from reviews import feeds, nudges, views
from reviews.references import ReferenceConverter

register_converter(ReferenceConverter, "reference")

app_name = "reviews"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/bulk/", views.bulk, name="bulk"),
    path("queue/views/", views.saved_views, name="saved_views"),
    path("queue/views/new/", views.save_view, name="save_view"),
    path("queue/views/<int:pk>/change/", views.change_view, name="change_view"),
    path("queue/views/<int:pk>/filters/", views.refilter_view, name="refilter_view"),
    path("queue/views/<int:pk>/delete/", views.delete_view, name="delete_view"),
    path("queue/views/<int:pk>/begin/", views.begin_with_view, name="begin_with_view"),
    path("queue/views/<str:token>/", views.saved_view, name="saved_view"),
    path("my-work/", views.my_work, name="my_work"),
    path("desks/<slug:slug>/", views.desk, name="desk"),
    path("reviews/", views.review_list, name="review_list"),
    path("reviews/nobody/", views.held_by_nobody, name="held_by_nobody"),
    path("reviews/<reference:pk>/", views.review, name="review"),
    path("reviews/<reference:pk>/timeline/", views.timeline, name="timeline"),
    path("reviews/<reference:pk>/decide/", views.decide_terms, name="decide_terms"),
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
    path("terms/<int:pk>/disagree/", views.disagree, name="disagree"),
    path("disagreements/<int:pk>/", views.disagreement, name="disagreement"),
    path("disagreements/<int:pk>/reply/", views.reply_to_disagreement, name="reply_to_disagreement"),
    path("disagreements/<int:pk>/outcome/", views.propose_outcome, name="propose_outcome"),
    path("disagreements/<int:pk>/agree/", views.agree_outcome, name="agree_outcome"),
    path("disagreements/<int:pk>/withdraw/", views.withdraw_disagreement, name="withdraw_disagreement"),
    path("check-in/", views.check_in, name="check_in"),
    path("check-in/<int:pk>/talked/", views.talked_about, name="talked_about"),
    path("issues/<int:pk>/resolve/", views.resolve_issue, name="resolve_issue"),
    path("approvals/<int:pk>/approve/", views.approve, name="approve"),
    path("notes/<int:pk>/co-sign/", views.co_sign, name="co_sign"),
    path("notes/<int:pk>/object/", views.object_to_note, name="object_to_note"),
]
