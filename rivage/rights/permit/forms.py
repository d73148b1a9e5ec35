"""The forms of the permit: what happened to a request, and why one is needed or not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms

from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.decisions.enums import NotificationChannel
from rivage.decisions.forms import CorrectForm, OutcomeForm
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.enums import ApsSource, ApsStep, PermitNeed
from rivage.rights.permit.actions import MotivesTold, StepTold

ON_BEHALF = [
    (source.value, source.label) for source in (ApsSource.PAPER_SHE_HOLDS, ApsSource.SIGNED_PAPER, ApsSource.PHONE)
]
# The usual case of a request, hers and of the antenne alone.
WITH_HER = (ApsSource.WITH_HER, "nous l’avons déposée avec elle")
STEPS = {
    ApsStep.REQUESTED: "La demande est faite",
    ApsStep.APPOINTMENT: "Un rendez-vous est donné",
    ApsStep.RECEIPT: "Un récépissé est remis",
    ApsStep.DELIVERED: "L’autorisation est délivrée",
    ApsStep.REFUSED: "L’autorisation est refusée",
}
NOTHING = "nothing"
NEEDS = {
    PermitNeed.NEEDED: "Une autorisation provisoire est nécessaire",
    PermitNeed.OTHER_TITLE: "Un autre document de séjour est détenu",
    PermitNeed.NOT_CONCERNED: "Sans objet : nationalité française ou européenne",
    PermitNeed.ASYLUM: "Une demande d’asile est en cours",
}


class StepForm(RivageForm):
    """One fact of one request. `asked`: those that are noted; `own`: the desk writes for itself; `antenne`: hers,
    which may have done it with her.
    """

    n = forms.TypedChoiceField(label="Quelle demande", coerce=int)
    step = forms.ChoiceField(label="Ce qui s’est passé", choices=[("", "à choisir"), *STEPS.items()])
    fact_on = DayField(
        label="Jour de l’étape", help_text="Celui écrit sur le document. Un rendez-vous peut être à venir."
    )
    until = DayField(
        label="Jusqu’au, inclus",
        required=False,
        help_text="Pour un récépissé ou une autorisation : le dernier jour écrit dessus.",
    )
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[WITH_HER, *ON_BEHALF],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, asked: Sequence[PermitRequest], own: bool, antenne: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranks: list[tuple[Any, str]] = [(one.n, _rank(one.n, renewal=one.renewal)) for one in asked]
        last = max((one.n for one in asked), default=0)
        given = any(one.delivered is not None for one in asked)
        ranks.append((last + 1, _rank(last + 1, renewal=given)))
        # A refusal noted by habit on the next request would be another fact: which one is asked, unless there is one.
        self.offer("n", ranks if len(ranks) == 1 else [("", "à choisir"), *ranks])
        if own:
            del self.fields["source"]
        elif not antenne:
            self.offer("source", ON_BEHALF)

    def told(self) -> StepTold:
        """What the action takes; the desk's source is its own."""
        typed = {"source": ApsSource.OWN_DESK} | self.cleaned_data
        return StepTold(typed["n"], typed["step"], typed["fact_on"], typed["source"], typed["until"])


class FactForm(StepForm, VersionedForm):
    """One more fact, beside those that the page shows: another noted since is read before this one."""

    handed = forms.BooleanField(
        label="Remise à la personne le même jour",
        required=False,
        help_text="D’une autorisation délivrée. Sinon, sa remise reste à noter.",
    )
    places = {"handed_of_nothing": "handed"}
    field_order = ("n", "step", "fact_on", "until", "handed", "source")

    def told(self) -> StepTold:
        return replace(super().told(), handed=self.cleaned_data["handed"])

    def compare(self) -> None:
        """Take what stands as seen. None of it stands in these fields: `stale` says it."""
        sent = cast(Any, self.data).copy()
        sent[self.add_prefix("version")] = self.initial["version"]
        self.data = sent


class ReadFactForm(FactForm, ReadAgainForm):
    """A refusal, or a delivery after one, as it was typed: sent again once it was read."""

    read = forms.CharField(initial="oui")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_fields()


class CorrectFactForm(StepForm):
    """What took place instead of what was noted, when something did, and why it is corrected."""

    happened = forms.ChoiceField(
        label="Ce qui s’est passé en vérité",
        choices=[(NOTHING, "cette étape n’a pas eu lieu"), ("other", "autre chose, que voici")],
        widget=forms.RadioSelect,
    )
    why = LongText(
        label="Pourquoi vous corrigez", rows=3, max_length=1000, help_text="Sans nom : d’autres services les lisent."
    )
    field_order = ("happened",)

    def full_clean(self) -> None:
        """What took place is asked only when something did."""
        nothing = self.is_bound and self.data.get(self.add_prefix("happened")) == NOTHING
        for name in self.fields.keys() & {"n", "step", "fact_on", "source"}:
            self.fields[name].required = not nothing
        super().full_clean()

    def instead(self) -> StepTold | None:
        """What took place, None when nothing did."""
        return None if self.cleaned_data["happened"] == NOTHING else self.told()


