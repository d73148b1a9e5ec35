"""Forms about a person: what she is called, how to reach her, her children, her word."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms

from rivage.accounts.models import User
from rivage.core.forms import DayField, LongRadios, LongText, RivageForm, VersionedForm
from rivage.core.languages import INTERPRETING, LANGUAGES
from rivage.people import access, birth, readers
from rivage.people.born import BornForm, born_initial
from rivage.people.enums import AccompanimentKind, AccordKind, ApsNeed, BirthSource, Channel, Civility, Zone
from rivage.people.models import Child, Contact, Correspondence, Exclusion, Identity, Person
from rivage.people.names import NAMELESS

DOUBT = (("no", "oui, c’est sûr"), ("yes", "il y a un doute"))


class IdentityFields(BornForm):
    """What she is called and what papers say."""

    name_in_use = forms.CharField(
        label="Nom d’usage",
        required=False,
        max_length=80,
        help_text="Le nom que la personne choisit. Il sert sur les écrans et les lettres.",
    )
    civility = forms.ChoiceField(
        label="Civilité choisie", choices=Civility.choices, required=False, widget=forms.RadioSelect
    )
    birth_source = forms.ChoiceField(label="Comment on connaît la naissance", choices=BirthSource.choices)
    zone = forms.ChoiceField(
        label="Nationalité", choices=Zone.choices, help_text="Comme la loi la compte pour l’aide. Aucun pays demandé."
    )
    aps_need = forms.ChoiceField(
        label="Une autorisation provisoire de séjour est-elle nécessaire ?",
        choices=ApsNeed.choices,
        widget=forms.RadioSelect,
        help_text="Non : un autre titre. Sans objet : nationalité française ou européenne, demande d’asile.",
    )


class IdentityForm(VersionedForm, IdentityFields):
    """The same with what is only needed for the decision: civil names, place of birth, nationality.

    The need of a permit has its own page once she is accompanied: why it is needed lies with it.
    """

    aps_need = None  # type: ignore[assignment]  # Django takes a field off a form by this name.
    family_name = forms.CharField(label="Nom de famille à l’état civil", required=False, max_length=120)
    given_names = forms.CharField(label="Prénoms à l’état civil", required=False, max_length=120)
    birth_place = forms.CharField(label="Lieu de naissance", required=False, max_length=120)
    nationality = forms.CharField(label="Nationalité, telle que les papiers la disent", required=False, max_length=80)
    field_order = [
        "name_in_use", "civility", "family_name", "given_names", "year", "month", "day", "birth_source",
        "birth_place", "zone", "nationality",
    ]  # fmt: skip

    @classmethod
    def starting(cls, identity: Identity) -> dict[str, Any]:
        """What the form shows first."""
        names = ("name_in_use", "civility", "family_name", "given_names", "birth_place", "nationality", "zone")
        values = {name: getattr(identity, name) for name in names}
        return {
            **values,
            **born_initial(identity.birth),
            "birth_source": identity.birth_source,
        }

    def values(self) -> dict[str, str]:
        """Columns of `Identity`."""
        left_out = {"year", "month", "day", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class ContactForm(VersionedForm):
    """How to reach her without danger. Written with her."""

    channels = forms.MultipleChoiceField(
        label="Moyens possibles",
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Rien de coché : passer par l’association seulement.",
    )
    when = forms.CharField(label="Jours et heures", required=False, max_length=200)
    ask_for = forms.CharField(label="Nom à demander", required=False, max_length=80)
    say_from = forms.CharField(label="Se présenter comme", required=False, max_length=80)
    language = forms.CharField(
        label="Langue et interprète",
        required=False,
        max_length=200,
        help_text="Par exemple : anglais, interprète par téléphone ; communautés ou personnes refusées.",
    )
    never = LongText(label="Ne jamais faire", required=False, rows=2, max_length=500)
    phone = forms.CharField(label="Téléphone", required=False, max_length=40)
    email = forms.EmailField(label="Courriel", required=False)
    at_association = forms.BooleanField(label="Les courriers arrivent à l’association", required=False, initial=True)
    address = LongText(
        label="Autre adresse de correspondance",
        required=False,
        rows=3,
        max_length=300,
        help_text="Seulement une adresse que la personne choisit, sûre pour elle.",
    )
    OF_CONTACT = ("channels", "when", "ask_for", "say_from", "language", "never", "phone", "email")

    @classmethod
    def starting(cls, contact: Contact, correspondence: Correspondence) -> dict[str, Any]:
        return {
            **{name: getattr(contact, name) for name in cls.OF_CONTACT},
            "at_association": correspondence.at_association,
            "address": correspondence.address,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("at_association") and not data.get("address") and "address" not in self.errors:
            self.add_error("address", "Il manque une adresse, ou cochez : les courriers arrivent à l’association.")
        return data

    def contact(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.OF_CONTACT}

    def correspondence(self) -> dict[str, Any]:
        return {"at_association": self.cleaned_data["at_association"], "address": self.cleaned_data["address"]}


class NewPersonForm(IdentityFields):
    """Begin to accompany somebody: the safe contact first, then as little as is needed."""

    places: ClassVar = {"since_future": "since", "since_past": "since"}

    never = LongText(
        label="Pour la joindre, ne jamais",
        required=False,
        rows=2,
        max_length=500,
        help_text="Ce qui la mettrait en danger : un message vocal, un courrier chez elle, son nom au téléphone.",
    )
    channels = forms.MultipleChoiceField(
        label="Moyens possibles", choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    when = forms.CharField(label="Jours et heures", required=False, max_length=200)
    ask_for = forms.CharField(label="Nom à demander", required=False, max_length=80)
    adult = forms.ChoiceField(label="A-t-elle 18 ans ou plus ?", choices=DOUBT, widget=forms.RadioSelect)
    since = DayField(
        label="Accompagnée depuis le",
        required=False,
        help_text="Vide : aujourd’hui. Avant, si votre association l’accompagnait déjà.",
    )
    field_order = [
        "never", "channels", "when", "ask_for", "name_in_use", "adult", "zone", "aps_need", "since", "civility",
        "year", "month", "day", "birth_source",
    ]  # fmt: skip

    # What an accompaniment begins without: folded until something is typed there.
    FOLDED: ClassVar = {"reach": ("when", "ask_for"), "born": ("civility", "year", "month", "day", "birth_source")}

    @property
    def unfolded(self) -> set[str]:
        """The parts of `FOLDED` in which something is said, or wrong."""
        unsaid = (None, "", BirthSource.UNKNOWN)
        return {
            part
            for part, names in self.FOLDED.items()
            if any(self[name].value() not in unsaid or self[name].errors for name in names)
        }

    def identity(self) -> dict[str, str]:
        names = ("name_in_use", "civility", "birth", "birth_source", "zone")
        return {name: self.cleaned_data[name] for name in names}

    def contact(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("never", "channels", "when", "ask_for")}

    def protects(self) -> bool:
        """Whether the protection circuit is to be shown: a doubt, or a birth that gives less than 18 years."""
        if self.cleaned_data["adult"] == "yes":
            return True
        return self._minor()

    def _minor(self) -> bool:
        born = birth.parse(self.cleaned_data["birth"])
        return born is not None and birth.surely_minor(born, self.on)

    def mistaken(self) -> None:
        """Show what was typed again, for who says that it was a slip: nothing of it was kept but on her page."""
        if self._minor():
            self.add_error("year", "Cette naissance donne moins de 18 ans. Corrigez-la si elle est fausse.")
        if self.cleaned_data["adult"] == "yes":
            self.add_error("adult", "Vous aviez répondu qu’il y a un doute. Changez de réponse si c’était une erreur.")


class ChildForm(BornForm):
    """A child, read by the antenne alone."""

    given_name = forms.CharField(label="Prénom", required=False, max_length=80)
    in_charge = forms.BooleanField(label="À sa charge", required=False)
    lives_with_her = forms.BooleanField(label="Vit avec elle", required=False)
    field_order = ["given_name", "year", "month", "day", "in_charge", "lives_with_her"]

    @classmethod
    def starting(cls, child: Child) -> dict[str, Any]:
        names = ("given_name", "in_charge", "lives_with_her")
        return {**{name: getattr(child, name) for name in names}, **born_initial(child.birth)}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("given_name", "birth", "in_charge", "lives_with_her")}


class ChildChangeForm(VersionedForm, ChildForm):
    """What is written of a child, to be corrected."""


class AccordForm(RivageForm):
    """Her word: when, in which language, how it passed."""

    kind = forms.ChoiceField(label="Accord", choices=AccordKind.choices, widget=forms.RadioSelect)
    given_on = DayField(label="Donné le")
    language = forms.ChoiceField(
        label="Langue", choices=LANGUAGES, help_text="Celle dans laquelle elle a tout entendu."
    )
    interpreter = forms.ChoiceField(
        label="Comment les mots sont passés",
        choices=INTERPRETING,
        help_text="Jamais le nom de l’interprète.",
    )


class ExclusionForm(RivageForm):
    """Somebody who must not read her file."""

    holder = forms.ChoiceField(
        label="Ne doit pas lire",
        widget=LongRadios,
        help_text="Cette personne ne lira rien d’elle, à quelque titre que ce soit, maintenant ni plus tard.",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = readers.of(person)
        left_out = {
            row.holder for row in Exclusion.closing([person.pk], {name for one in known for name in one.holders})
        }
        able = [one for one in known if not left_out.issuperset(one.holders)]
        groups = ((group, [(one.holder, one.label) for one in able if one.group == group]) for group in readers.GROUPS)
        self.offer("holder", [(group, offered) for group, offered in groups if offered])


class AssignForm(RivageForm):
    """A colleague who accompanies her too."""

    user = forms.ModelChoiceField(label="Collègue", queryset=User.objects.none(), empty_label="à choisir")
    kind = forms.ChoiceField(label="Rôle", choices=AccompanimentKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["user"])
        field.queryset = access.colleagues(person.antenne_id)


class RelayToldForm(RivageForm):
    """She knows who takes over."""

    told_on = DayField(label="Elle le sait depuis le")


NOT_TOLD = "none"


class RelayCorrectForm(VersionedForm):
    """The day on which she was told, in truth, or that she was not; and what happened."""

    places = {"told_future": "told_on", "told_before": "told_on", "same_day": "told_on", "no_reason": "reason"}

    knows = forms.ChoiceField(
        label="En vérité",
        choices=[("told", "elle le sait depuis un autre jour"), (NOT_TOLD, "elle ne le sait pas encore")],
        widget=forms.RadioSelect,
    )
    told_on = DayField(label="Elle le sait depuis le", required=False)
    reason = forms.CharField(
        label="Ce qui s’est passé",
        max_length=300,
        help_text="Une phrase. Ce qui était noté reste écrit à côté ; seule l’association le lit.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("knows") == "told" and not data.get("told_on") and not self.errors:
            self.add_error("told_on", "Il manque le jour où elle l’a su.")
        return data

    def instead(self) -> date | None:
        """The right day, None when she does not know yet."""
        typed: date | None = self.cleaned_data["told_on"]
        return None if self.cleaned_data["knows"] == NOT_TOLD else typed


STAYS = "-"


class RelayForm(RivageForm):
    """Who takes over from a colleague: one for all, or line by line. Sent once to be read again, then to be done.

    Whom a person set aside is not offered on her line; chosen for all, her line waits.
    """

    everyone = forms.ChoiceField(
        label="Qui prend la suite, pour toutes",
        required=False,
        help_text="Chaque ligne peut ensuite dire autre chose.",
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, posted: Any, *, people: Sequence[Person], colleagues: Sequence[User], called: Mapping[UUID, str]
    ) -> None:
        super().__init__(posted)
        self.people = {f"p-{person.pk.hex}": person for person in people}
        self.colleagues = {str(user.pk): user for user in colleagues}
        self.aside = access.aside([person.pk for person in people], [user.pk for user in colleagues])
        names = [(pk, user.name) for pk, user in self.colleagues.items()]
        self.offer("everyone", [("", "à choisir ligne par ligne"), *names])
        for name, person in self.people.items():
            able = [(str(user.pk), user.name) for user in colleagues if (person.pk, user.pk) not in self.aside]
            kept = (
                " Elle a écarté quelqu’un de l’équipe, qui ne lui est pas proposé." if len(able) < len(names) else ""
            )
            label = called.get(person.pk) or NAMELESS
            field = forms.ChoiceField(label=label, required=False, help_text=f"{person.reference}.{kept}")
            self.add(name, field)
            self.offer(name, [("", "comme choisi en haut"), (STAYS, "rien ne change pour l’instant"), *able])

    @property
    def lines(self) -> list[Any]:
        """The field of each person."""
        return [self[name] for name in self.people]

    def takers(self) -> dict[UUID, User]:
        """Who takes over, by the id of a person; waiting lines included."""
        found = {}
        for name, person in self.people.items():
            chosen = self.cleaned_data.get(name) or self.cleaned_data.get("everyone")
            if chosen and chosen != STAYS:
                found[person.pk] = self.colleagues[chosen]
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        takers = self.takers()
        if not takers and not self.errors:
            self.add_error("everyone", "Choisissez qui prend la suite, pour toutes ou ligne par ligne.")
        elif takers and all((person, user.pk) in self.aside for person, user in takers.items()):
            self.add_error(None, "Ce choix ne convient à aucune de ces personnes : choisissez quelqu’un d’autre.")
        return data
