"""One form to take over a running path, from the papers at hand."""

from datetime import date
from typing import Any

from django import forms

from rivage.core.forms import DayField, LongText, RivageForm
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.law.duration import LONGEST_EVER, MOST_EVER
from rivage.law.period import add_months
from rivage.law.wording import month
from rivage.people.forms import DOUBT, NewPersonForm
from rivage.rights.enums import NEED_KNOWN_OR_NOT, AfisSense
from rivage.rights.takeover.actions import PAPERS, Running

EARLIER = 3
NOT_ASKED = "not_asked"
AID = (
    (AfisSense.GRANT, "accordée"),
    (AfisSense.REFUSE, "refusée"),
    (NOT_ASKED, "pas demandée"),
)
NONE_PAID = "none"


class TakeOverFields(RivageForm):
    """The period in course, what came before, the permit, the aid, and where it is all known from.

    `on`: the day it is filled, given by the form that holds these fields.
    """

    on: date

    starts = DayField(label="Premier jour de la période en cours")
    months = forms.IntegerField(
        label="Mois",
        min_value=1,
        max_value=LONGEST_EVER,
        initial=LONGEST_EVER,
        help_text=f"{LONGEST_EVER}, ou le reste des {MOST_EVER}.",
    )
    decided_on = DayField(label="Date de la décision")
    months_before = forms.IntegerField(
        label="Mois utilisés ailleurs",
        required=False,
        min_value=0,
        max_value=MOST_EVER - 1,
        help_text=f"Dans un autre département. Ils comptent dans les {MOST_EVER}.",
    )
    months_before_source = forms.CharField(label="D’où on le sait", required=False, max_length=120)
    need = forms.ChoiceField(
        label="Séjour",
        choices=NEED_KNOWN_OR_NOT,
        widget=forms.RadioSelect,
        help_text="La raison reste à l’association : les autres lisent seulement oui, non ou sans objet.",
    )
    aps_until = DayField(label="Dernier jour du titre détenu", required=False)
    aps_from = DayField(label="Premier jour", required=False, help_text="Laissé vide : le premier jour de la période.")
    aps_asked_on = DayField(label="Renouvellement demandé le", required=False)
    afis = forms.ChoiceField(label="Aide financière (AFIS)", choices=AID, widget=forms.RadioSelect)
    afis_decided_on = DayField(label="Date de la décision sur l’aide", required=False)
    children = forms.IntegerField(label="Enfants à charge", required=False, min_value=0, max_value=20)
    paid_until = forms.ChoiceField(
        label="Dernier mois versé avant Rivage",
        required=False,
        help_text="Si l’aide est accordée. Rivage ne propose que les mois qui suivent.",
    )
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(source.value, source.label) for source in PAPERS],
        widget=forms.RadioSelect,
    )
    next_session = DayField(label="Prochaine séance, si elle est annoncée", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["paid_until"]
        asked.choices = [("", "à choisir"), (NONE_PAID, "aucun mois versé"), *_months(self.on)]
        for row in range(EARLIER):
            self.add(f"starts_{row}", DayField(label="Premier jour", required=False))
            months = forms.IntegerField(label="Mois", required=False, min_value=1, max_value=LONGEST_EVER)
            self.add(f"months_{row}", months)
            self.add(f"decided_on_{row}", DayField(label="Date de la décision", required=False))

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each earlier period."""
        return [[self[f"{name}_{row}"] for name in ("starts", "months", "decided_on")] for row in range(EARLIER)]

    @property
    def earlier_open(self) -> bool:
        """Whether something stands in what came before: shown unfolded then."""
        names = [f"starts_{row}" for row in range(EARLIER)] + ["months_before"]
        return any(self[name].value() for name in names) or any(self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in range(EARLIER):
            starts, months, decided = (data.get(f"{name}_{row}") for name in ("starts", "months", "decided_on"))
            if (months or decided) and not starts and f"starts_{row}" not in self.errors:
                self.add_error(f"starts_{row}", "Il manque le premier jour de cette période.")
            if starts and not decided and f"decided_on_{row}" not in self.errors:
                self.add_error(f"decided_on_{row}", "Il manque la date de la décision de cette période.")
        if data.get("afis") == AfisSense.GRANT and not data.get("paid_until") and "paid_until" not in self.errors:
            self.add_error("paid_until", "Il manque le dernier mois versé avant Rivage, ou « aucun mois versé ».")
        return data

    def known(self) -> Running:
        """What the verb takes."""
        data = self.cleaned_data
        paid = data["paid_until"]
        earlier = [
            PaperPeriod(data[f"starts_{row}"], data[f"months_{row}"] or LONGEST_EVER, data[f"decided_on_{row}"])
            for row in range(EARLIER)
            if data[f"starts_{row}"]
        ]
        same = ("need", "source", "months_before_source", "aps_from", "aps_until", "aps_asked_on", "afis",
                "afis_decided_on", "next_session")  # fmt: skip
        return Running(
            running=PaperPeriod(data["starts"], data["months"], data["decided_on"]),
            earlier=earlier,
            months_before=data["months_before"] or 0,
            children=data["children"] or 0,
            paid_until=None if paid in ("", NONE_PAID) else date.fromisoformat(paid),
            none_paid=paid == NONE_PAID,
            **{name: data[name] for name in same} | {"afis": "" if data["afis"] == NOT_ASKED else data["afis"]},
        )


def _months(on: date) -> list[tuple[str, str]]:
    """The months that may have been paid, the last first."""
    last = on.replace(day=1)
    months = [add_months(last, -back) for back in range(MOST_EVER + 1)]
    return [(first.isoformat(), month(first)) for first in months]


class Dated(RivageForm):
    """A form that knows the day it is filled."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on


class TakeOverForm(TakeOverFields, Dated):
    """The same for somebody already accompanied here."""


class NewTakeOverForm(TakeOverFields, NewPersonForm):
    """The same for somebody whom Rivage did not know: as little about her as is needed."""

    adult = forms.ChoiceField(label="A-t-elle 18 ans ou plus ?", choices=DOUBT, widget=forms.RadioSelect)
    aps_need = when = ask_for = channels = birth_source = civility = month = day = None  # type: ignore[assignment]

    def identity(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name_in_use", "birth", "zone")}

    def contact(self) -> dict[str, Any]:
        return {"never": self.cleaned_data["never"]}


class ContestForm(RivageForm):
    """What differs, said by whoever instructs."""

    words = LongText(
        label="Ce qui diffère de vos papiers",
        rows=4,
        max_length=1000,
        help_text="Une date, une durée, une décision. Jamais son nom.",
    )
