"""Forms of the commission's room: what is typed is parsed here, judged in the actions."""

from datetime import date, datetime
from typing import Any

from django import forms

from rivage.commissions.actions import Elsewhen
from rivage.commissions.models import Member, Seance
from rivage.core import clock
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.law import commission as law


class HourField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SeanceForm(RivageForm):
    """When and where."""

    day = DayField(label="Jour")
    hour = HourField(label="Heure")
    place = forms.CharField(label="Lieu", max_length=200, help_text="Ce qu’il faut pour venir, sans rien de plus.")
    remote = forms.BooleanField(label="On peut prendre part à distance", required=False)

    def typed(self, departement: str) -> dict[str, Any]:
        """Place, whether from a distance, and the aware instant in the département's zone."""
        sent = self.cleaned_data
        at = datetime.combine(sent["day"], sent["hour"]).replace(tzinfo=clock.zone(departement))
        return {"at": at, "place": sent["place"], "remote": sent["remote"]}


class SeanceChangeForm(VersionedForm, SeanceForm):
    """The same of a session planned."""

    @staticmethod
    def starting(seance: Seance) -> dict[str, Any]:
        """What the form shows first."""
        at = seance.at.astimezone(clock.zone(seance.departement))
        return {"day": at.date(), "hour": at.time(), "place": seance.place, "remote": seance.remote}


class CancelForm(ReadAgainForm):
    """Why a session convened is cancelled, and when another is held in its place, if one is."""

    reason = LongText(
        label="Pourquoi",
        rows=2,
        max_length=300,
        help_text="Les membres et les associations le lisent. Sans nom ni surnom.",
    )
    day = DayField(label="Nouveau jour", required=False, help_text="Vide : la séance est annulée, sans autre date.")
    hour = HourField(label="Nouvelle heure", required=False)
    place = forms.CharField(label="Nouveau lieu", max_length=200, required=False)
    remote = forms.BooleanField(label="On peut prendre part à distance", required=False)
    field_order = ("reason", "day", "hour", "place", "remote")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("day") and not data.get("hour"):
            self.add_error("hour", "Il manque : Nouvelle heure.")
        if data.get("hour") and not data.get("day"):
            self.add_error("day", "Il manque : Nouveau jour.")
        if data.get("day") and not data.get("place"):
            self.add_error("place", "Il manque : Nouveau lieu.")
        return data

    def instead(self, departement: str) -> Elsewhen | None:
        """The session planned in its place."""
        sent = self.cleaned_data
        if not sent["day"]:
            return None
        at = datetime.combine(sent["day"], sent["hour"]).replace(tzinfo=clock.zone(departement))
        return Elsewhen(at, sent["place"], sent["remote"])


class ConveneForm(ReadAgainForm):
    """How the date is sent. `mailed`: how many members have an address; `urgent`: whether it is sent too late to go
    without saying why.
    """

    def __init__(self, *args: Any, mailed: int, urgent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_paper = ("paper", "sur papier à tous")
        by_mail = ("mail", "par courriel, et sur papier à qui n’a pas d’adresse")
        self.add(
            "channel",
            forms.ChoiceField(
                label="Envoyer la date",
                choices=[by_mail, on_paper] if mailed else [on_paper],
                widget=forms.RadioSelect,
                initial="" if mailed else "paper",
            ),
        )
        if urgent:
            self.add(
                "urgent_reason",
                LongText(
                    label="Pourquoi c’est urgent",
                    rows=3,
                    max_length=300,
                    help_text="La convocation part moins de cinq jours avant la séance. Sans nom de personne.",
                ),
            )


class AsideForm(ReadAgainForm):
    """Who stands aside, among those who take part. Nobody is chosen for the room."""

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(one.pk): one for one in members}
        choices = [("", "Choisir"), *((pk, one.name) for pk, one in self.members.items())]
        self.add("member", forms.ChoiceField(label="Membre", choices=choices))

    @property
    def chosen(self) -> Member:
        """The member chosen."""
        return self.members[self.cleaned_data["member"]]


