"""How to reach her without danger. The code obeys these rules before any letter or message."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rivage.people.enums import Channel, Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.person import Person
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, PROCEDURE
from rivage.vault.fields import EncryptedField


class Contact(PersonRow):
    """Safe contact: when, by which channel, under which name, and what never to do. Read by the antenne alone."""

    SLICE: ClassVar[str] = Slice.CONTACT
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="contact")
    channels = ArrayField(
        models.CharField(max_length=11, choices=Channel.choices), verbose_name="moyens", default=list
    )
    when = EncryptedField("jours et heures", default="")
    ask_for = EncryptedField("nom à demander", default="")
    say_from = EncryptedField("se présenter comme", default="")
    language = EncryptedField("langue et interprète", default="")
    never = EncryptedField("ne jamais faire", default="")
    phone = EncryptedField("téléphone", default="")
    email = EncryptedField("courriel", default="")

    class Meta:
        verbose_name = "contact sans risque"


class Correspondence(PersonRow):
    """The address she chose for letters; by default the association's, which is never her home."""

    SLICE: ClassVar[str] = Slice.CORRESPONDENCE
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT, PROCEDURE)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="correspondence")
    at_association = models.BooleanField("à l’association", default=True)
    address = EncryptedField("adresse de correspondance", default="")

    class Meta:
        verbose_name = "adresse de correspondance"