class PermitToldForm(OutcomeForm):
    """How the answer reached her, by the paper of its service: its channels are not hers to allow afterwards. `own`:
    the service writes for itself.
    """

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["her_wish"]
        self.offer("channel", [each for each in NotificationChannel.choices if each[0] != NotificationChannel.SECURE])
        if own:
            del self.fields["source"]


class PermitCorrectForm(PermitToldForm, CorrectForm):
    """What takes the place of it, and why."""


def _rank(n: int, *, renewal: bool) -> str:
    """Nothing is renewed that was never delivered."""
    return f"n° {n}, {'renouvellement' if renewal else 'première demande' if n == 1 else 'nouvelle demande'}"


class NeedForm(VersionedForm):
    """Why a permit is needed or not, said by her antenne."""

    need = forms.ChoiceField(label="Aujourd’hui", choices=list(NEEDS.items()), widget=forms.RadioSelect)
    until = DayField(
        label="Dernier jour de cet autre document",
        required=False,
        help_text="S’il en a un. En parcours, vos pages rappellent sa fin à l’avance ; aucun courriel n’en parle.",
    )
    since = DayField(
        label="Nécessaire depuis le",
        required=False,
        help_text="Seulement si ce n’est pas d’aujourd’hui. Aucune rupture n’est comptée avant ce jour.",
    )


class MotivesForm(VersionedForm):
    """Why a refusal was made, of those motives that its day offers. `own`: the service writes for itself; `again`:
    the same side corrects what it said. Its reason is asked by the verb: what was sent twice is the same row.
    """

    happened = forms.ChoiceField(
        label="Ce que dit le refus en vérité",
        choices=[
            ("other", "un autre motif, que voici"),
            (NOTHING, "rien n’est à lire : ce motif était noté par erreur"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    motives = forms.MultipleChoiceField(label="Motifs du refus", choices=(), widget=forms.CheckboxSelectMultiple)
    reasons = LongText(
        label="Motivation, en fait et en droit",
        rows=5,
        required=False,
        help_text="Ce que dit le refus, une raison par ligne, son article entre parenthèses.",
    )
    source = forms.ChoiceField(label="D’où vous le savez", choices=ON_BEHALF, widget=forms.RadioSelect)
    why = LongText(
        label="Pourquoi vous corrigez",
        rows=3,
        max_length=1000,
        required=False,
        help_text="Sans nom : d’autres services les lisent.",
    )
    places = {
        "motives_missing": "motives",
        "motives_both": "motives",
        "motive_unknown": "motives",
        "no_reasons": "why",
    }

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], own: bool, again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("motives", list(offered))
        if own:
            del self.fields["source"]
        if not again:
            del self.fields["happened"], self.fields["why"]

    def full_clean(self) -> None:
        """What the refusal says is asked only when it says something."""
        nothing = self.is_bound and self.data.get(self.add_prefix("happened")) == NOTHING
        for name in self.fields.keys() & {"motives"}:
            self.fields[name].required = not nothing
        super().full_clean()

    def told(self) -> MotivesTold:
        """What the action takes; the desk's source is its own."""
        typed = {"source": ApsSource.OWN_DESK, "why": ""} | self.cleaned_data
        if typed.get("happened") == NOTHING:
            return MotivesTold((), "", typed["source"], typed["why"])
        return MotivesTold(typed["motives"], typed["reasons"], typed["source"], typed["why"])


class LetterDayForm(VersionedForm):
    """What her letter of refusal prints, for her antenne alone."""

    last_day = DayField(
        label="Dernier jour pour contester, écrit sur sa lettre",
        required=False,
        help_text="Tel que la lettre l’écrit, ou compté comme elle le dit. Vide s’il avait été noté par erreur.",
    )
    places = {"letter_day_out": "last_day"}


AFTER = (
    ("needed", "Une autorisation provisoire est maintenant nécessaire"),
    ("other", "Un autre document de séjour est ou sera remis"),
)


class NeedEndedForm(RivageForm):
    """The claim is no longer examined. What was answered is not asked."""

    ended_on = DayField(label="L’examen a pris fin le")
    after = forms.ChoiceField(label="Depuis ce jour", choices=AFTER, widget=forms.RadioSelect)
    last_day = DayField(label="Dernier jour de ce document", required=False, help_text="S’il en a un.")

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"ended_on": data["ended_on"], "protected": data["after"] == "other", "until": data["last_day"]}
