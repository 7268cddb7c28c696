"""The sign-in form in our words (settings.ACCOUNT_FORMS)."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """allauth's form, whose labels do the work that its placeholders would repeat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["remember"].label = "Stay signed in on this device"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
