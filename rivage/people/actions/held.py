"""A person held for the length of an act, so that the second of two clicks finds what the first one did."""

from rivage.accounts.models import Membership
from rivage.core.refusal import no
from rivage.people.models import Person


def hold(person: Person, actor: Membership) -> Person:
    """Her row, read again and locked until the transaction ends; what points to it is still written meanwhile.

    The gate is asked in the same statement: `access` then says who may do what, of somebody whom the actor sees.
    Raises `Refused` for whoever does not see her, or may not write to her row.
    """
    seen = Person.objects.visible_to(actor).select_for_update(no_key=True)
    held = seen.filter(pk=person.pk).first()
    if held is None:
        raise no("person_unseen", "Ce dossier n’est pas ouvert à votre fonction.")
    return held
