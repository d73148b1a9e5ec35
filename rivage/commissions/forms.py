"""Forms of the commission's room: what is typed is parsed here, judged in the actions."""

from datetime import date, datetime
from typing import Any

from django import forms

from rivage.accounts.enums import Source
from rivage.commissions.actions import Elsewhen
from rivage.commissions.enums import AfisAvis, AvisSense, VoteMode
from rivage.commissions.models import AgendaItem, Avis, Member, Seance
from rivage.commissions.quorum import Sitting
from rivage.core import clock
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.law import commission as law
from rivage.law.verdict import Verdict
from rivage.law.wording import count


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


VOTES = ("votes_for", "votes_against", "abstentions")
AID_VOTES = ("afis_for", "afis_against", "afis_abstentions")
OF_AID = ("afis_reasons", *AID_VOTES)


WAYS_OUT = "Notez les présences qui manquent, ou ajournez ce dossier."


class AvisForm(RivageForm):
    """The two questions. `asked`: the aid is asked. `late`: noted after the day, from the signed sheet. `reached`: the
    quorum on this file, without which it is adjourned and nothing else: nothing is then asked of the aid, but what was
    typed of it stays.
    """

    sense = forms.ChoiceField(label="Sur le parcours", choices=AvisSense.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label="Rendu", choices=VoteMode.choices, widget=forms.RadioSelect, initial="consensus")
    votes_for = forms.IntegerField(label="Pour", min_value=0, max_value=99, required=False)
    votes_against = forms.IntegerField(label="Contre", min_value=0, max_value=99, required=False)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, max_value=99, required=False)
    reasons = LongText(
        label="Raisons sur le parcours, reprises au procès-verbal",
        rows=3,
        required=False,
        help_text="Pour un avis défavorable ou un ajournement, il en faut. Sans nom ni surnom.",
    )
    dissent_by = forms.ChoiceField(label="Membre qui le demande", required=False)
    dissent = LongText(label="Ses mots", rows=2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        item: AgendaItem,
        asked: bool,
        voting: list[Sitting],
        late: bool,
        reached: Verdict,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.sitting, self.reached, self.typed = item, voting, reached, False
        if not reached:
            self.offer("sense", [choice for choice in AvisSense.choices if choice[0] == AvisSense.ADJOURNED])
            self.fields["sense"].error_messages["invalid_choice"] = f"{reached.sentence} {WAYS_OUT}"
        self.asked, self.late, self.voting = asked, late, {str(one.member.pk): one.member for one in voting}
        names = [(pk, member.name) for pk, member in self.voting.items()]
        self.offer("dissent_by", [("", "personne"), *names])
        self.of_aid = asked and (bool(reached) or any(self.said(name) for name in OF_AID))
        if self.of_aid:
            senses = [choice for choice in AfisAvis.choices if choice[0] != AfisAvis.NOT_ASKED]
            self.add(
                "afis", forms.ChoiceField(label="Sur l’aide", choices=senses, widget=forms.RadioSelect, required=False)
            )
            for name, label in zip(AID_VOTES, ("Pour", "Contre", "Abstentions"), strict=True):
                self.add(name, forms.IntegerField(label=label, min_value=0, max_value=99, required=False))
            self.add(
                "afis_reasons",
                LongText(
                    label="Raisons sur l’aide, reprises au procès-verbal",
                    rows=2,
                    required=False,
                    help_text="Pour un avis défavorable sur l’aide, il en faut. Sans nom ni surnom.",
                ),
            )
        sources = [(Source.OWN_DESK, "en séance"), (Source.SIGNED_PAPER, "après, d’après le papier signé")]
        self.add(
            "source",
            forms.ChoiceField(
                label="Noté",
                choices=sources,
                widget=forms.RadioSelect,
                initial=Source.SIGNED_PAPER if late else Source.OWN_DESK,
            ),
        )

    def said(self, name: str) -> bool:
        """Whether an answer was typed, or noted before."""
        return bool(self.data.get(name) or self.initial.get(name))

    def given_back(self) -> "AvisForm":
        """The same form, not judged, with what was typed while another gesture of the page was made."""
        initial = {name: self.data.get(name) for name in self.fields}
        late, reached = self.late, self.reached
        voting = self.sitting
        form = AvisForm(initial=initial, item=self.item, asked=self.asked, voting=voting, late=late, reached=reached)
        form.typed = True
        return form

    def values(self) -> dict[str, Any]:
        """Keyword arguments of `actions.record_avis`."""
        data = self.cleaned_data
        aid = [data.get(name) for name in AID_VOTES]
        names = (
            "sense", "mode", "votes_for", "votes_against", "abstentions", "reasons", "dissent", "source", "version",
        )  # fmt: skip
        return {name: data[name] for name in names} | {
            "afis": data.get("afis") or AfisAvis.NOT_ASKED,
            "afis_reasons": data.get("afis_reasons", ""),
            "afis_votes": tuple(vote or 0 for vote in aid) if any(vote is not None for vote in aid) else None,
            "dissent_by": self.voting.get(data["dissent_by"]),
        }

    def missing_votes(self) -> str:
        """What is said when fewer votes are noted than people vote: an abstention is noted too."""
        data, wanted = self.cleaned_data, len(self.voting)
        if data["mode"] != VoteMode.COUNTS or data["sense"] == AvisSense.ADJOURNED:
            return ""
        asked = {"le parcours": VOTES}
        if any(data.get(name) is not None for name in AID_VOTES):
            asked["l’aide"] = AID_VOTES
        counts = {on: sum(data.get(name) or 0 for name in names) for on, names in asked.items()}
        short = [f"{count(many, 'voix', 'voix')} sur {on}" for on, many in counts.items() if many < wanted]
        if not short:
            return ""
        return f" À vérifier : {' et '.join(short)}, pour {wanted} membres qui votent. Une abstention se note aussi."


def avis_initial(item: AgendaItem, avis: Avis | None) -> dict[str, Any]:
    """What the form shows of an avis already noted."""
    if avis is None:
        return {"version": 0}
    names = (
        "sense", "afis", "mode", "votes_for", "votes_against", "abstentions", "afis_for", "afis_against",
        "afis_abstentions", "reasons", "afis_reasons", "dissent", "source", "version",
    )  # fmt: skip
    return {name: getattr(avis, name) for name in names} | {"dissent_by": str(avis.dissent_by_id or "")}


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

    member = forms.ChoiceField(label="Personne déjà membre", required=False)
    name = forms.CharField(label="Nom et prénom", max_length=120, required=False)
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
