"""Forms of her steps: a new one, what came of it, its correction. Each asks what its domain declares."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.http import QueryDict

from rivage.commissions.forms import HourField
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.support.enums import Barrier
from rivage.support.models import Approach
from rivage.support.steps.themes import THEMES, Detail, theme
from rivage.support.steps.told import ApproachTold, asked_of, told_of

NOTHING = "nothing"
NONE = ("", "…")
DUE = ("due", "due_at")
PLAIN = ("partner", "asked_on", *DUE, "answered_on", "outcome", "result")


class ApproachForm(RivageForm):
    """A step of a domain, whole."""

    places: ClassVar = {
        "no_kind": "kind",
        "partner_address": "partner",
        "partner_named": "partner",
        "result_address": "result",
        "no_where": "result",
        "asked_future": "asked_on",
        "asked_past": "asked_on",
        "no_answered": "answered_on",
        "no_outcome": "outcome",
        "answer_before": "answered_on",
        "answer_future": "answered_on",
        "no_reason": "reason",
        "no_refusal": "reason",
        "no_starts": "starts",
        "not_obtained": "outcome",
        "starts_before": "starts",
        "starts_too_far": "starts",
        "ends_before": "ends",
        "ends_too_far": "ends",
        "due_missing": "due",
        "due_before": "due",
        "due_too_far": "due",
        "no_barrier": "barriers",
        "no_reasons": "why",
        **{f"no_{code}": code for declared in THEMES.values() for code in declared.details},
    }

    kind = forms.ChoiceField(label="Ce qui est demandé")
    partner = forms.CharField(
        label="Auprès de",
        max_length=120,
        required=False,
        help_text="Un service. Ni employeur, ni école d’un enfant, ni adresse.",
    )
    asked_on = DayField(label="Faite le", help_text="Le jour où elle, ou vous, l’avez demandé.")
    due = DayField(
        label="À reprendre le", required=False, help_text="Un rendez-vous, une relance : votre accueil le rappelle."
    )
    due_at = HourField(label="À quelle heure", required=False)
    answered_on = DayField(label="Réponse le", required=False)
    outcome = forms.ChoiceField(label="Réponse", required=False)
    reason = forms.ChoiceField(
        label="Raison du refus", required=False, help_text="Seulement si la réponse est un refus."
    )
    starts = DayField(required=False)
    ends = DayField(required=False)
    result = LongText(label="Ce que cela donne", rows=2, max_length=500, required=False)
    barriers = forms.MultipleChoiceField(
        label="Ce qui fait obstacle", choices=Barrier.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, domain: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain = domain
        self.theme = declared = theme(domain)
        for name, choices in (("kind", declared.kinds), ("reason", declared.reasons), ("outcome", declared.outcomes)):
            self.offer(name, [NONE, *choices.items()])
        for name, label in (("starts", declared.starts), ("ends", declared.ends)):
            self.fields[name].label = label
        given = {"kind": declared.kinds, "reason": declared.reasons, "starts": declared.starts, "ends": declared.ends}
        for name in (name for name, declares in given.items() if not declares):
            del self.fields[name]
        if not declared.told:
            del self.fields["result"]
        for code, detail in declared.details.items():
            self.add(code, _field(detail, [declared.kinds[kind] for kind in declared.kinds if kind in detail.of]))
        if declared.placeless:
            said = ", ".join(label for kind, label in declared.kinds.items() if kind in declared.placeless)
            self.fields["result"].help_text = f"Vide pour : {said}."
            self.fields["starts"].help_text = f"Pour les mêmes ({said}) : le jour où elle est partie, jamais vers où."
        for kind in declared.lasts:
            self.fields["ends"].help_text = f"Vide pour « {declared.kinds[kind]} » : ce jour se calcule."

    def of_kind(self, kind: str) -> None:
        """Ask of one kind what goes with it, and nothing else."""
        declared = self.theme
        others = [code for code, detail in declared.details.items() if not detail.goes_with(kind)]
        if kind in declared.placeless:
            others.append("result")
        if kind in declared.nameless:
            others.append("partner")
        for name in others:
            self.fields.pop(name, None)
        computed = {"ends"} if kind in declared.lasts else set()
        for name in self.fields.keys() & {"starts", "ends", "result", *declared.details} - computed:
            self.fields[name].help_text = ""
        for name, label in zip(("starts", "ends"), declared.days_of(kind), strict=True):
            if name in self.fields:
                self.fields[name].label = label

    @staticmethod
    def starting(row: Approach) -> dict[str, Any]:
        """What it shows of a step."""
        told = told_of(row)
        names = ("kind", *PLAIN, "reason", "starts", "ends", "barriers")
        return {name: getattr(told, name) for name in names} | dict(told.details)

    def told(self) -> ApproachTold:
        """What the actions take."""
        return ApproachTold(domain=self.domain, **self.typed())

    def typed(self) -> dict[str, Any]:
        """What is said in the fields that it has."""
        sent = self.cleaned_data
        said = {name: sent[name] for name in ("kind", *PLAIN, "reason", "starts", "ends") if name in sent}
        details = {code: str(sent[code]) for code in self.theme.details if sent.get(code)}
        return said | {"barriers": tuple(sent["barriers"]), "details": details}

    def _some(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def _details(self, *, asked: bool) -> tuple[str, ...]:
        return tuple(code for code, detail in self.theme.details.items() if detail.asked is asked)

    @property
    def what(self) -> list[Any]:
        """What it is, and when it is taken up again: all that is asked of a quick entry."""
        return self._some(("kind", *self._details(asked=True), "partner", "asked_on", *DUE))

    @property
    def answer(self) -> list[Any]:
        """What came of it."""
        found = ("answered_on", "outcome", "reason", "starts", "ends", *self._details(asked=False))
        return self._some((*found, "result", "barriers"))

    @property
    def again(self) -> list[Any]:
        """When it is taken up again."""
        return self._some(DUE)

    @property
    def answered(self) -> bool:
        """Something is typed, or wrong, in what came of it."""
        return any(field.value() or field.errors for field in self.answer)


def _field(detail: Detail, of: list[str]) -> forms.Field:
    if detail.answers:
        said = f"Seulement pour : {', '.join(of)}." if of else ""
        choices = [NONE, *detail.answers.items()]
        return forms.ChoiceField(label=detail.label, choices=choices, required=False, help_text=said)
    return forms.IntegerField(label=detail.label, min_value=1, max_value=detail.most, required=False)


class ClaimsForm(RivageForm):
    """Days from which delays run. They are kept nowhere."""

    depuis = DayField(label="Dernier jour des faits", required=False)
    decision = DayField(label="Jour où la décision de justice est devenue définitive", required=False)


class OfKindForm(ApproachForm):
    """A step whose kind is chosen. `of`: the kind whose fields are asked, where it is chosen before any of them."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of:
            self.initial.update({"kind": of, "shown": of})
            self.of_kind(of)

    def redrawn(self, sent: QueryDict) -> Self:
        """The same, unsent, with what was sent in the fields that it has."""
        said = {name: sent.getlist(name) if name == "barriers" else sent[name] for name in self.fields if name in sent}
        self.initial.update(said, shown=self.initial["shown"])
        return self


