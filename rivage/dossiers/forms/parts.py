"""One form for each part. Nothing is required while it is being written: the task list says what is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from rivage.core.forms import DayField, Euros, LongText, RivageForm, whole
from rivage.dossiers.enums import (
    Cause,
    Claimable,
    DangerLevel,
    Domain,
    Done,
    Held,
    OpinionSense,
    Part,
    PieceKind,
    PieceState,
    Respect,
)
from rivage.dossiers.models import Demande
from rivage.dossiers.parts import ACTION_FIELDS, PIECE_FIELDS
from rivage.dossiers.situation import SITUATION
from rivage.law import parcours as law
from rivage.law.duration import most_months, period_length

YES_NO = (("yes", "oui"), ("no", "non"))
MORE_ACTIONS, MOST_ACTIONS = 2, 20


class PartForm(RivageForm):
    """Base: `starting` gives what is shown from `parts.read`, `values` what `save_part` takes."""

    def __init__(self, *args: Any, demande: Demande, on: date, used: int, **kwargs: Any) -> None:
        self.demande, self.on, self.used = demande, on, used
        super().__init__(*args, **kwargs)
        self.build()

    def build(self) -> None:
        """Add the fields known only at run time."""

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        return dict(values)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def past(self, name: str, label: str) -> Any:
        """A day that has come. Adds the error otherwise."""
        day = self.cleaned_data.get(name)
        if day is not None and day > self.on:
            self.add_error(name, f"{label} ne peut pas être après aujourd’hui.")
        return day


class SituationForm(PartForm):
    """Codes, and the level of danger alone."""

    danger = forms.ChoiceField(
        label="Danger",
        choices=DangerLevel.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Le niveau seul. Le détail, si la personne veut le dire, est dans « Sécurité ».",
    )

    def build(self) -> None:
        for code, field in SITUATION.fields(empty="à renseigner").items():
            self.add(code, field)
        self.order_fields([*SITUATION.questions, "danger"])

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {**values["answers"], "danger": values["danger"]}

    def values(self) -> dict[str, Any]:
        answers = {code: self.cleaned_data[code] for code in SITUATION.questions if self.cleaned_data[code]}
        return {"answers": answers, "danger": self.cleaned_data["danger"]}


class AccountForm(PartForm):
    """One page, read and approved by her."""

    text = LongText(
        label="Présentation de la situation",
        required=False,
        rows=14,
        help_text="Une page au plus, 3 000 caractères. Avec ses mots, ce qu’elle veut que la commission sache.",
    )
    approved_on = DayField(
        label="Relue et approuvée par la personne le",
        required=False,
        help_text="Relue dans sa langue. Si le texte change, il se relit.",
    )

    def clean_approved_on(self) -> Any:
        return self.past("approved_on", "La relecture")


class ProjectForm(PartForm):
    """Needs, actions, how long, what is expected (R121-12-9)."""

    needs = LongText(label="Ses besoins", required=False, rows=5)
    months = forms.IntegerField(label="Durée demandée, en mois", required=True)
    expected = LongText(label="Résultats attendus au bout de ces mois", required=False, rows=4)

    def build(self) -> None:
        shown = whole(str(self.data.get("rows", ""))) if self.is_bound else 0
        known = len(self.initial.get("actions", ()))
        self.rows = min(max(shown, known + MORE_ACTIONS), MOST_ACTIONS)
        for row in range(self.rows):
            domains = [("", "Choisir"), *Domain.choices]
            self.add(f"domain_{row}", forms.ChoiceField(label="Domaine", choices=domains, required=False))
            self.add(f"text_{row}", LongText(label="Action", required=False, rows=2, max_length=1000))
            self.add(f"duration_{row}", forms.CharField(label="Pendant combien de temps", required=False))
            self.add(f"expected_{row}", forms.CharField(label="Résultat attendu", required=False))
        expected = law.expected_months(self.used, self.on)
        self.fields[
            "months"
        ].help_text = (
            f"{period_length(self.on)} mois, ou ce qui reste des {most_months(self.on)}. Ici : {expected} mois."
        )

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        rows = {
            f"{name}_{row}": action[name] for row, action in enumerate(values["actions"]) for name in ACTION_FIELDS
        }
        return {**values, **rows}

    def clean_months(self) -> int:
        months: int = self.cleaned_data["months"]
        verdict = law.period_months(months, self.used, self.on)
        if not verdict:
            raise forms.ValidationError(verdict.sentence)
        return months

    def values(self) -> dict[str, Any]:
        actions = [{name: self.cleaned_data[f"{name}_{row}"] for name in ACTION_FIELDS} for row in range(self.rows)]
        data = {name: self.cleaned_data[name] for name in ("needs", "expected", "months")}
        return {**data, "actions": [action for action in actions if any(action.values())]}

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each action, row by row."""
        return [[self[f"{name}_{row}"] for name in ACTION_FIELDS] for row in range(self.rows)]


class EngagementsForm(PartForm):
    """What she commits to, and the day she signed."""

    engagements = LongText(
        label="Ses engagements",
        required=False,
        rows=8,
        help_text="Ceux qu’elle peut tenir. Ils se disent dans sa langue avant d’être signés.",
    )
    engagements_signed_on = DayField(
        label="Signés par la personne le",
        required=False,
        help_text="S’ils changent, ils se relisent et se signent de nouveau.",
    )

    def clean_engagements_signed_on(self) -> Any:
        return self.past("engagements_signed_on", "La signature")


