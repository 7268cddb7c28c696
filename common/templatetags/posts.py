"""`{% post_form %}` and `{% post_button %}`: forms that change something, known in templates without `{% load %}`.

Both bring the token against forged requests themselves. They take it from the request, which Django keeps with every
context, also in an `{% include ... only %}`; so no template hands a token on.

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

from common.templatetags.duet import icon as draw_icon

register = template.Library()

MULTIPART = "multipart/form-data"


@register.simple_block_tag(takes_context=True)
def post_form(
    context: RequestContext,
    content: str,
    to: str = "",
    *args: Any,
    css: str = "",
    htmx: bool = False,
    files: bool = False,
    **attributes: Any,
) -> SafeString:
    """A form with its token around what stands between the tags.

    `css` is its class. With `htmx=True` htmx sends it, to the same address; with `files=True` files go along. Further
    attributes are written with underscores (`hx_target="#list"`); True is an attribute without a value, None, False or
    "" none at all.
    """
    if files:
        attributes = {"enctype": MULTIPART, **attributes, "hx_encoding": MULTIPART if htmx else ""}
    return mark_safe(_opening(context, to, args, css, htmx, attributes) + content + "</form>")


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
        f"{_opening(context, to, args, form_css, htmx, form)}{''.join(fields)}"
        f"<button{_written(class_=css, type='submit', **button)}>{drawn}{_label(label, unseen)}</button></form>"
    )


def _opening(context, to, args, css, htmx, attributes):
    action = to if not to or to.startswith(("/", "#", "?")) else reverse(to, args=args)
    start = _written(class_=css, method="post", action=action, **attributes, hx_post=action if htmx else "")
    return f"<form{start}>{_token_field(context.request)}"


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
