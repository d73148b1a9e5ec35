"""How she was met, asked as her accompaniment begins; « pas encore demandé » is an answer, and notes nothing."""

from datetime import date

from django import forms

from rivage.accounts.models import Membership
from rivage.core.versions import version_of
from rivage.people.models import Person
from rivage.support.active import actions
from rivage.support.active.actions import ContactTold
from rivage.support.enums import Origin

NAME, NOT_YET = "origin", "later"


def field() -> forms.Field:
    """The question, without an answer given beforehand."""
    return forms.ChoiceField(
        label="Comment vous vous êtes rencontrées",
        choices=[("", "…"), (NOT_YET, "pas encore demandé"), *Origin.choices],
        help_text="Pour le rapport d’activité. Cela se note aussi plus tard, depuis sa page.",
    )


def note(actor: Membership, on: date, person: Person, said: str) -> None:
    """Write how she was met, unless it is still to be asked."""
    if said != NOT_YET:
        actions.note_contact(actor=actor, on=on, person=person, told=ContactTold(said), version=version_of(None))
