"""Template tags and filters of the house. Thin: the words are in ``rivage.core.french``."""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Sized
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, cast

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from rivage.core import clock, french
from rivage.core.contest import Contest, announced
from rivage.core.french import capital
from rivage.core.lists import Option
from rivage.core.tables import STATE_KINDS, Cell, Link, State, Table
from rivage.law import wording

register = template.Library()

SPRITE = Path(__file__).resolve().parent.parent / "static" / "rivage" / "icons.svg"
NOTHING = ""
# Not \s: the no-break spaces of a French sentence stay.
WHITE = re.compile(r"[ \t\r\n\f]+")


@functools.cache
def icon_names() -> frozenset[str]:
    """The names of the icons the sprite holds."""
    return frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))


@functools.cache
def sprite_url() -> str:
    """The address of the icons, asked once: a page draws dozens."""
    return static("rivage/icons.svg")


def _drawn(pattern: str, *values: object) -> SafeString:
    """`format_html` of values that are plain or safe text, at a fifth of its cost: a page draws hundreds."""
    return SafeString(pattern.format(*(one if isinstance(one, SafeString) else escape(str(one)) for one in values)))


@register.simple_tag
@functools.lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> SafeString:
    """An icon beside its word, hidden from screen readers. ValueError when the sprite doesn't hold it."""
    if name not in icon_names():
        raise ValueError(f"no icon {name!r} in rivage/icons.svg")
    return format_html(
        '<svg class="bi{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {extra}" if extra else "",
        sprite_url(),
        name,
    )


@register.simple_tag
def etat(kind: str | State, icon_name: str = "", text: str = "") -> SafeString:
    """A state pill: ``{% etat "ok" "check-lg" "Décidée" %}``, or ``{% etat state %}`` with a ``State``."""
    state = kind if isinstance(kind, State) else State(kind, icon_name, text)
    shown = f" {state.kind}" if STATE_KINDS[state.kind] else ""
    return _pill(shown, state.icon, capital(state.text))


def _pill(shown: str, icon_name: str, text: str) -> SafeString:
    return _drawn('<span class="rv-etat{}">{}{}</span>', shown, icon(icon_name), french.unbroken(text))


@register.simple_tag
def a_confirmer(text: str, to_confirm: bool = True) -> SafeString | str:
    """A value the law's parameters mark TO_CONFIRM: underlined, with its pill. Bare when ``to_confirm`` is false."""
    if not to_confirm:
        return text
    return format_html('<span class="rv-aconfirmer">{}</span> {}', text, _to_confirm())


@functools.cache
def _to_confirm() -> SafeString:
    """The same on every line of an order."""
    return _pill(" attente", "question-circle", "valeur à confirmer")


@register.simple_block_tag(takes_context=True)
def part(
    context: template.Context, content: str, template_name: str, into: str = "text", **given: object
) -> SafeString:
    """A part whose long words stand between the tags, on as many lines as they need:
    ``{% part "core/parts/vide.html" title="Rien" %}…{% endpart %}``. ``into``: what the part calls them."""
    words = mark_safe(WHITE.sub(" ", content).strip(" "))  # noqa: S308 -- what Django has just rendered, escaped
    with context.push(**{**given, into: words}):
        drawn = cast(template.Template, context.template)  # A tag is drawn within a template.
        return drawn.engine.get_template(template_name).render(context)


