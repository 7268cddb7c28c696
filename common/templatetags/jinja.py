"""Jinja2, Django's second template engine: for what is drawn many times on a page, as the rows of lists are.

One implementation for both engines: the helpers are those of `common/templatetags/`, and the small components (chip,
person, pauses, held) are macros of `components/components.jinja`, which the includes of the same names call. See
docs/decisions/0029.
"""

from types import SimpleNamespace

from django.template import engines
from django.template.defaultfilters import truncatewords
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context

from common.templatetags import duet, posts

COMPONENTS = "components/components.jinja"


def environment(**options):
    """The environment of the engine "jinja2" (settings.TEMPLATES): what is misspelt is an error, never a blank."""
    built = Environment(**options | {"undefined": StrictUndefined}, trim_blocks=True, lstrip_blocks=True)
    built.globals |= {
        "clock_of_day": duet.as_clock_of_day,
        "day": duet.day,
        "day_away": duet.day_away,
        "due": duet.due,
        "due_in_short": duet.due_in_short,
        "held": duet.held,
        "icon": duet.icon,
        "moment": duet.moment,
        "money": duet.money,
        "post_button": post_button,
        "post_form": post_form,
        "side_icon": duet.side_icon,
        "url": lambda name, *args: reverse(name, args=args),
    }
    built.filters |= {"business_days": duet.business_days, "truncatewords": truncatewords}
    return built


@pass_context
def post_form(context, to, *args, caller, **options):
    """`{% call post_form("reviews:claim", 7, htmx=True) %}…{% endcall %}`: see common/templatetags/posts.py."""
    return posts.post_form(SimpleNamespace(request=context["request"]), caller(), to, *args, **options)


@pass_context
def post_button(context, to, *args, **options):
    """`{{ post_button("notices:notice_open", 7, label="Open") }}`: see common/templatetags/posts.py."""
    return posts.post_button(SimpleNamespace(request=context["request"]), to, *args, **options)


def drawn(template, request, **context):
    """A Jinja2 template with this context."""
    return engines["jinja2"].get_template(template).render(context, request)


def component(name, *args, **options):
    """One of the small components that both engines share."""
    return getattr(engines["jinja2"].env.get_template(COMPONENTS).module, name)(*args, **options)
