"""People with a browser, over the wire: they read pages, send their forms, and note how each answer was."""

import re
import threading
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

from tests.standing.world import PASSWORD, address_of

PATIENCE = 30  # seconds after which even a test gives up


@dataclass
class Answer:
    """What came back, and how long it took."""

    method: str
    path: str
    status: int
    text: str
    seconds: float
    landed_on: str

    def __str__(self):
        return f"{self.method} {self.path}: {self.status} after {self.seconds:.1f} s: {self.words[:120]}"

    @property
    def words(self):
        text = re.sub(r"<(script|style|title|head).*?</\1>|<[^>]*>", " ", self.text, flags=re.DOTALL)
        return " ".join(text.split())

    def form(self, ending):
        """The fields of the form whose address ends like this, as they stand in the page."""
        forms = Forms()
        forms.feed(self.text)
        found = [form for form in forms.found if form[0].endswith(ending)]
        assert found, f"No form leads to {ending} in {self}; there are {[action for action, _ in forms.found]}"
        return found[0]


class Forms(HTMLParser):
    """[(action, {name: value of its hidden fields})] of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.found.append((attrs.get("action") or "", {}))
        elif tag == "input" and attrs.get("type") == "hidden" and attrs.get("name") and self.found:
            self.found[-1][1][attrs["name"]] = attrs.get("value") or ""


class Visitor:
    """One person in one browser. `log` holds every answer."""

    def __init__(self, site, name=None):
        self.site, self.name, self.log = site, name, []
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields, files=()):
        """Sends a form; `files` are (field, name, content)."""
        if not files:
            return self._ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts += [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'.encode()
            + b"Content-Type: application/pdf\r\n\r\n"
            + content
            + b"\r\n"
            for field, name, content in files
        ]
        return self._ask(
            "POST", path, b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
        )

    def send(self, page, ending, files=(), **typed):
        """Opens a page, fills in the form whose address ends like this, and sends it."""
        action, fields = self.get(page).form(ending)
        return self.post(action, {**fields, **typed}, files)

    def sign_in(self, password=PASSWORD, address=None):
        return self.send(
            "/accounts/login/", "/accounts/login/", login=address or address_of(self.name), password=password
        )

    def _ask(self, method, path, body=None, kind=""):
        headers = {"Referer": self.site + path, "Accept": "text/html"} | ({"Content-Type": kind} if kind else {})
        began = time.monotonic()
        try:
            answer = self.open(Request(self.site + path, body, headers, method=method), timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode(errors="replace")
        answer = Answer(method, path, answer.status, text, time.monotonic() - began, answer.url.removeprefix(self.site))
        self.log.append(answer)
        return answer


class Crowd:
    """Visitors who go on, each in a thread of their own, until the block ends: main pages, and comments.

    What is answered with 503 is sent again as it is, as the page says. `sent` are the comments that were acknowledged.
    """

    def __init__(self, visitors, review):
        self.visitors, self.review, self.sent, self.failures = visitors, review, [], []
        self.pages = ["/", "/notices/", "/requests/", f"/reviews/R-{review}/", "/profile/"]
        self.over = threading.Event()

    def __enter__(self):
        self.over.clear()
        self.threads = [threading.Thread(target=self._go_on, args=(visitor,)) for visitor in self.visitors]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _go_on(self, visitor):
        number = 0
        try:
            while not self.over.is_set():
                number += 1
                visitor.get(self.pages[number % len(self.pages)])
                if number % 3 == 0:
                    self._comment(visitor, f"Note {uuid4().hex}")
        except Exception as error:  # the thread's, told by the test
            self.failures.append(f"{visitor.name}: {error!r}")

    def _comment(self, visitor, words):
        page = visitor.get(f"/reviews/R-{self.review}/compose/")
        if page.status != 200:
            return
        action, fields = page.form("/comment/")
        for _ in range(40):
            answer = visitor.post(action, {**fields, "body": words})
            if answer.status == 200:
                self.sent.append(words)
                return
            time.sleep(0.25)
        self.failures.append(f"{visitor.name} could not comment: {answer}")
