from django.urls import path

from contracts.web.views import contract, lists

app_name = "contracts"
urlpatterns = [
    path("", lists.contract_list, name="contract_list"),
    path("export/", lists.contract_export, name="contract_export"),
    path("<int:pk>/", contract.contract_detail, name="contract_detail"),
    path("<int:pk>/correct/", contract.contract_correct, name="contract_correct"),
    path("<int:pk>/amend/", contract.contract_amend, name="contract_amend"),
    path("<int:pk>/file/", contract.signed_file_attach, name="signed_file_attach"),
    path("<int:pk>/file/<int:file_pk>/", contract.signed_file, name="signed_file"),
    path("<int:pk>/difference/", contract.signed_difference, name="signed_difference"),
]
