from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self):
        """What apps register with reviews is found as the admin's pages are: by the name of the module."""
        autodiscover_modules("tasks", "rule_fields", "health", "followers", "leavers", "desk_work")
