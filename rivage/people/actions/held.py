"""A person held for the length of an act, so that the second of two clicks finds what the first one did."""

from rivage.people.models import Person


def hold(person: Person) -> Person:
    """Her row, read again and locked until the transaction ends; what points to it is still written meanwhile.

    Raises `Person.DoesNotExist` for whoever may not write to her row.
    """
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)
