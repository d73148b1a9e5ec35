"""A word that leads to a page of a later app, and a value of the law to the page where it is read."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rivage.accounts.leads import lead
from rivage.core.french import capital, unbroken
from rivage.law.parameter import Value
from rivage.law.values import names, parameter

register = template.Library()

# An amount is computed from a scale, and has no page of its own.
COMPUTED = {"afis.montant": "afis.bareme_national"}


@register.simple_tag(takes_context=True)
def mene(context: dict[str, Any], word: str, **ids: Any) -> str:
    """The address that a word leads to for who reads; "" when there is none."""
    return lead(context["membership"], word, **ids)


@register.simple_tag(takes_context=True)
def regle(context: dict[str, Any], value: Value) -> SafeString | str:
    """A link to the rule a value comes from, its label as words; the words alone without a page for this reader."""
    known = COMPUTED.get(value.name, value.name)
    if known not in names():
        return ""
    label = parameter(known).label
    words = unbroken(capital(label))
    membership = context.get("membership")
    url = lead(membership, "rule", rule=known) if membership else ""
    return format_html('<a href="{}">{}</a>', url, words) if url else words
