"""A file that may be left out is never “cleared”: Django’s usual widget reads `file-clear` as False, which is none."""

from django import forms

from config import urls  # noqa: F401 (brings every form of the pages)


def forms_of_ours(base=forms.BaseForm):
    for form in base.__subclasses__():
        if not form.__module__.startswith(("django", "allauth", "tests")):
            yield form
        yield from forms_of_ours(form)


def test_no_form_offers_to_clear_a_file_that_was_not_there():
    clearing = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.ClearableFileInput) and not field.required
    }
    assert clearing == set()