class ResultsForm(PartForm):
    """Renewal: difficulties first, causes that are not hers included (R121-12-9)."""

    difficulties = LongText(
        label="Difficultés rencontrées",
        required=False,
        rows=7,
        help_text="D’abord celles qui ne viennent pas d’elle : titre en retard, pas de cours, pas de garde d’enfant, "
        "maladie, maternité. Une naissance n’est jamais un manquement.",
    )
    results = LongText(label="Actions faites et résultats", required=False, rows=7)
    respect = forms.ChoiceField(
        label="Engagements tenus, selon vous", choices=Respect.choices, required=False, widget=forms.RadioSelect
    )

    def build(self) -> None:
        for said in self.initial.get("outcomes", ()):
            done = forms.ChoiceField(label="Elle est", choices=[("", "à renseigner"), *Done.choices], required=False)
            self.add(f"outcome_{said['rank']}", done)
            causes = [("", "sans objet"), *Cause.choices]
            why = forms.ChoiceField(label="Si elle n’a pas été possible, pourquoi", choices=causes, required=False)
            self.add(f"cause_{said['rank']}", why)

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        said = values.get("outcomes", ())
        rows = {f"{name}_{one['rank']}": one[name] for one in said for name in ("outcome", "cause")}
        return {**values, **rows}

    def values(self) -> dict[str, Any]:
        outcomes = [
            {**said, **{name: self.cleaned_data[f"{name}_{said['rank']}"] for name in ("outcome", "cause")}}
            for said in self.initial.get("outcomes", ())
        ]
        return {name: self.cleaned_data[name] for name in ("difficulties", "results", "respect")} | {
            "outcomes": outcomes
        }

    @property
    def lines(self) -> list[tuple[dict[str, Any], forms.BoundField, forms.BoundField]]:
        """Each action of the plan before, with its two fields."""
        said = self.initial.get("outcomes", ())
        return [(one, self[f"outcome_{one['rank']}"], self[f"cause_{one['rank']}"]) for one in said]


class OpinionForm(PartForm):
    """The association's own opinion (L121-9 II)."""

    opinion = forms.ChoiceField(
        label="L’association est", choices=OpinionSense.choices, required=False, widget=forms.RadioSelect
    )
    opinion_text = LongText(
        label="Pourquoi", required=False, rows=8, help_text="Les faits, les progrès, les obstacles."
    )


class AidForm(PartForm):
    """The AFIS asked, and what the law needs to know (R121-12-13-1)."""

    afis_asked = forms.ChoiceField(
        label="L’aide est-elle demandée ?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    rsa = forms.ChoiceField(
        label="Le RSA (revenu de solidarité active) peut-il être demandé ?",
        choices=Claimable.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    ada = forms.ChoiceField(
        label="L’ADA (allocation pour demandeur d’asile) est-elle perçue ou possible ?",
        choices=Claimable.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Rien d’autre sur une demande d’asile : ni son histoire, ni sa suite.",
    )
    document = forms.ChoiceField(
        label="Document de séjour", choices=[("", "à renseigner"), *Held.choices], required=False
    )
    household = forms.IntegerField(label="Personnes au foyer", required=False, min_value=1, max_value=30)
    children = forms.IntegerField(label="Enfants à charge", required=False, min_value=0, max_value=30)
    resources = Euros(label="Ressources du foyer le mois précédent, en euros", required=False)

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        asked = {True: "yes", False: "no", None: ""}[values["afis_asked"]]
        return {**values, "afis_asked": asked}

    def values(self) -> dict[str, Any]:
        asked = {"yes": True, "no": False, "": None}[self.cleaned_data["afis_asked"]]
        resources = self.cleaned_data["resources"]
        if resources is not None:
            resources = resources.quantize(Decimal("0.01"))
        return {**self.cleaned_data, "afis_asked": asked, "resources": resources}


class SafetyForm(PartForm):
    """Optional. Read by the seats that protect, if she agrees."""

    detail = LongText(
        label="Détail du danger",
        required=False,
        rows=7,
        help_text="Facultatif. Ce qui aide à la protéger, et rien de plus.",
    )


class PiecesForm(PartForm):
    """Each piece: given, to come, or no document, which is a complete answer. The préfet knows whom he approved: a
    copy of the agrément is asked of nobody, and stays where somebody answered about it.
    """

    def build(self) -> None:
        states = [("", "à renseigner"), *PieceState.choices]
        known = f"state_{PieceKind.AGREMENT}" in self.initial
        self.kinds = [kind for kind in PieceKind if known or kind != PieceKind.AGREMENT]
        for kind in self.kinds:
            self.add(f"state_{kind}", forms.ChoiceField(label="Réponse", choices=states, required=False))
            self.add(f"given_on_{kind}", DayField(label="Remise le", required=False))
            self.add(f"remark_{kind}", forms.CharField(label="Remarque", required=False, max_length=500))

    @classmethod
    def starting(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {f"{name}_{kind}": piece[name] for kind, piece in values["pieces"].items() for name in PIECE_FIELDS}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in self.kinds:
            if f"given_on_{kind}" in data:
                self.past(f"given_on_{kind}", "La remise")
        return data

    def values(self) -> dict[str, Any]:
        pieces = {}
        for kind in self.kinds:
            piece = {name: self.cleaned_data[f"{name}_{kind}"] for name in PIECE_FIELDS}
            if piece["state"]:
                pieces[kind.value] = piece
        return {"pieces": pieces}

    @property
    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each piece with its fields."""
        return [(kind.label, [self[f"{name}_{kind}"] for name in PIECE_FIELDS]) for kind in self.kinds]


FORMS: dict[str, type[PartForm]] = {
    Part.SITUATION: SituationForm,
    Part.ACCOUNT: AccountForm,
    Part.PROJECT: ProjectForm,
    Part.ENGAGEMENTS: EngagementsForm,
    Part.RESULTS: ResultsForm,
    Part.OPINION: OpinionForm,
    Part.AID: AidForm,
    Part.SAFETY: SafetyForm,
    Part.PIECES: PiecesForm,
}
