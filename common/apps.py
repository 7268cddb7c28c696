from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommonConfig(AppConfig):
    name = "common"

    def ready(self):
        """The words for lines of the log are found as the admin's pages are: by the name of the module."""
        autodiscover_modules("sentences")
