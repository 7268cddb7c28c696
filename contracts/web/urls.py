from django.urls import path

from contracts.web.views import contract, ladders, lists, obligations, renewals

app_name = "contracts"
urlpatterns = [
    path("", lists.contract_list, name="contract_list"),
    path("export/", lists.contract_export, name="contract_export"),
    path("reminders/", ladders.ladder, name="ladder"),
    path("reminders/<int:days>/remove/", ladders.step_remove, name="step_remove"),
    path("reminders/band/", ladders.band, name="band"),
    path("renewals/", renewals.renewal_list, name="renewal_list"),
    path("<int:pk>/", contract.contract_detail, name="contract_detail"),
    path("<int:pk>/correct/", contract.contract_correct, name="contract_correct"),
    path("<int:pk>/amend/", contract.contract_amend, name="contract_amend"),
    path("<int:pk>/file/", contract.signed_file_attach, name="signed_file_attach"),
    path("<int:pk>/file/<int:file_pk>/", contract.signed_file, name="signed_file"),
    path("<int:pk>/propose/", renewals.propose, name="propose"),
    path("<int:pk>/decide/", renewals.decide, name="decide"),
    path("<int:pk>/sign/", renewals.sign, name="sign"),
    path("<int:pk>/sent/", renewals.sent, name="sent"),
    path("<int:pk>/letter/", renewals.notice_letter, name="notice_letter"),
    path("<int:pk>/difference/", contract.signed_difference, name="signed_difference"),
    path("obligations/", obligations.obligation_list, name="obligation_list"),
    path("obligations/<int:pk>/", obligations.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/change/", obligations.obligation_change, name="obligation_change"),
    path("obligations/<int:pk>/end/", obligations.obligation_end, name="obligation_end"),
    path("obligations/dates/<int:pk>/done/", obligations.date_done, name="date_done"),
    path("obligations/dates/<int:pk>/waive/", obligations.date_waive, name="date_waive"),
    path("obligations/dates/<int:pk>/reopen/", obligations.date_reopen, name="date_reopen"),
    path("obligations/dates/<int:pk>/evidence/", obligations.date_evidence, name="date_evidence"),
    path("<int:pk>/obligations/add/", obligations.obligation_add, name="obligation_add"),
]
