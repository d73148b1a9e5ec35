"""From a value of the law, the way to the page where it is read."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rivage.core.french import unbroken
from rivage.desk.rules import slug
from rivage.law.parameter import Value
from rivage.law.values import names, parameter
from rivage.law.wording import day

register = template.Library()

# An amount is computed from a scale, and has no page of its own.
COMPUTED = {"afis.montant": "afis.bareme_national"}


@register.simple_tag(takes_context=True)
def regle(context: dict[str, Any], value: Value | str, text: str = "") -> SafeString | str:
    """A link to the rule a value comes from, its label as words unless `text`; the words alone for an unknown rule.

    `value` is a Value or the name of a rule.
    """
    name = value if isinstance(value, str) else value.name
    known = COMPUTED.get(name, name)
    if known not in names():
        return text
    label = parameter(known).label
    words = unbroken(text or label[:1].upper() + label[1:])
    membership = context.get("membership")
    if membership is None:
        return words
    url = reverse("desk:rule", kwargs={"membership": membership.pk, "rule": slug(known)})
    return format_html('<a href="{}">{}</a>', url, words)


@register.filter
def jour_entier(value: date) -> str:
    """« 1er avril 2026 »: a date of the law is read with its year."""
    return day(value)
