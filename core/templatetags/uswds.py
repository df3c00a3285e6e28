"""What the crispy template pack `uswds` cannot say in templates alone."""

from django import template

register = template.Library()


@register.simple_tag
def uswds_field(field, css_class):
    """The widget of a field, its css class added to those that the form gave it."""
    return field.as_widget(attrs={"class": _joined(field.field.widget.attrs, css_class)})


@register.simple_tag
def uswds_option(option, css_class):
    """One radio button or checkbox of a group, without its label."""
    attrs = {**option.data["attrs"], "class": _joined(option.data["attrs"], css_class)}
    # The error belongs to the group, which says so; a single option cannot be wrong.
    attrs.pop("aria-invalid", None)
    option.data["attrs"] = attrs
    return option.tag()


def _joined(attrs, css_class):
    return f"{attrs.get('class', '')} {css_class}".strip()
