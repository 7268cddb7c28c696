from django.urls import path

from vendors.views import changes, contacts, merging, vendors

app_name = "vendors"
urlpatterns = [
    path("", vendors.vendor_list, name="vendor_list"),
    path("export/", vendors.vendor_export, name="vendor_export"),
    path("suggest/", vendors.suggest, name="suggest"),
    path("add/", vendors.vendor_add, name="vendor_add"),
    path("<int:pk>/", vendors.vendor_detail, name="vendor_detail"),
    path("<int:pk>/edit/", vendors.vendor_edit, name="vendor_edit"),
    path("<int:pk>/contacts/add/", contacts.contact_add, name="contact_add"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/remove/", contacts.contact_remove, name="contact_remove"),
    path("<int:pk>/changes/ask/", changes.change_ask, name="change_ask"),
    path("changes/<int:pk>/confirm/", changes.change_confirm, name="change_confirm"),
    path("changes/<int:pk>/refuse/", changes.change_refuse, name="change_refuse"),
    path("changes/<int:pk>/withdraw/", changes.change_withdraw, name="change_withdraw"),
    path("<int:pk>/merge/", merging.merge, name="merge"),
    path("merges/<int:pk>/undo/", merging.undo, name="merge_undo"),
]
