"""The strings that a Django template or a Python module marks to be translated; found without GNU gettext."""

import ast
from dataclasses import dataclass

from django.template import Template
from django.template.base import FilterExpression, Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.functional import Promise

# What the leading arguments are of the functions that mark a string.
CALLS = {"gettext": ("id",), "ngettext": ("id", "plural"), "pgettext": ("context", "id")}
CALLS["npgettext"] = ("context", "id", "plural")
CALLS |= {f"{name}_lazy": arguments for name, arguments in CALLS.items()}
CALLS |= {"_": ("id",), "gettext_noop": ("id",)}
DATE_FILTERS = {"date", "time"}


@dataclass(frozen=True)
class Marked:
    """One string to translate; `plural` and `context` where there are such."""

    id: str
    plural: str = ""
    context: str = ""


def strings_of(path, classes=None):
    """Every marked string of the file, without doubles; `classes`: of a module, those of these classes alone."""
    text = path.read_text(encoding="utf-8")
    found = _in_python(text, classes) if path.suffix == ".py" else _in_template(text)
    return list(dict.fromkeys(found))


def date_formats_of(path):
    """The formats in which a template writes dates and times."""
    parts = [part for part in _parts(Template(path.read_text(encoding="utf-8"))) if isinstance(part, FilterExpression)]
    filters = [(function.__name__, arguments) for part in parts for function, arguments in part.filters]
    return {arguments[0][1] for name, arguments in filters if name in DATE_FILTERS and arguments}


def _in_python(text, classes):
    module = ast.parse(text)
    roots = [each for each in module.body if classes is None or getattr(each, "name", "") in classes]
    for node in (node for root in roots for node in ast.walk(root) if isinstance(node, ast.Call)):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        wanted = CALLS.get(name, ())
        if wanted and len(values) >= len(wanted):
            yield Marked(**dict(zip(wanted, values, strict=False)))


def _in_template(text):
    for part in _parts(Template(text)):
        if isinstance(part, BlockTranslateNode):
            yield _of_block(part)
        elif isinstance(part, TranslateNode):
            context = part.message_context.var if part.message_context else ""
            # As Django asks for it: a percent sign is doubled.
            yield Marked(str(part.filter_expression.var.literal).replace("%", "%%"), context=str(context))
        elif isinstance(part, Promise):  # _("...") in a tag or as the argument of a filter
            yield Marked(str(part._args[0]))


def _of_block(node):
    singular, plural = (node.render_token_list(tokens or [])[0] for tokens in (node.singular, node.plural))
    context = node.message_context.var if node.message_context else ""
    return Marked(str(singular), str(plural), str(context))


def _parts(template):
    """Every node, expression and lazy string that the template is compiled to, in their order."""
    waiting, seen = [template.nodelist], set()
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            if isinstance(part, Node | FilterExpression | Promise):
                yield part
            waiting += reversed(_inside(part))


def _inside(part):
    if isinstance(part, FilterExpression):
        return [part.var, part.filters]
    if isinstance(part, dict):
        return list(part.values())
    if isinstance(part, list | tuple):
        return list(part)
    ours = type(part).__module__.startswith("django.template")  # such as the conditions of an {% if %}
    return list(getattr(part, "__dict__", {}).values()) if ours else []
