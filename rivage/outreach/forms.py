"""The form of a round: numbers, hours, ticks, and no word that could be somebody's. That of a zone; that of a card."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms

from rivage.commissions.forms import HourField
from rivage.core.forms import DayField, RivageForm
from rivage.core.languages import Language
from rivage.outreach.actions import RoundTold
from rivage.outreach.enums import Cancelled, Corrected, RoundKind
from rivage.outreach.models import COUNTED, MOST, Round

# What is said under each number.
SAID = {
    "met": "même un bonjour",
    "answered": "une phrase suffit",
    "first_words": "sortir, ou être accompagnée",
    "messages": "en ligne",
    "given": "à l’unité",
}


# Said of a round that a phone kept: it was nowhere in particular.
NO_ZONE = "sans"


def count(label: str, most: int = MOST) -> forms.IntegerField:
    """A number typed, or tapped with a thumb; nothing is none."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": "0", "max": str(most)})
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, widget=widget)


class RoundForm(RivageForm):
    """One round. `zones`: (id, words) of those where the antenne still goes; `kept`: a phone kept it without asking
    where it was, nor always with whom, which is then to be said.
    """

    places = {name: name for name in (*COUNTED, "day", "kind", "zone", "cancelled")} | {"minutes": "until"}

    kind = forms.ChoiceField(label="Comment", choices=RoundKind.choices, widget=forms.RadioSelect)
    zone = forms.ChoiceField(label="Zone", required=False)
    day = DayField(label="Jour du départ")
    at = HourField(label="De", required=False)
    until = HourField(label="À", required=False)
    staff = count("Salariées", 40)
    volunteers = count("Bénévoles", 40)
    met = count("Personnes rencontrées")
    answered = count("Ont répondu, ou parlé")
    first_words = count("Un premier mot sur un parcours")
    messages = count("Messages envoyés")
    given = count("Matériel donné")
    languages = forms.MultipleChoiceField(
        label="Langues entendues", choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    cancelled = forms.ChoiceField(
        label="Personne, ou pas de sortie",
        choices=[("", "des personnes, ou des messages"), *Cancelled.choices],
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, zones: list[tuple[str, str]], kept: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        asks = kept and bool(zones)
        self.offer("zone", [("", "…"), *zones, (NO_ZONE, "sans zone")] if asks else [("", "sans zone"), *zones])
        self.fields["zone"].required = asks

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and not data.get("at"):
            self.add_error("at", "Dites aussi à quelle heure elle a commencé.")
        took_place = data.get("cancelled", "") in ("", Cancelled.NOBODY)
        if self.kept and took_place and data.get("staff") is None and data.get("volunteers") is None:
            self.add_error("staff", "Dites qui était là, salariées ou bénévoles : le téléphone ne l’a pas gardé.")
        return data

    @property
    def counts(self) -> list[tuple[Any, str]]:
        """Each number of people and things, with what it counts."""
        return [(self[name], SAID[name]) for name in COUNTED]

    def told(self) -> RoundTold:
        """What was typed. ValidationError is not raised here: the form is valid."""
        sent = self.cleaned_data
        numbers = {name: sent[name] or 0 for name in (*COUNTED, "staff", "volunteers")}
        return RoundTold(
            day=sent["day"],
            kind=sent["kind"],
            zone=UUID(sent["zone"]) if sent["zone"] not in ("", NO_ZONE) else None,
            at=f"{sent['at']:%H:%M}" if sent["at"] else "",
            minutes=lasted(sent["at"], sent["until"]),
            languages=sent["languages"],
            cancelled=sent["cancelled"],
            **numbers,
        )


class CorrectRoundForm(RoundForm):
    """The same of a round already noted, with why."""

    places = RoundForm.places | {"no_reasons": "why"}

    nothing = forms.BooleanField(label="Rien n’a eu lieu : notée par erreur", required=False)
    why = forms.ChoiceField(label="Pourquoi corriger", choices=Corrected.choices, widget=forms.RadioSelect)


class ZoneForm(RivageForm):
    places: ClassVar[dict[str, str]] = {"name": "name"}

    kind = forms.ChoiceField(label="Comment", choices=RoundKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="La zone, en vos mots",
        max_length=60,
        help_text="Jamais une rue ni un numéro : assez large pour réunir plusieurs rues.",
    )


class CardForm(RivageForm):
    """What the team needs to call back, and nothing that names her."""

    nickname = forms.CharField(label="Un surnom", max_length=40, help_text="Celui par lequel elle se reconnaîtra.")
    way = forms.CharField(
        label="Comment la joindre sans danger",
        max_length=200,
        help_text="Un numéro, une heure, quelqu’un à demander, ce qu’il ne faut pas dire.",
    )
    language = forms.CharField(label="Langue", max_length=40, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def lasted(begun: time | None, ended: time | None) -> int:
    """Minutes from one hour to the other, through midnight where the second is earlier; 0 where one is not said."""
    if begun is None or ended is None:
        return 0
    first, last = (datetime.combine(date.min, hour) for hour in (begun, ended))
    return int(((last - first) % timedelta(days=1)).total_seconds() // 60)


def hours(at: str, minutes: int) -> dict[str, time | None]:
    """The hours that a form shows, from the first, "21:40", and how long it lasted; the second where both are said."""
    if not at:
        return {"at": None}
    begun = time.fromisoformat(at)
    until = (datetime.combine(date.min, begun) + timedelta(minutes=minutes)).time()
    return {"at": begun, "until": until} if minutes else {"at": begun}


def again(row: Round) -> dict[str, Any]:
    """A round as its form shows it."""
    detail = row.kept
    shown = {name: getattr(row, name) for name in (*COUNTED, "day", "kind", "cancelled")}
    shown |= {name: detail.get(name) for name in ("zone", "staff", "volunteers", "languages")}
    return shown | hours(detail.get("at", ""), detail.get("minutes", 0))
