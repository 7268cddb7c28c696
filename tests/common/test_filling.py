"""Putting typed text back into a form."""

from common.filling import filled, hidden_in, names_in

FORM = """
<input type="hidden" name="slot" value="legal"><input name="title" value="old &amp; grey" class="a">
<textarea name="body">before</textarea><p>a &lt; b</p>
<select name="desk"><option value="1" selected>One</option><option value="2">Two</option></select>
<input type="checkbox" name="tick" value="a" checked><input type="checkbox" name="tick" value="b">
<input type="radio" name="way" value="x" checked><input type="radio" name="way" value="y">
<input type="date" name="day" value="2026-01-01"><input type="password" name="secret" value="">
<input type="file" name="f">
"""


def test_fill_puts_every_kind_of_field_back():
    typed = [["title", 'new "quoted"'], ["body", "</textarea><b>x"], ["desk", "2"], ["tick", "b"], ["way", "y"]]
    html = filled(FORM, [*typed, ["day", "2026-12-20"], ["secret", "no"], ["slot", "forged"]])
    assert 'name="title" value="new &quot;quoted&quot;" class="a"' in html
    assert '<textarea name="body">\n&lt;/textarea&gt;&lt;b&gt;x</textarea><p>a &lt; b</p>' in html
    assert '<option value="1">' in html
    assert '<option value="2" selected>' in html
    assert '<input type="checkbox" name="tick" value="a">' in html
    assert '<input type="checkbox" name="tick" value="b" checked>' in html
    assert '<input type="radio" name="way" value="y" checked>' in html
    assert 'name="day" value="2026-12-20"' in html
    assert "no" not in html.partition("secret")[2].partition(">")[0]
    assert "forged" not in html


def test_fill_shows_a_day_that_is_none_as_text():
    assert '<input type="text" name="day" value="soon">' in filled(FORM, [["day", "soon"]])


def test_hidden_and_names_are_told_apart():
    assert hidden_in(FORM) == {"slot": ["legal"]}
    assert names_in(FORM) == {"title", "body", "desk", "tick", "way", "day"}
