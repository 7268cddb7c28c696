"""`{% post_form %}` and `{% post_button %}`: forms that change something, known in templates without `{% load %}`.

Both bring the token against forged requests themselves, and the key that makes them act once (common/form_keys.py).
They take both from the request, which Django keeps with every context, also in an `{% include ... only %}`; so no
template hands a token on. Both give back what was typed before a session ended (common/typed.py).

The first arguments say where the form is posted to, as in `{% url %}`: the name of an address and its arguments. An
address itself will do as well ("/x/", "#files"), and none at all is the page on which the form stands.
"""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from common import filling, stale, typed
from common.form_keys import FIELD, new_key
from common.templatetags.duet import icon as draw_icon

register = template.Library()

MULTIPART = "multipart/form-data"
OF_A_STATE = {"version", "seen", "suggested", "readings_seen"}
"""Hidden fields that say what a page showed: they differ between two renderings of the same form."""


@register.simple_block_tag(takes_context=True)
def post_form(
    context: RequestContext,
    content: str,
    to: str = "",
    *args: Any,
    css: str = "",
    htmx: bool = False,
    htmx_to: str = "",
    files: bool = False,
    reads: Any = None,
    again: bool = False,
    carries: Any = None,
    key: str = "",
    **attributes: Any,
) -> SafeString:
    """A form with its token around what stands between the tags.

    A form that changes stored values says which it shows: `reads` is the Django form, or a list of forms and formsets.
    `again=True` may be sent many times as it is (a download, a page that saves by itself). `carries` is the `TypedText`
    that the form sends once more, `key` a key that its view has chosen. `css` is its class. With `htmx` htmx sends it
    to the same address, with `htmx_to` to that one; with `files=True` files go along. Further attributes are written
    with underscores (`hx_target="#list"`); True is an attribute without a value, None, False or "" none at all.
    """
    if files:
        attributes = {"enctype": MULTIPART, **attributes, "hx_encoding": MULTIPART if htmx or htmx_to else ""}
    request = context.request
    opening, action = _opening(context, to, args, css, htmx_to or bool(htmx), attributes, again, key)
    place = ""
    if carries is not None:
        place = _hidden_field("form_typed", carries.token)
    elif kept := _typed_into(request, action, content):
        request.typed_is_back = True
        content = filling.filled(content, kept.fields)
        place = f'<a id="{typed.PLACE}" tabindex="-1"></a>{_hidden_field("form_typed", kept.token)}'
    read = _hidden_field(stale.READ, _as_read(request, reads)) if reads is not None else ""
    return mark_safe(f"{opening}{read}{place}{content}</form>")


@register.simple_tag(takes_context=True)
def post_button(
    context: RequestContext,
    to: str,
    *args: Any,
    label: str = "",
    unseen: str = "",
    icon: str = "",
    icon_size: int = 16,
    css: str = "btn btn-quiet btn-sm",
    disabled: Any = False,
    because: str = "",
    form_css: str = "",
    htmx: bool = False,
    again: bool = False,
    **attributes: Any,
) -> SafeString:
    """A form that is only one button.

    `unseen` is what screen readers hear after the label, or instead of it where there is only an icon. While it is
    `disabled` (anything that is true), `because` is the id of the element that says why. `hidden_x=y` sends y as the
    field x, unless y is empty. Attributes that begin with `hx_` go to the form, all others to the button.
    """
    form, button, fields = {}, {}, []
    for name, value in attributes.items():
        if name.startswith("hidden_"):
            fields.append(_hidden_field(name.removeprefix("hidden_"), value))
        elif name.startswith("hx_"):
            form[name] = value
        else:
            button[name] = value
    if disabled:
        button |= {"disabled": True, "aria_describedby": because}
    drawn = draw_icon(icon, icon_size) if icon else ""
    return mark_safe(
        f"{_opening(context, to, args, form_css, htmx, form, again)[0]}{''.join(fields)}"
        f"<button{_written(class_=css, type='submit', **button)}>{drawn}{_label(label, unseen)}</button></form>"
    )


@register.simple_tag
def as_read(shown: Any) -> str:
    """What `reads` of `{% post_form %}` would carry, for a page that saves by itself and goes on."""
    return stale.as_read(shown)


def _opening(context, to, args, css, htmx, attributes, again, key=""):
    """(how the form begins, where it is sent). `htmx` is whether htmx sends it; an address, if to another one."""
    request = context.request
    action = to if not to or to.startswith(("/", "#", "?")) else reverse(to, args=args)
    start = _written(class_=css, method="post", action=action, **attributes, hx_post=_sent_by_htmx(action, htmx))
    return f"<form{start}>{_token_field(request)}{_key_field(request, again, key)}", action


def _sent_by_htmx(action, htmx):
    return htmx if isinstance(htmx, str) else action if htmx else ""


def _key_field(request, again, key):
    """The key; and after a refusal, whose address nobody can open, the page on which the form stood at first."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return ""
    page = _hidden_field("form_page", typed.page_of(request)) if request.method == "POST" else ""
    return _hidden_field(FIELD, key or new_key(person, again=again)) + page


def _as_read(request, reads):
    """What the form shows; of one that was refused, what its reader had read before."""
    is_bound = any(form.is_bound for form in stale.forms_in(reads))
    return request.POST.get(stale.READ, "") if is_bound else stale.as_read(reads)


def _typed_into(request, action, content):
    """The text that was typed into this very form, which this page should show again; or None."""
    kept = typed.typed_on(request) if request.method == "GET" else None
    if kept is None or getattr(request, "typed_is_back", False):
        return None
    address = kept.address.partition("?")[0]
    if (action or request.path).partition("?")[0] != address and f'formaction="{address}"' not in content:
        return None
    sent = {}
    for name, value in kept.fields:
        sent.setdefault(name, []).append(value)
    hidden = filling.hidden_in(content)
    telling = {name for name in hidden if name not in OF_A_STATE and not name.endswith("_FORMS")}
    is_same = all(sent.get(name, [""]) == hidden[name] for name in telling)
    return kept if is_same and filling.names_in(content) & set(sent) else None


def _token_field(request):
    """One for all the forms of an answer: making a token takes longer than drawing a form."""
    if not hasattr(request, "token_field"):
        request.token_field = _hidden_field("csrfmiddlewaretoken", get_token(request))
    return request.token_field


def _hidden_field(name, value):
    if value is None or value == "":
        return ""
    return f'<input type="hidden" name="{name}" value="{conditional_escape(value)}">'


def _label(label, unseen):
    words = conditional_escape(label)
    if not unseen:
        return words
    gap = " " if label and not str(unseen).startswith(":") else ""
    return f'{words}<span class="visually-hidden">{gap}{conditional_escape(unseen)}</span>'


def _written(**attributes):
    parts = []
    for name, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        name = name.rstrip("_").replace("_", "-")
        parts.append(f" {name}" if value is True else f' {name}="{conditional_escape(value)}"')
    return "".join(parts)
