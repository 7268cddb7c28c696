"""The text of a document in stretches: quoted words are marked to the letter, whatever they run across."""

import re
from types import SimpleNamespace

from reviews.web.cards.papers.paper_parts import Part
from reviews.web.cards.papers.paper_text import stretches_of

TEXT = "1. Fees & costs.\n\nDue in 30 days <net>.\n\n2. Law. Irish law."
CLAUSES = [{"start": 0, "end": 39}, {"start": 41, "end": len(TEXT)}]
PAGES = [{"number": 1, "start": 0, "end": 25}, {"number": 2, "start": 25, "end": len(TEXT)}]
WHOLE = Part(number=1, first=0, last=len(CLAUSES), start=0, end=len(TEXT), first_page=1, last_page=2)


def html_of(*quotes, pages=()):
    reading = SimpleNamespace(text=TEXT, clauses=CLAUSES, pages=list(pages))
    spans = [(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in quotes]
    return "".join(stretch.html for stretch in stretches_of(reading, {}, spans, WHOLE))


def pieces(html, name):
    """What stands in the marks of one quote, without the marks of others inside it."""
    marked = re.findall(rf'<span class="quoted"[^>]*data-quote="{name}">((?:(?!</p>).)*?)</span>', html)
    return [re.sub("<[^>]*>", "", html) for html in marked]


def test_text_without_quotes_is_as_it_was():
    assert html_of() == "<p>1. Fees &amp; costs.</p><p>Due in 30 days &lt;net&gt;.</p><p>2. Law. Irish law.</p>"


def test_quote_is_marked_to_the_letter_and_has_its_anchor():
    html = html_of("30 days <net>")
    mark = '<span class="quoted" id="q-25-38" data-quote="q-25-38">30 days &lt;net&gt;</span>'
    assert html == html_of().replace("30 days &lt;net&gt;", mark)


def test_quote_over_the_ends_of_paragraphs_and_clauses_is_marked_in_each():
    html = html_of("costs.\n\nDue in 30 days <net>.\n\n2. Law")
    assert pieces(html, "q-10-47") == ["costs.", "Due in 30 days &lt;net&gt;.", "2. Law"]
    assert html.count('id="q-10-47"') == 1
    assert re.sub("</?span[^>]*>", "", html) == html_of()


def test_quotes_may_overlap_and_hold_each_other():
    html = html_of("Due in 30", "30 days", "Due in 30 days <net>", "in")
    assert re.sub("</?span[^>]*>", "", html) == html_of()
    assert sorted(re.findall(r' id="(q[^"]*)"', html)) == ["q-18-27", "q-18-38", "q-22-24", "q-25-32"]
    assert html.count("<span") == html.count("</span>")
    assert re.search(r'data-quote="q-25-32">(<[^>]*>)*30(</span>)+', html)


def test_quote_goes_on_over_the_mark_of_a_page():
    html = html_of("in 30 days", pages=PAGES)
    assert pieces(html, "q-22-32") == ["in ", "30 days"]
    mark = '<span class="page-mark" id="page-2">Page 2</span>'
    assert f'in </span>{mark}<span class="quoted" data-quote="q-22-32">30 days' in html
