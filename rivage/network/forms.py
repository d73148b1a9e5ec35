"""What a service types to call an association, and what whoever instructs types to give it a code."""

import re
from typing import cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from rivage.commissions.forms import HourField
from rivage.core import ids
from rivage.core.forms import RivageForm
from rivage.core.french import TITLES, folded
from rivage.core.languages import Language
from rivage.law import territory
from rivage.network.enums import MeetingPlace
from rivage.network.models import MOST_PEOPLE

PHONE = re.compile(r"(?:\+33|0)[1-9]\d{8}|\d{2}|1\d{3}|3\d{3}")

# Of a telephone, in a name: six digits that follow each other, however they are parted. A postcode has five.
DIGITS = re.compile(r"(?:\d[\s.\-/()]*){6,}")
# « Awa Corail », « CORAIL Awa »: words that all begin by a capital, of which none is that of a service.
WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*")
SERVICES = frozenset(
    "antenne bac brigade bureau caserne centre chu circonscription commissariat compagnie crs cta direction district"
    " division escadron gendarmerie groupe groupement hopital hotel mairie numero paf parquet peloton permanence"
    " police poste section service services surete tribunal unite".split()
)
RANKS = frozenset("adjudant brigadier capitaine commandant commissaire gardien lieutenant major marechal".split())
NAMED = 3
SOMEBODY = (
    "Cela ressemble au nom d’une personne. Jamais le nom d’une personne\u00a0: écrivez celui du service, ou cochez si"
    " c’en est un."
)

# Digits of a telephone number as one dials it in France.
NATIONAL = 10


class CallForm(RivageForm):
    """A call: a code, how many, which languages, when, where. Nothing is written in words."""

    code = forms.CharField(
        label="Code de votre service",
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}),
    )
    people = forms.IntegerField(label="Combien de personnes", min_value=1, max_value=MOST_PEOPLE)
    place = forms.ChoiceField(label="Où venir", choices=MeetingPlace.choices, widget=forms.RadioSelect)
    hour = HourField(label="À partir de", required=False, help_text="Rien\u00a0: dès que possible.")
    languages = forms.MultipleChoiceField(
        label="Langues parlées", choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    once = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def prefix_typed(self) -> str:
        """The first signs of the code that was typed."""
        return ids.bare(self.cleaned_data["code"])[:4]


class ServiceCodeForm(RivageForm):
    """The service to which a code is given. `once`: of this form, which draws a code once however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    departement = forms.ChoiceField(label="Département")
    service = forms.CharField(
        label="Service",
        max_length=80,
        help_text="Son nom, tel que les associations le liront. Jamais le nom d’une personne.",
    )
    sure = forms.BooleanField(label="Ce n’est le nom de personne\u00a0: c’est celui d’un service", required=False)
    phone = forms.CharField(
        label="Son téléphone, de jour comme de nuit", max_length=20, help_text="Les associations rappellent ce numéro."
    )

    def __init__(self, *args: object, departements: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["departement"])
        field.choices = [(code, territory.departement(code).name) for code in departements]
        if len(departements) == 1:
            field.widget, field.initial = forms.HiddenInput(), departements[0]
        if not looks_like_somebody(str(self.data.get("service", ""))):
            del self.fields["sure"]

    def clean_service(self) -> str:
        """No telephone: its own field says it, and associations call that one."""
        service: str = self.cleaned_data["service"]
        if DIGITS.search(service):
            raise ValidationError("Un numéro de téléphone s’écrit plus bas, pas dans le nom.")
        return service

    def clean_sure(self) -> bool:
        if not self.cleaned_data["sure"]:
            raise ValidationError(SOMEBODY)
        return True

    def clean_phone(self) -> str:
        """As it is dialled, two digits at a time."""
        bare = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        if not PHONE.fullmatch(bare):
            raise ValidationError("Ce numéro n’est pas entier. Écrivez-le ainsi\u00a0: 05 56 00 00 00.")
        national = bare.replace("+33", "0")
        return " ".join(re.findall(r"\d{2}", national)) if len(national) == NATIONAL else bare


def looks_like_somebody(service: str) -> bool:
    """Whether it reads as the name of a person: after a title or a rank, or a few capitalized words and no service."""
    words = service.split()
    plain = [folded(word.rstrip(".")) for word in words]
    if not 1 < len(words) <= NAMED + 1 or SERVICES.intersection(plain):
        return False
    called = plain[0] in TITLES | RANKS
    return called or (len(words) <= NAMED and all(WORD.fullmatch(word) for word in words))
