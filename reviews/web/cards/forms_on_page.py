"""The forms of a page that has many: empty ones, and the one that was just sent and needs another look."""


class Forms:
    """Hands out forms by kind and subject. The one with errors comes back in its own place, nothing typed is lost."""

    def __init__(self, sent=None):
        self.sent = sent

    def take(self, form_class, about, **more):
        form = form_class(about=about, **more)
        return self.sent if self.sent is not None and self.sent.key == form.key else form
