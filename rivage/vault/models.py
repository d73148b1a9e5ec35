"""The wrapped keys of people: the one table that a long-kept dump leaves out."""

from django.db import models

from rivage.core.models import Retention, Row
from rivage.vault.enums import KeyKind


class PersonKey(Row):
    """A person's key, wrapped by the keyset of one body.

    Two kinds per person. `private` is wrapped by her antenne alone. `shared` is wrapped by her antenne, and by the
    département's body from the deposit on: with the State's keys alone nothing undeposited opens.
    """

    RETENTION = (
        Retention(
            "clés d’une personne",
            active="tant qu’il reste quelque chose à ouvrir",
            then="effacement : ce qui reste ne s’ouvre plus",
            to_confirm="chaque délégué",
        ),
    )

    person_id = models.UUIDField("personne")
    antenne_id = models.UUIDField("antenne")
    kind = models.CharField("clé", max_length=7, choices=KeyKind.choices)
    body_id = models.UUIDField("organisme qui l’enveloppe")
    wrapped = models.BinaryField("clé enveloppée")
    # From then on nothing opens it; `vault.jobs` deletes it a day later.
    erased_at = models.DateTimeField("effacée le", null=True, editable=False)

    class Meta:
        verbose_name = "clé d’une personne"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "kind", "body_id"], name="vault_one_wrap"),
        ]
        indexes = [models.Index(fields=["antenne_id"], name="vault_key_antenne")]