class NewApproachForm(OfKindForm):
    """One more step."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FollowApproachForm(ApproachForm):
    """What came of a step. What was asked stays as it is."""

    def __init__(self, *args: Any, approach: Approach, **kwargs: Any) -> None:
        super().__init__(*args, domain=approach.domain, **kwargs)
        self.approach = approach
        for name in ("kind", "partner", "asked_on", *self._details(asked=True)):
            self.fields.pop(name, None)
        self.of_kind(approach.kind or "")

    def told(self) -> ApproachTold:
        return ApproachTold(**asked_of(self.approach) | self.typed())


class CorrectApproachForm(OfKindForm):
    """What took place instead of what was noted, when something did, and why it is corrected."""

    happened = forms.ChoiceField(
        label="Ce qui s’est passé en vérité",
        choices=[(NOTHING, "cette démarche n’a pas eu lieu"), ("other", "autre chose, que voici")],
        widget=forms.RadioSelect,
    )
    why = LongText(label="Pourquoi vous corrigez", rows=2, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("happened", *(field.name for field in (*self.what, *self.answer))))

    def full_clean(self) -> None:
        """What took place is asked only when something did."""
        nothing = self.is_bound and self.data.get(self.add_prefix("happened")) == NOTHING
        for name in {"kind", "asked_on"} & set(self.fields):
            self.fields[name].required = not nothing
        super().full_clean()

    def instead(self) -> ApproachTold | None:
        """What took place, None when nothing did."""
        return None if self.cleaned_data["happened"] == NOTHING else self.told()
