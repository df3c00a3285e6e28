"""What staff type to mend a message."""

from django import forms


class FixAddressForm(forms.Form):
    """The address that was meant."""

    to = forms.EmailField(
        label="Address",
        max_length=254,
        help_text="The message goes to this address, with everything in it. Ask the person if you are not sure.",
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
