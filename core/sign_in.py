"""What every sign-in with a password asks for."""

from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.forms import TextInput


class SignInForm(AuthenticationForm):
    """Django does not check the length of a typed name; PostgreSQL does, when axes notes the attempt."""

    username = UsernameField(max_length=150, widget=TextInput(attrs={"autofocus": True}))
