"""The pages of sign-in that are ours, and allauth's forms in our words (settings.ACCOUNT_FORMS)."""

from functools import wraps

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import account_mails, limits
from people.actions import inviting
from people.forms import time_zones
from people.models import Invitation, MailKind, SignInLink

ADDRESS = "E-mail address"


class SignInForm(LoginForm):
    """Who somebody is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        self.fields["remember"].label = "Stay signed in on this device"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ForgottenPasswordForm(ResetPasswordForm):
    """Where to send the link. Nobody is looked up: the answer and its time are the same for every address."""

    kind = MailKind.PASSWORD

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, request, **kwargs):
        """Whoever has had a few already finds them in the mailbox: they still work (limits.LINKS_OF_ADDRESS)."""
        address = self.cleaned_data["email"]
        if not limits.LINKS_OF_ADDRESS.use(f"{self.kind} {address}"):
            account_mails.ask_for(self.kind, address)
        return address


class SignInLinkForm(ForgottenPasswordForm):
    """Where to send the link that signs in."""

    kind = MailKind.SIGN_IN


def limited(limit, *, by=limits.network_of):
    """Decorator for a view: what is posted to it counts against this limit; beyond it, the page that asks to wait."""

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if request.method == "POST" and limit.use(by(request)):
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def person_of(request):
    """For `limited`: whoever is signed in."""
    return request.user.pk


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_link(request):
    """A mail with a link that signs in: for whoever has to wait, or does not remember the password."""
    form = SignInLinkForm(request.POST or None)
    if form.is_valid():
        form.save(request)
        return redirect("account_reset_password_done")
    return render(request, "account/ask_for_link.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def follow_link(request, token):
    """Following the link asks first, because mail scanners follow links; the button signs in, once."""
    link = SignInLink.objects.of_token(token)
    if link and request.method == "POST":
        with transaction.atomic():
            if link.use_up():
                return perform_login(request, link.person)
        link = None
    return render(request, "account/follow_link.html", {"link": link})


class PasswordForm(forms.Form):
    """What an invited person says of themselves, and the password that they set."""

    name = forms.CharField(label="Your name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = forms.ChoiceField(label="Your time zone", choices=time_zones)
    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters. A few words that you remember are better than signs that you do not.",
    )
    password2 = forms.CharField(
        label="The same once more", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self):
        facts = super().clean()
        if facts.get("password1") != facts.get("password2"):
            self.add_error("password2", "The two passwords differ.")
        return facts


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def accept_invitation(request, token):
    """Where the link of an invitation leads: whoever follows it sets a password, and is in."""
    invitation = Invitation.objects.of_token(token)
    if invitation is None:
        return render(request, "account/accept_invitation.html", {"invitation": None}, status=404)
    person = invitation.person
    form = PasswordForm(request.POST or None, initial={"name": person.name, "time_zone": person.time_zone})
    if form.is_valid():
        facts = form.cleaned_data
        try:
            person = inviting.accept(
                invitation, name=facts["name"], password=facts["password1"], time_zone=facts["time_zone"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return perform_login(request, person)
    context = {"invitation": invitation, "form": form}
    return render(request, "account/accept_invitation.html", context, status=422 if form.is_bound else 200)
