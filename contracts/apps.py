from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContractsConfig(AppConfig):
    name = "contracts"

    def ready(self):
        autodiscover_modules("listening")  # workers say there that they listen
