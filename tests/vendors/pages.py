"""The addresses of vendor pages: what each needs and who may; and what is typed into their forms."""

from django.urls import reverse

READ, FORM, ACT = {"get"}, {"get", "post"}, {"post"}
ROUTES = {  # name: (methods, whether it needs a key, who may)
    "vendor_list": (READ, False, "reviewers"),
    "vendor_detail": (READ, True, "reviewers"),
    "suggest": (READ, False, "everybody"),
    "vendor_add": (FORM, False, "procurement"),
    "vendor_edit": (FORM, True, "procurement"),
    "contact_add": (FORM, True, "procurement"),
    "contact_edit": (FORM, True, "procurement"),
    "contact_remove": (ACT, True, "procurement"),
}
VENDOR = {"name": "Acme Ltd", "website": "https://acme.example", "country": "Ireland", "risk_tier": "low"}
CONTACT = {"name": "Ann", "email": "ann@acme.example", "role": "Sales"}


def address(name, contact):
    key = contact.pk if name.startswith("contact_") and name != "contact_add" else contact.vendor_id
    return reverse(f"vendors:{name}", args=[key] if ROUTES[name][1] else [])
