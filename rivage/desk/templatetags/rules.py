"""How the pages of the rules write a day."""

from datetime import date

from django import template

from rivage.law.wording import day

register = template.Library()


@register.filter
def jour_entier(value: date) -> str:
    """« 1er avril 2026 »: a date of the law is read with its year."""
    return day(value)
