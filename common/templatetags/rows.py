"""`{% rows %}` and `{% drawn %}`: what Jinja2 draws in a page of Django's, known in templates without `{% load %}`."""

from django import template
from django.utils.safestring import mark_safe

from common.templatetags import jinja

register = template.Library()


@register.simple_tag(takes_context=True)
def rows(context, template_name, rows, **more):
    """The rows of a list. The template goes through `rows` by itself, and gets `more` as it is."""
    return mark_safe(jinja.drawn(template_name, context.request, rows=rows, **more))


@register.simple_tag
def drawn(component, *args, **options):
    """A component that both engines share (components/components.jinja)."""
    return mark_safe(jinja.component(component, *args, **options))
