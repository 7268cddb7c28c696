"""Helpers for tests of forms: a form as the browser has it, and sending it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """One form of a page: where it is sent, and what the browser would send."""

    action: str
    fields: list = field(default_factory=list)
    shown: dict = field(default_factory=dict)
    """{name: type} of the fields in which people type or choose."""

    def data(self, **typed):
        """What is sent when somebody types `typed` and leaves the rest; a list for several values of a name."""
        sent = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        return {**sent, **typed}

    def value(self, name):
        return next((value for known, value in self.fields if known == name), None)


class _Reader(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.forms, self.form, self.select, self.area = path, [], None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form" and attrs.get("method") == "post":
            self.form = Form(attrs.get("action") or self.path)
            self.forms.append(self.form)
        if self.form is None:
            return
        name, kind = attrs.get("name"), (attrs.get("type") or "text").lower()
        if tag == "input" and name and kind not in NOT_SENT and "disabled" not in attrs:
            if kind != "hidden":
                self.form.shown[name] = kind
            if kind not in {"checkbox", "radio"} or "checked" in attrs:
                self.form.fields.append((name, attrs.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select, self.options = name, []
            self.form.shown[name] = tag
        elif tag == "option" and self.select:
            self.options.append((attrs.get("value", ""), "selected" in attrs))

    def handle_data(self, data):
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form.fields.append((self.area, "".join(self.text).removeprefix("\n")))
            self.form.shown[self.area] = tag
            self.area = None
        elif tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen] or [self.options[0][0]]
            self.form.fields += [(self.select, value) for value in chosen]
            self.select = None


def forms_of(response):
    """All forms of a page that are posted."""
    reader = _Reader(response.wsgi_request.get_full_path())
    reader.feed(response.content.decode())
    return reader.forms


def form_of(response, action):
    """The form of a page that is sent to an address that ends so."""
    forms = [form for form in forms_of(response) if form.action.partition("?")[0].endswith(action)]
    assert forms, f"no form is sent to {action}"
    return forms[0]