def _day(value: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _on(on: datetime.date | None) -> datetime.date:
    return on or timezone.localdate(clock.now())


@register.filter
def jour(value: datetime.date | None, on: datetime.date | None = None) -> str:
    """« vendredi 27 novembre »; the year only when it is not the current one."""
    return french.day_in_words(_day(value), on=_on(on)) if value else NOTHING


@register.filter
def recours(value: Contest | None, on: datetime.date) -> str:
    """« Recours, dernier jour sûr : 3 octobre, annoncé : 13 octobre ; agissez au plus tard le 3 octobre. »"""
    return value.sentence(on) if value else NOTHING


@register.filter
def annonce(value: datetime.date | None) -> str:
    """Of a day announced of a decision that was not handed over, after all."""
    return announced(value) if value else NOTHING


@register.filter
def complet(value: datetime.date) -> str:
    """« 1er décembre 2026 »."""
    return wording.day(value)


@register.filter
def court(value: datetime.date | None, on: datetime.date | None = None) -> str:
    """« 27 nov. », for tables."""
    return french.day_in_short(_day(value), on=_on(on)) if value else NOTHING


@register.filter
def delai(value: datetime.date | None, on: datetime.date | None = None) -> str:
    """« en retard », « aujourd’hui », « dans 6 jours », then the date."""
    return french.delay(_day(value), on=_on(on)) if value else NOTHING


@register.filter
def retard(value: datetime.date | None, on: datetime.date | None = None) -> str:
    """« 3 jours, mardi 17 nov. » when late, else the day alone."""
    return french.lateness(_day(value), on=_on(on)) if value else NOTHING


@register.filter
def heure(value: datetime.datetime | datetime.time | None) -> str:
    """« 10 h 30 »; an aware instant is read in the current time zone."""
    if not isinstance(value, datetime.time | datetime.datetime):
        return NOTHING
    if isinstance(value, datetime.datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return french.hour(value)


@register.filter
def euros(value: Decimal | int | None) -> str:
    """« 559,44 € »."""
    return NOTHING if value is None else french.amount(value)


@register.filter
def nombre(value: int | Decimal | None) -> str:
    """« 1 046 », « 2,5 »."""
    return NOTHING if value is None else french.decimal(Decimal(value))


@register.filter
def appel(value: str) -> str:
    """The address that dials a number written as people write it, « tel:+33612345678 »; "" of what is none."""
    number = re.sub(r"[\s.()\-\u2010-\u2015]", "", value)
    return f"tel:{number}" if re.fullmatch(r"\+?[0-9]{2,15}", number) else NOTHING


@register.filter
def de(word: str) -> str:
    """« d’Anne », « de mars », « des Amarres »: a name or a month after *de*."""
    return wording.of_word(str(word))


@register.filter
def pluralize(value: int | str | Sized, forms: str = "s") -> str:
    """As Django's, which is told by one alone: in French nothing is singular too, « 0 dossier »."""
    number = int(value or 0) if isinstance(value, int | str) else len(value)
    singular, plural = forms.split(",") if "," in forms else ("", forms)
    return singular if abs(number) < 2 else plural


@register.filter(is_safe=True)
def nbsp(value: str) -> str:
    """The text with its no-break spaces."""
    return french.unbroken(str(value))


SELECTED = {False: "", True: mark_safe(" selected")}


@register.simple_tag
def choix(options: Iterable[Option]) -> SafeString:
    """The options of a select."""
    drawn = ((one.word, SELECTED[one.current], one.label) for one in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', drawn)


@register.simple_tag
def choses(items: Iterable[Any], on: datetime.date) -> SafeString:
    """Lines of a home, inside ``<ul class="rv-jour">``: an `accounts.homes.Item` each, with its last day, or since
    when it waits. A home draws two hundred, three times as slow from a template.
    """
    return SafeString("\n".join(_chose(item, on) for item in items))


def _chose(item: Any, on: datetime.date) -> SafeString:
    title, number = french.unbroken(item.title), item.reference
    number = number and _drawn(' <span class="rv-ref">{}</span>', number)
    who = _drawn('<span class="rv-qui">{}{}</span>', item.who, number) if item.who or number else NOTHING
    why = item.consequence and _drawn("<p>{}</p>", french.unbroken(item.consequence))
    whom = item.who or (item.reference if item.due is None else NOTHING)
    # The address of the title again: one stop for the keyboard.
    press = item.action and _drawn(
        '<a class="btn btn-sm btn-outline-primary" href="{}" tabindex="-1">{}<span class="visually-hidden"> :'
        " {}{}</span></a>",
        item.url,
        item.action,
        title,
        f", {whom}" if whom else NOTHING,
    )
    return _drawn(
        '<li>{}<div class="rv-quoi"><a href="{}">{}</a>{}{}</div>{}</li>',
        _when(item, on),
        item.url,
        title,
        who,
        why,
        press,
    )


def _when(item: Any, on: datetime.date) -> SafeString:
    """« depuis le 17 nov. », « dans 6 jours »."""
    if item.due is None:
        return _drawn(
            '<div class="rv-quand">{}</div>', f"depuis le {court(item.since, on)}" if item.since else "à faire"
        )
    left, late = delai(item.due, on), item.due < on
    sign = _drawn("{} ", icon("exclamation-triangle-fill")) if late else NOTHING
    drawn = _drawn("{}{}<small>{}</small>", sign, left, retard(item.due, on))
    return _drawn('<div class="rv-quand{}">{}</div>', " tard" if late else NOTHING, drawn)


def _words(value: object) -> str:
    return french.unbroken(str(value))


def _link(value: Link) -> SafeString:
    return _drawn('<a href="{}">{}</a>', value.url, _words(value.text))


DRAWN: dict[str, Callable[..., str]] = {
    "text": _words, "late": _words, "link": _link, "date": court, "number": nombre, "euros": euros,
}  # fmt: skip
AT_END = {False: "", True: mark_safe(' class="text-lg-end"')}
LATE = mark_safe(' class="text-lg-end tard"')
EMPTY = mark_safe("<td></td>")


@register.simple_tag
def lignes(table: Table) -> SafeString:
    """The rows of a list. A page draws three hundred cells, twice as slow from a template."""
    return SafeString("\n".join(f"<tr>{''.join(map(cellule, row))}</tr>" for row in table.body()))


def cellule(cell: Cell) -> SafeString:
    """One cell of a list, by the kind of its column."""
    column, value = cell
    if column.kind == "title":
        words = value.text if isinstance(value, Link) else value
        drawn = _link(value) if isinstance(value, Link) and value.url else _words(words)
        return _drawn('<th scope="row">{}</th>', drawn)
    if value is None or value == "":
        return EMPTY
    if column.kind == "ref":
        return _drawn('<td class="rv-ref">{}</td>', value)
    if column.kind == "state":
        return _drawn('<td class="seul">{}</td>', etat(value))
    end = LATE if column.kind == "late" else AT_END[column.at_end]
    return _drawn('<td{} data-label="{}">{}</td>', end, column.label, DRAWN[column.kind](value))
