"""Forms about the months of the aid: what moved it, its end, the answers of the payer."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from rivage.accounts.enums import Source
from rivage.core.confirm import CHANGED, ReadAgainForm
from rivage.core.forms import DayField, Euros, LongText, RivageForm, VersionedForm
from rivage.core.french import amount
from rivage.core.versions import version_of_words
from rivage.decisions.forms import FromPaperForm, day_sent
from rivage.law.wording import month
from rivage.rights.aid.actions import AmountTold, Answered, EndTold
from rivage.rights.aid.actions.ending import AT_ONCE, HEARD_ARTICLES
from rivage.rights.aid.answers import BOUNDS
from rivage.rights.enums import AidChange, EndGround, PayerAnswer
from rivage.rights.models.months import END_SAID

TOLD = (Source.OWN_DESK, Source.PHONE, Source.PAPER_SHE_HOLDS)
SIGNED = (Source.SIGNED_PAPER, Source.PHONE)
BY_PHONE = (
    "Vous le savez par téléphone : la décision est écrite, motivée et signée. Relisez sa date et ses mots sur le "
    "papier (CRPA L211-2 et L211-5)."
)
WORDS = {Source.OWN_DESK: "dit par la personne à l’association"}


class ChangeForm(RivageForm):
    kind = forms.ChoiceField(label="Ce qui a changé", choices=[("", "à choisir"), *AidChange.choices])
    event_on = DayField(label="Depuis le")
    children = forms.IntegerField(
        label="Enfants à charge depuis ce jour",
        required=False,
        help_text="Pour une naissance, un enfant qui n’est plus à charge, un nombre qui change. Sinon, vide.",
    )
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(source.value, WORDS.get(source, source.label)) for source in TOLD],
        widget=forms.RadioSelect,
    )


class ChangeTakenBackForm(RivageForm):
    """Why a change was noted by mistake."""

    places = {"no_reasons": "why"}

    why = LongText(
        label="Pourquoi c’était une erreur",
        rows=3,
        max_length=1000,
        help_text="Seule l’association qui l’accompagne lit ces mots.",
    )


class PayerNoticeForm(RivageForm):
    """What the payer says that a month is worth. `own`: it says so itself, and no source is asked."""

    places = {"no_such_source": "source", "future": "said_on"}

    amount = Euros(label="Montant d’un mois, d’après l’organisme payeur, en euros")
    since = forms.ChoiceField(label="À partir du mois de")
    said_on = DayField(label="Dit le")
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(one.value, one.label) for one in (Source.SIGNED_PAPER, Source.PHONE, Source.PAPER_SHE_HOLDS)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, months: Iterable[date], own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = cast(forms.ChoiceField, self.fields["since"])
        since.choices = [(each.isoformat(), month(each)) for each in months]
        if own:
            del self.fields["source"]

    def told(self) -> AmountTold:
        """What the action takes."""
        typed = self.cleaned_data
        source = typed.get("source", Source.OWN_DESK)
        return AmountTold(typed["amount"], date.fromisoformat(typed["since"]), typed["said_on"], source)


class NoticeTakenBackForm(RivageForm):
    """Why what the payer says was noted by mistake."""

    places = {"no_reasons": "why", "name_said": "why"}

    why = LongText(
        label="Pourquoi c’était une erreur",
        rows=3,
        max_length=1000,
        help_text="Sans nom : l’association, la délégation et l’organisme payeur lisent ces mots.",
    )


class EndSaid(FromPaperForm):
    """What the signed decision that ends an aid says."""

    LACKED: tuple[str, ...] = ("invited_on", "reasons", "signed_name")
    places = {
        "observations_required": "invited_on", "invited_after": "invited_on", "same_day": "same_day",
        "decided_future": "decided_on", "end_before_grant": "decided_on", "reasons_missing": "reasons",
        "signed_name_missing": "signed_name",
    }  # fmt: skip

    ground = forms.ChoiceField(label="Motif", choices=EndGround.choices, widget=forms.RadioSelect)
    invited_on = DayField(
        label="Observations demandées à la personne le",
        required=False,
        help_text="La fin de l’aide vient après que la personne a pu présenter ses observations.",
    )
    decided_on = DayField(label="Date de la décision")
    reasons = LongText(
        label="Motivation, en fait et en droit",
        rows=4,
        required=False,
        help_text="Ce texte est celui de la décision.",
    )
    signed_name = forms.CharField(label="Signée par (nom et qualité)", max_length=120, required=False)
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(source.value, source.label) for source in SIGNED],
        widget=forms.RadioSelect,
    )
    as_it_is = forms.BooleanField(label=FromPaperForm.AS_IT_IS, required=False)

    def told(self) -> EndTold:
        """What the action takes."""
        typed = self.cleaned_data
        return EndTold(**{name: typed[name] for name in EndTold.__dataclass_fields__ if name in typed})

    def to_read_again(self) -> list[str]:
        """What is to be read again before it is noted, in sentences."""
        told = self.told()
        by_phone = told.source == Source.PHONE
        return [*([f"{AT_ONCE} ({HEARD_ARTICLES})."] if told.at_once else []), *([BY_PHONE] if by_phone else [])]


class EndForm(EndSaid, VersionedForm):
    """The signed decision ending the aid. Decided the day she was invited to speak, that is confirmed."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited, decided = (day_sent(self, name) for name in ("invited_on", "decided_on"))
        if invited is not None and invited == decided:
            words = "Je confirme : elle a pu présenter ses observations avant la décision, prise le même jour"
            self.add("same_day", forms.BooleanField(label=words, required=False))

    def unread(self, words: str) -> bool:
        """Whether these words are to be read before it is noted: they were not, or something was changed since:
        the page carries them from then on.
        """
        asked, before = "confirmer" in self.data, self.cleaned_data["read"]
        mark = version_of_words(words)
        if asked and before == mark:
            return False
        if asked and before:
            self.add_error(None, CHANGED)
        sent = cast(Any, self.data).copy()
        sent[self.add_prefix("read")] = mark
        self.data = sent
        return True


