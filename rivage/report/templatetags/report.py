"""How a figure is read."""

from django import template

from rivage.accounts.activity import Figure
from rivage.report.filtering import Leaving
from rivage.report.papers import in_words, said_of

register = template.Library()


@register.filter
def exactement(figure: Figure) -> str:
    """« 12 », « 2,5 ETP », « non dit »."""
    return in_words(figure.n, figure.unit)


@register.filter
def sorti(figure: Leaving) -> str:
    """The same of what leaves: « moins de 11 », « non donné » too."""
    return said_of(figure)
