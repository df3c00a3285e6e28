"""The template pack `uswds`: what every form of the portal looks like to a browser and to a screen reader."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Column, Div, Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.test.html import Element, parse_html
from phonenumber_field.formfields import PhoneNumberField

CONTROLS = {"input", "select", "textarea"}
REQUIRED = {"name", "email", "phone", "born", "connection", "contact", "agree"}
GROUPS = {"contact", "visitors"}


class EveryWidgetForm(forms.Form):
    name = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "name", "class": "own-class"}))
    email = forms.EmailField(help_text="We send the confirmation here.")
    phone = PhoneNumberField(help_text="For example, 310-555-0100")
    born = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(required=False)
    connection = forms.ChoiceField(choices=[("", "- Select -"), ("live", "I live here")])
    contact = forms.ChoiceField(
        choices=[("email", "Email"), ("call", "Call")], widget=forms.RadioSelect, help_text="In office hours."
    )
    visitors = forms.MultipleChoiceField(
        choices=[("g", "Gardener"), ("c", "Cleaner")], widget=forms.CheckboxSelectMultiple, required=False
    )
    notes = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="If you like.")
    agree = forms.BooleanField(label="I agree to the terms.")
    reply_to = forms.IntegerField(widget=forms.HiddenInput, required=False)


BAD = {"email": "no", "phone": "1", "born": "x", "people": "x", "connection": "?", "contact": "?", "visitors": ["?"]}
FAULTY = {"name", "email", "phone", "born", "people", "connection", "contact", "visitors", "agree"}


def rendered(form, **context):
    return parse_html(f"<div>{render_crispy_form(form, context=context)}</div>")


def fresh():
    return rendered(EveryWidgetForm())


def refused():
    form = EveryWidgetForm({**BAD, "reply_to": "x"})
    form.add_error(None, "The class is full.")
    return rendered(form)


def every(root, *names):
    """All elements of these kinds, in the order in which they are read."""
    found = []
    for child in root.children:
        if isinstance(child, Element):
            if not names or child.name in names:
                found.append(child)
            found += every(child, *names)
    return found


def has(element, name):
    return name in dict(element.attributes)


def attribute(element, name):
    return dict(element.attributes).get(name) or ""


def text(element):
    return re.sub(r"\s+", " ", " ".join(c if isinstance(c, str) else text(c) for c in element.children)).strip()


def controls(root, name):
    return [element for element in every(root, *CONTROLS) if attribute(element, "name") == name]


def group_of(root, name):
    """The fieldset or form group that holds a field; a fieldset around several fields is not one."""
    holders = [
        element
        for element in every(root, "div", "fieldset")
        if "usa-form-group" in attribute(element, "class").split() and controls(element, name)
    ]
    assert len(holders) == 1
    return holders[0]


def ids(root):
    return [attribute(element, "id") for element in every(root) if has(element, "id")]


@pytest.mark.parametrize("state", [fresh, refused])
def test_no_id_is_given_twice(state):
    found = ids(state())
    assert len(found) > 10
    assert len(found) == len(set(found))


@pytest.mark.parametrize("state", [fresh, refused])
def test_every_description_and_label_points_at_something(state):
    root = state()
    known = set(ids(root))
    targets = [target for e in every(root) for target in attribute(e, "aria-describedby").split()]
    targets += [attribute(label, "for") for label in every(root, "label")]
    assert targets
    assert set(targets) <= known


@pytest.mark.parametrize("state", [fresh, refused])
@pytest.mark.parametrize("field", [name for name in EveryWidgetForm.base_fields if name not in {"reply_to"} | GROUPS])
def test_a_field_has_its_label(state, field):
    root = state()
    (control,) = controls(root, field)
    labels = [label for label in every(root, "label") if attribute(label, "for") == attribute(control, "id")]
    assert len(labels) == 1


@pytest.mark.parametrize("field", sorted(GROUPS))
def test_a_group_is_a_fieldset_with_legend_and_a_label_for_each_option(field):
    group = group_of(fresh(), field)
    assert group.name == "fieldset"
    first = next(child for child in group.children if isinstance(child, Element))
    assert first.name == "legend"
    assert field.capitalize() in text(first)
    options = controls(group, field)
    assert [attribute(label, "for") for label in every(group, "label")] == [attribute(o, "id") for o in options]
    assert len(options) == 2


@pytest.mark.parametrize("field", sorted(FAULTY))
def test_hint_and_error_are_read_before_the_field_and_belong_to_it(field):
    group = group_of(refused(), field)
    order = every(group)
    first_control = order.index(controls(group, field)[0])
    described = group if field in GROUPS else order[first_control]

    expected = [f"id_{field}_error"]
    if EveryWidgetForm.base_fields[field].help_text:
        expected.insert(0, f"id_{field}_helptext")

    assert attribute(described, "aria-describedby").split() == expected
    places = [next(i for i, e in enumerate(order) if attribute(e, "id") == target) for target in expected]
    assert places == sorted(places)
    assert places[-1] < first_control


@pytest.mark.parametrize("field", sorted(EveryWidgetForm.base_fields.keys() - FAULTY - {"reply_to"}))
def test_a_field_without_fault_shows_none(field):
    group = group_of(refused(), field)
    assert "usa-form-group--error" not in attribute(group, "class").split()
    assert not [e for e in every(group) if has(e, "aria-invalid") or attribute(e, "id").endswith("_error")]


@pytest.mark.parametrize("field", sorted(FAULTY))
def test_a_faulty_field_is_marked(field):
    group = group_of(refused(), field)
    assert "usa-form-group--error" in attribute(group, "class").split()
    # For a group of options the fieldset's error says it: one option cannot be wrong.
    marked = [e for e in controls(group, field) if attribute(e, "aria-invalid") == "true"]
    assert bool(marked) == (field not in GROUPS)


def test_a_fresh_form_shows_no_faults():
    root = fresh()
    assert not [e for e in every(root) if "error" in attribute(e, "class") or has(e, "aria-invalid")]
    assert not [e for e in every(root) if attribute(e, "role") == "alert"]


def test_the_summary_leads_to_each_fault():
    root = refused()
    (summary,) = [e for e in every(root) if attribute(e, "role") == "alert"]
    assert attribute(summary, "tabindex") == "-1"
    assert "There is a problem" in text(summary)
    assert "The class is full." in text(summary)

    targets = [attribute(link, "href").removeprefix("#") for link in every(summary, "a")]
    focusable = {attribute(control, "id"): attribute(control, "name") for control in every(root, *CONTROLS)}
    assert {focusable[target] for target in targets} == FAULTY
    assert "id_contact_0" in targets
    assert "id_visitors_0" in targets
    # The summary comes before everything that it talks about; the fault of a hidden field has no link.
    assert every(root).index(summary) < every(root).index(controls(root, "name")[0])
    assert "Enter a whole number." in [text(item) for item in every(summary, "li")]


def test_required_fields_and_no_others_carry_the_mark():
    root = fresh()
    marked = set()
    for field in EveryWidgetForm.base_fields:
        if field != "reply_to" and every(group_of(root, field), "abbr"):
            marked.add(field)
    assert marked == REQUIRED
    assert {attribute(abbr, "title") for abbr in every(root, "abbr")} == {"required"}


def test_the_mark_is_explained_once_and_only_where_it_is_used():
    class OptionalForm(forms.Form):
        reason = forms.CharField(required=False)

    explanation = "Required fields are marked with an asterisk"
    assert text(fresh()).count(explanation) == 1
    assert explanation not in text(rendered(OptionalForm()))


@pytest.mark.parametrize(
    ("field", "css_class"),
    [
        ("name", "usa-input"),
        ("email", "usa-input"),
        ("phone", "usa-input"),
        ("born", "usa-input"),
        ("people", "usa-input"),
        ("connection", "usa-select"),
        ("contact", "usa-radio__input"),
        ("visitors", "usa-checkbox__input"),
        ("notes", "usa-textarea"),
        ("agree", "usa-checkbox__input"),
    ],
)
def test_a_control_wears_its_class(field, css_class):
    for control in controls(fresh(), field):
        assert css_class in attribute(control, "class").split()


def test_what_the_form_asked_of_a_widget_is_kept():
    (name,) = controls(fresh(), "name")
    assert "own-class" in attribute(name, "class").split()
    assert attribute(name, "autocomplete") == "name"
    (born,) = controls(fresh(), "born")
    assert attribute(born, "type") == "date"


def test_what_was_typed_comes_back():
    root = rendered(EveryWidgetForm({"name": "Ana <b>", "contact": "call", "visitors": ["c"], "agree": "on"}))
    assert attribute(controls(root, "name")[0], "value") == "Ana <b>"
    for field, checked in [("contact", "call"), ("visitors", "c")]:
        assert [attribute(o, "value") for o in controls(root, field) if has(o, "checked")] == [checked]
    assert has(controls(root, "agree")[0], "checked")


def test_a_hidden_field_shows_nothing_around_it():
    root = fresh()
    (hidden,) = controls(root, "reply_to")
    assert attribute(hidden, "type") == "hidden"
    assert not [label for label in every(root, "label") if attribute(label, "for") == "id_reply_to"]


def test_a_layout_keeps_its_sections_rows_and_buttons():
    form = EveryWidgetForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("About you", "name", Row(Column("email"), Column("phone")), css_id="about"),
        Div("notes", css_class="wide", aria_hidden="true"),
        ButtonHolder(Submit("send", "Send it", css_class="usa-button--outline")),
    )
    root = rendered(form, csrf_token="token")
    (section,) = [f for f in every(root, "fieldset") if attribute(f, "id") == "about"]
    assert text(every(section, "legend")[0]) == "About you"
    assert controls(section, "phone")
    assert not controls(section, "notes")
    (wide,) = [d for d in every(root, "div") if attribute(d, "class") == "wide"]
    assert attribute(wide, "aria-hidden") == "true"
    assert controls(wide, "notes")
    (button,) = every(root, "button")
    assert (attribute(button, "name"), attribute(button, "value"), text(button)) == ("send", "Send it", "Send it")
    assert set(attribute(button, "class").split()) == {"usa-button", "usa-button--outline"}
    assert controls(root, "csrfmiddlewaretoken")


def test_a_form_posts_unless_told_otherwise_and_leaves_checking_to_us():
    (form,) = every(fresh(), "form")
    assert attribute(form, "method") == "post"
    assert has(form, "novalidate")

    search = EveryWidgetForm()
    search.helper = FormHelper()
    search.helper.form_method = "get"
    root = rendered(search, csrf_token="token")
    assert attribute(every(root, "form")[0], "method") == "get"
    assert not controls(root, "csrfmiddlewaretoken")


def test_the_filter_renders_the_same_fields_without_a_form_tag():
    template = Template("{% load crispy_forms_tags %}<div>{{ form|crispy }}</div>")
    root = parse_html(template.render(Context({"form": EveryWidgetForm(BAD)})))
    assert not every(root, "form")
    assert [e for e in every(root) if attribute(e, "role") == "alert"]
    assert group_of(root, "contact").name == "fieldset"