class TakeBackForm(AsideForm):
    """The same, noted by mistake."""

    reason = LongText(label="Ce qui s’est passé", rows=2, max_length=300, help_text="Sans nom ni surnom.")
    field_order = ("member", "reason")


class SeanceReopenForm(ReadAgainForm):
    """Why a session closed is open again. `minutes`: whether it has some, which say it."""

    reason = LongText(label="Pourquoi la rouvrir", rows=2, max_length=300, help_text="Sans nom ni surnom.")

    def __init__(self, *args: Any, minutes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if minutes:
            self.fields["reason"].help_text = "Repris au procès-verbal. Sans nom ni surnom."


class MandateEndForm(ReadAgainForm):
    """The last day of a mandate."""

    last_day = DayField(label="Dernier jour du mandat")


class PostponeForm(RivageForm):
    reason = LongText(label="Pourquoi reporter", rows=4, help_text="L’association lit cette raison, avec sa date.")


class SignedForm(ReadAgainForm):
    """The name on a paper signed by hand."""

    signed_name = forms.CharField(label="Nom de la personne qui a signé", max_length=120)


class ReadForm(RivageForm):
    """The relevé that the page shows: who signs signs that one. A second factor is asked here and nowhere else."""

    read = forms.CharField(widget=forms.HiddenInput)


class ReleveForm(ReadForm):
    """The same, noted from the paper."""

    signed_name = forms.CharField(label="Nom de la personne qui a signé", max_length=120)


class MinutesForm(RivageForm):
    text = LongText(
        label="Autres points et observations générales",
        required=False,
        help_text="Rien sur une personne accompagnée : chaque dossier a son extrait.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ArreteForm(VersionedForm):
    """The arrêté that composes the commission."""

    order_reference = forms.CharField(label="Arrêté", max_length=120, help_text="Son numéro, comme il est écrit.")
    order_date = DayField(label="Date de l’arrêté")


class SeatForm(RivageForm):
    """A seat. `on`: the day the categories of the text are read."""

    label = forms.CharField(label="Nom court du siège", max_length=160, help_text="Par exemple : éducation.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(kind.number), f"{kind.number}° {kind.label}") for kind in law.composition(on) if kind.on_files]
        self.add("kind", forms.ChoiceField(label="Catégorie du texte", choices=kinds))
        self.order_fields(["kind", "label"])


class SeatChangeForm(VersionedForm):
    label = forms.CharField(label="Nom court du siège", max_length=160)
    no_such_service = forms.BooleanField(label="Pas de tel service ici", required=False)


class HolderForm(RivageForm):
    """Who holds a seat: somebody new, or a member already there (one vote however many seats)."""

    # One of the two is compulsory: neither is said optional.
    either = ("member", "name")
    member = forms.ChoiceField(label="Personne déjà membre", required=False)
    name = forms.CharField(
        label="Nom et prénom", max_length=120, required=False, help_text="Sauf si la personne est déjà membre."
    )
    email = forms.EmailField(label="Adresse professionnelle", required=False)
    body = forms.ChoiceField(
        label="Organisme",
        required=False,
        help_text="Une association : son membre se retire des dossiers qu’elle a instruits.",
    )
    starts = DayField(label="Début du mandat")
    ends = DayField(label="Dernier jour", required=False, help_text="Vide : trois ans, la durée du texte.")

    def __init__(self, *args: Any, members: list[Member], bodies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("member", [("", "non, une autre personne"), *((str(m.pk), m.name) for m in members)])
        self.offer("body", [("", "aucun à noter"), *((str(b.pk), b.name) for b in bodies)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("member") and not data.get("name"):
            self.add_error("name", "Il manque : Nom et prénom, ou une personne déjà membre.")
        return data


class MemberAccountForm(RivageForm):
    email = forms.EmailField(
        label="Adresse de connexion",
        help_text="Si aucun compte ne l’a encore, un lien y est envoyé pour ouvrir le sien.",
    )
