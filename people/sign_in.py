"""allauth's forms in our words (settings.ACCOUNT_FORMS): labels that do the work its placeholders would repeat."""

from allauth.account.forms import LoginForm, ResetPasswordForm

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
    """Where to send the link."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        self.fields["email"].widget.attrs.pop("placeholder", None)
