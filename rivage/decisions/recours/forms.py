"""Forms of a remedy: made, followed, and who helps her to make one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.decisions import courts
from rivage.decisions.actions import Helped, RecoursSaid
from rivage.decisions.acts import Contestable
from rivage.decisions.recours.enums import ADMINISTRATIVE, HelpedBy, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import SAID, Recours

UNKNOWN = "Pas encore connue"
OF_A_JUDGE = ("court", "number", "memoir_due", "memoir_on", "ordered", "reexamine_days")
COURT, NUMBER = "Juridiction", "Numéro du recours au greffe"
NUMBER_HELP = "Comme sur l’accusé du greffe : 2601234. Seulement pour un juge, quand il est connu."
NO_NUMBER = (
    "Ce numéro n’est pas celui d’un greffe : sept chiffres pour un tribunal (2601234), comme 26BX01234 pour une cour. "
    "Relisez l’accusé, ou laissez vide."
)
NO_COURT = "Un numéro est écrit : choisissez aussi la juridiction."
PLACES = {
    "filed_before": "filed_on",
    "filed_future": "filed_on",
    "recours_twice": "filed_on",
    "memoir_elsewhere": "memoir_due",
    "memoir_before": "memoir_due",
    "memoir_far": "memoir_due",
    "no_court": "court",
    "filed_after_stop": "filed_on",
    "memoir_sent_out": "memoir_on",
    "outcome_missing": "outcome",
    "outcome_day_missing": "outcome_on",
    "outcome_before": "outcome_on",
    "outcome_future": "outcome_on",
    "ordered_elsewhere": "ordered",
    "suspended_elsewhere": "ordered",
    "annulled_elsewhere": "ordered",
    "reexamine_days": "reexamine_days",
    "no_reasons": "why",
    "lawyer_elsewhere": "helped_by",
    "aid_asked_missing": "aid_asked_on",
    "aid_asked_out": "aid_asked_on",
    "aid_answered_out": "aid_answered_on",
}


class FileForm(RivageForm):
    """A remedy that was made, against one of the acts of the demande."""

    places = PLACES

    act = forms.ChoiceField(label="Contre quelle décision", widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Quel recours", choices=RecoursKind.choices, widget=forms.RadioSelect)
    filed_on = DayField(label="Fait le", help_text="Le jour de son envoi ou de son dépôt, comme sur la preuve.")
    court = forms.ChoiceField(label=COURT, required=False)
    number = forms.CharField(label=NUMBER, max_length=20, required=False, help_text=NUMBER_HELP)

    def __init__(self, *args: Any, acts: Iterable[Contestable], departement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("act", [(str(one.pk), one.label) for one in acts])
        self.offer("court", [("", UNKNOWN), *courts.choices(departement)])

    def clean(self) -> dict[str, Any]:
        """The number of a case, and its court with it."""
        return _with_court(self, super().clean() or {})

    def said(self) -> RecoursSaid:
        """What was typed."""
        typed = self.cleaned_data
        return RecoursSaid(typed["kind"], typed["filed_on"], courts.written(typed["court"], typed["number"]))

    def chosen(self) -> UUID:
        """The act that it contests."""
        return UUID(self.cleaned_data["act"])


class FollowForm(VersionedForm):
    """What became of a remedy."""

    places = PLACES

    kind = forms.ChoiceField(label="Quel recours", choices=RecoursKind.choices, widget=forms.RadioSelect)
    filed_on = DayField(label="Fait le")
    court = forms.ChoiceField(label=COURT, required=False)
    number = forms.CharField(label=NUMBER, max_length=20, required=False, help_text=NUMBER_HELP)
    memoir_due = DayField(
        label="Mémoire de la préfecture attendu le",
        required=False,
        help_text="Le mémoire en défense : la préfecture le doit, si le juge a fixé un jour.",
    )
    memoir_on = DayField(label="Mémoire de la préfecture envoyé le", required=False)
    outcome = forms.ChoiceField(label="Issue", choices=RecoursOutcome.choices, widget=forms.RadioSelect)
    outcome_on = DayField(label="Date de la réponse ou du jugement", required=False)
    ordered = forms.ChoiceField(
        label="Ce que le juge ordonne", choices=JudgeOrder.choices, widget=forms.RadioSelect, required=False
    )
    reexamine_days = forms.IntegerField(
        label="Réexaminer sa demande sous, en jours", required=False, min_value=1, max_value=366
    )
    why = LongText(
        label="Pourquoi ce qui était noté change",
        rows=2,
        max_length=1000,
        required=False,
        help_text="Seulement pour corriger. Sans nom : l’association et la délégation le lisent.",
    )

    def __init__(self, *args: Any, row: Recours, departement: str, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields if name in SAID}
        for name, nothing in (("outcome", RecoursOutcome.PENDING), ("ordered", JudgeOrder.NOTHING)):
            if initial[name] == nothing:
                # Nothing is ticked that nobody said.
                del initial[name]
        read = courts.read(row.court or "")
        initial |= {"court": read[0], "number": read[1]} if read else {"court": ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.row = row
        self.offer("court", [("", (UNKNOWN if read else row.court) or UNKNOWN), *courts.choices(departement)])
        if row.kind in ADMINISTRATIVE:
            for name in OF_A_JUDGE:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The number of a case, and its court with it."""
        return _with_court(self, super().clean() or {})

    def said(self) -> RecoursSaid:
        """What was typed; of an administrative remedy, what a judge alone says stays as it was."""
        typed = {name: self.cleaned_data.get(name, getattr(self.row, name)) for name in SAID}
        if "court" in self.cleaned_data:
            # What was written before courts were chosen stays as long as none is.
            chosen, kept = typed["court"], "" if courts.read(self.row.court or "") else self.row.court
            typed["court"] = courts.written(chosen, self.cleaned_data["number"]) if chosen else kept
        return RecoursSaid(
            **{**typed, "court": typed["court"] or "", "ordered": typed["ordered"] or JudgeOrder.NOTHING}
        )


def _with_court(form: forms.Form, typed: dict[str, Any]) -> dict[str, Any]:
    try:
        typed["number"] = courts.number(typed.get("number") or "")
    except ValueError:
        form.add_error("number", NO_NUMBER)
        return typed
    if typed["number"] and not typed.get("court"):
        form.add_error("court", NO_COURT)
    return typed


class HelpForm(VersionedForm):
    """Who helps her, and legal aid."""

    places = PLACES

    helped_by = forms.ChoiceField(
        label="Qui l’aide à contester",
        choices=HelpedBy.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    lawyer = forms.CharField(label="Nom de l’avocat", max_length=120, required=False)
    aid_asked_on = DayField(label="Aide juridictionnelle demandée le", required=False)
    aid_answered_on = DayField(
        label="Décision sur cette aide, reçue le", required=False, help_text="Accordée ou refusée : le délai repart."
    )

    def helped(self) -> Helped:
        """What was typed."""
        return Helped(**{name: self.cleaned_data[name] for name in Helped.__dataclass_fields__})
