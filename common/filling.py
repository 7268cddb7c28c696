"""Puts what somebody typed back into the HTML of a form, whatever wrote that HTML."""

from html import escape
from html.parser import HTMLParser

NOT_TYPED = {"file", "password", "submit", "button", "image", "reset", "hidden"}
TICKED = {"checkbox", "radio"}


def hidden_in(html: str) -> dict[str, list[str]]:
    """{name: values} of the hidden fields: two forms to the same address differ by them."""
    reader = _Names()
    reader.feed(html)
    return reader.hidden


def names_in(html: str) -> set[str]:
    """The names of the fields in which people type or choose."""
    reader = _Names()
    reader.feed(html)
    return reader.names


def filled(html: str, fields: list[list[str]]) -> str:
    """The HTML with `fields`, [[name, value]], in it. What was not sent is a box without a tick."""
    filler = _Filler(fields)
    filler.feed(html)
    filler.close()
    return "".join(filler.parts)


class _Names(HTMLParser):
    def __init__(self):
        super().__init__()
        self.hidden, self.names = {}, set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), (attrs.get("type") or "text").lower()
        if not name or "disabled" in attrs:  # which no browser sends
            return
        if tag == "input" and kind == "hidden":
            self.hidden.setdefault(name, []).append(attrs.get("value") or "")
        elif tag in {"textarea", "select"} or (tag == "input" and kind not in NOT_TYPED):
            self.names.add(name)


class _Filler(HTMLParser):
    """Writes everything as it stands, but for the fields."""

    def __init__(self, fields):
        super().__init__(convert_charrefs=False)
        self.parts = []
        self.values = {}
        for name, value in fields:
            self.values.setdefault(name, []).append(value)
        self.select = None  # the name of the select that is open
        self.skips = False  # the former text of a textarea, until it ends

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name:
            self.parts.append(self._input(attrs, name))
        elif tag == "textarea" and name in self.values:
            self.parts.append(f"{self.get_starttag_text()}\n{escape(self._next(name))}")
            self.skips = True
        elif tag == "option" and self.select:
            self.parts.append(self._option(attrs))
        else:
            if tag == "select":
                self.select = name if name in self.values else None
            self.parts.append(self.get_starttag_text())

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.skips = False
        if tag == "select":
            self.select = None
        self._write(f"</{tag}>")

    def handle_data(self, data):
        self._write(data)

    def handle_entityref(self, name):
        self._write(f"&{name};")

    def handle_charref(self, name):
        self._write(f"&#{name};")

    def handle_comment(self, data):
        self._write(f"<!--{data}-->")

    def _write(self, text):
        if not self.skips:
            self.parts.append(text)

    def _next(self, name):
        values = self.values[name]
        return values.pop(0) if len(values) > 1 else values[0]

    def _input(self, attrs, name):
        kind = (attrs.get("type") or "text").lower()
        if kind in TICKED:
            attrs.pop("checked", None)
            if (attrs.get("value") or "on") in self.values.get(name, ()):
                attrs["checked"] = None
        elif kind in NOT_TYPED or name not in self.values:
            return self.get_starttag_text()
        else:
            attrs["value"] = self._next(name)
            if kind in {"date", "number"} and not _fits(kind, attrs["value"]):
                attrs["type"] = "text"  # the browser would show nothing
        return _tag("input", attrs)

    def _option(self, attrs):
        attrs.pop("selected", None)
        if (attrs.get("value") or "") in self.values[self.select]:
            attrs["selected"] = None
        return _tag("option", attrs)


def _fits(kind, text):
    if kind == "date":
        return not text or (len(text) == 10 and text[4] == text[7] == "-")
    try:
        return not text or float(text) is not None
    except ValueError:
        return False


def _tag(name, attrs):
    written = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs.items())
    return f"<{name}{written}>"
