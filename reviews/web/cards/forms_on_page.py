"""The forms of a page that has many: empty ones, and the one that was just sent and needs another look."""

from typing import Any, TypeVar, cast

from django.db.models import Model

from reviews.web.forms.review import PageForm

AnyForm = TypeVar("AnyForm", bound=PageForm)


class Forms:
    """Hands out forms by kind and subject. The one with errors comes back in its own place, nothing typed is lost."""

    def __init__(self, sent: PageForm | None = None) -> None:
        self.sent = sent

    def take(self, form_class: type[AnyForm], about: Model, **more: Any) -> AnyForm:
        form = form_class(about=about, **more)
        return cast(AnyForm, self.sent) if self.sent is not None and self.sent.key == form.key else form
