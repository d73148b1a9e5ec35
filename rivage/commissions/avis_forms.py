"""The form of the avis on one file: two questions, votes or a consensus, reasons, one dissent."""

from typing import Any

from django import forms

from rivage.accounts.enums import Source
from rivage.commissions.actions.opinions import NOT_PRESENTED
from rivage.commissions.enums import AfisAvis, AvisSense, VoteMode
from rivage.commissions.models import AgendaItem, Avis
from rivage.commissions.quorum import Sitting
from rivage.core.forms import LongText, RivageForm
from rivage.law.verdict import Verdict
from rivage.law.wording import count

VOTES = ("votes_for", "votes_against", "abstentions")
AID_VOTES = ("afis_for", "afis_against", "afis_abstentions")
OF_AID = ("afis_reasons", *AID_VOTES)
WAYS_OUT = "Notez les présences qui manquent, ou ajournez ce dossier."


def _unpresented() -> forms.BooleanField:
    """That the association did not present is said, never concluded."""
    return forms.BooleanField(
        label="L’association n’a pas présenté ce dossier",
        error_messages={"required": NOT_PRESENTED},
        help_text="Le relevé et le procès-verbal le disent.",
    )


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
        if item.presented_at is None:
            self.add("unpresented", _unpresented())
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

    def says(self, standing: Avis) -> bool:
        """Whether the avis noted is the one that was typed, as by a second click."""
        sent = self.values()
        return all(
            getattr(standing, name) == sent[name] for name in ("sense", "afis", "mode", "reasons", "afis_reasons")
        )

    def beside(self, standing: Avis) -> "AvisForm":
        """The same words, that may be sent again, and what somebody else noted meanwhile."""
        sent = {**self.data, "version": str(standing.version)}
        form = AvisForm(
            sent, initial=self.initial, item=self.item, asked=self.asked, voting=self.sitting, late=self.late,
            reached=self.reached,
        )  # fmt: skip
        aid = f", sur l’aide {standing.get_afis_display()}" if standing.afis != AfisAvis.NOT_ASKED else ""
        why = "".join(f" « {text} »" for text in (standing.reasons, standing.afis_reasons) if text)
        form.add_error(
            None,
            "Rien n’est enregistré : un autre avis a été noté pendant que vous écriviez, "
            f"{standing.get_sense_display()}{aid}.{why} Vos mots sont gardés : relisez les deux, puis envoyez de "
            "nouveau.",
        )
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
            "unpresented": data.get("unpresented", False),
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
    said = {"dissent_by": str(avis.dissent_by_id or ""), "unpresented": item.presented_at is None}
    return {name: getattr(avis, name) for name in names} | said