NOT_DECIDED = "none"


class EndCorrectForm(EndSaid):
    """What the signed decision says in truth, or that none ended the aid; and why it is corrected."""

    places = EndSaid.places | {"told": "truth", "after_told": "decided_on", "no_reasons": "why"}

    truth = forms.ChoiceField(
        label="En vérité",
        choices=[
            ("other", "la décision signée dit ce qui suit"),
            (NOT_DECIDED, "l’aide de cette personne n’a pas pris fin : notée par erreur"),
        ],
        widget=forms.RadioSelect,
    )
    why = LongText(
        label="Pourquoi vous corrigez",
        rows=3,
        max_length=1000,
        help_text="Sans nom : l’association et la délégation lisent ces mots.",
    )
    field_order = ("truth", *END_SAID, "as_it_is", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self["truth"].data == NOT_DECIDED:
            self.LACKED = ()
            for name in END_SAID:
                self.fields[name].required = False

    def instead(self) -> EndTold | None:
        """What the signed decision says, None when none ended the aid."""
        return None if self.cleaned_data["truth"] == NOT_DECIDED else self.told()


class EndCorrectReadForm(EndCorrectForm, ReadAgainForm):
    """The correction as it was typed, sent again once it was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_fields()


class OrderForm(RivageForm):
    """What was read before the order is issued."""

    departement = forms.CharField(widget=forms.HiddenInput)
    month = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    version = forms.CharField(widget=forms.HiddenInput, required=False)


NO_ANSWER = "none"
TOTAL = "Pour un mois versé seulement : le total versé pour ce mois."
NOT_PAID = (
    "Montant versé : un mois revenu impayé ou suspendu n’en a pas. Videz ce champ, ou choisissez « versé » si une "
    "partie est versée."
)


class MonthAnswerForm(VersionedForm):
    """What the payer answers of a month. `ordered`: euros; more than that is confirmed. `so_far`: paid in part.
    `not_due`: the aid ended before it; that it was paid is then confirmed.
    """

    places = {
        "beyond": "beyond", "after_end": "after_end", "too_much": "paid", "amount": "paid", "total": "paid",
        "no_reasons": "why", "future": "answered_on", "before_order": "answered_on",
        "paid_on": "paid_on",
    }  # fmt: skip

    answer = forms.ChoiceField(label="La réponse", choices=PayerAnswer.choices, widget=forms.RadioSelect)
    paid = Euros(label="Montant versé, en euros", required=False, help_text=TOTAL)
    paid_on = DayField(label="Versé le", required=False, help_text="Le jour où l’argent est parti, s’il le dit.")
    answered_on = DayField(label="Répondu le")

    def __init__(
        self, *args: Any, ordered: Decimal, so_far: Decimal | None = None, not_due: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not_due and self.is_bound and self["answer"].data == PayerAnswer.PAID:
            words = "Je confirme : ce mois a été versé, et l’aide avait pris fin avant lui"
            self.add("after_end", forms.BooleanField(label=words, required=False))
        if so_far:
            self.fields[
                "paid"
            ].help_text = f"{TOTAL} {amount(so_far)} sont déjà notés : écrivez-les avec ce qui s’ajoute."
        paid = self._typed()
        if so_far and paid is not None and so_far < paid == ordered - so_far:
            words = f"Je confirme que {amount(paid)} est le total, les {amount(so_far)} déjà notés compris"
            self.add("whole", forms.BooleanField(label=words, required=False))
        if paid is not None and paid > ordered:
            words = f"Je confirme ce montant : {amount(paid - ordered)} de plus que les {amount(ordered)} ordonnés"
            self.add("beyond", forms.BooleanField(label=words, required=False))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unpaid = data.get("answer") not in (None, PayerAnswer.PAID)
        # An amount left as it was noted was not typed.
        if unpaid and data.get("paid") and "paid" in self.changed_data:
            self.add_error("paid", NOT_PAID)
        return data

    def _typed(self) -> Decimal | None:
        """The amount as it was sent, None when there is none."""
        try:
            return cast(Decimal | None, self.fields["paid"].clean(self["paid"].data)) if self.is_bound else None
        except forms.ValidationError:
            return None

    def told(self) -> Answered:
        """What the action takes."""
        typed = self.cleaned_data
        paid = typed["paid"] if typed["answer"] == PayerAnswer.PAID else None
        read = {name: typed.get(name, False) for name in ("beyond", "whole", "after_end")}
        return Answered(
            typed["answer"], typed["answered_on"], paid or Decimal(0), paid_on=typed.get("paid_on"), **read
        )


class CorrectAnswerForm(MonthAnswerForm):
    """What the payer answered in truth, and why it is corrected."""

    answer = forms.ChoiceField(
        label="La réponse, en vérité",
        choices=[*PayerAnswer.choices, (NO_ANSWER, "aucune réponse encore")],
        widget=forms.RadioSelect,
    )
    answered_on = DayField(label="Répondu le", required=False)
    why = LongText(
        label="Pourquoi vous corrigez",
        rows=3,
        max_length=1000,
        help_text="Sans nom : l’association, la délégation et l’organisme payeur lisent ces mots.",
    )
    field_order = ("answer", "paid", "paid_on", "answered_on", "why")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") not in (None, NO_ANSWER) and not data.get("answered_on") and not self.errors:
            self.add_error("answered_on", "Il manque le jour de la réponse.")
        return data

    def instead(self) -> Answered | None:
        """What was answered, None when nothing was."""
        return None if self.cleaned_data["answer"] == NO_ANSWER else self.told()


class AnswersReadForm(ReadAgainForm):
    """A file of answers sent back once its lines were read. `sealed`: `answer_file.sealed`."""

    sealed = forms.CharField(widget=forms.HiddenInput)


class AnswersForm(RivageForm):
    file = forms.FileField(
        label="Fichier de réponses", help_text="CSV, XLSX, ODS ou XLS, 2 Mo au plus, avec sa dernière ligne FIN."
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file too big before it is read. ValidationError carries the sentence."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if beyond := BOUNDS.beyond(file.size or 0):
            raise forms.ValidationError(beyond)
        return file
