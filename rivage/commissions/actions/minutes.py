"""Minutes: a session part and one extract a file, frozen at signature; printed again from what was frozen."""

import hashlib
import json
from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.commissions import access, recall
from rivage.commissions.actions import held
from rivage.commissions.models import AgendaItem, Extract, Minutes, Seance
from rivage.core import clock
from rivage.core.paper import printed
from rivage.core.refusal import Stale, no, require


@verb
def write_minutes(*, actor: Membership, on: date, seance: Seance, text: str, version: int = 0) -> Minutes:
    """Write the general remarks; all the rest is taken from the session. `version`: that shown, 0 for none."""
    row = held.seance(seance)
    require(access.can_write_minutes(actor, row))
    minutes = Minutes.objects.select_for_update().filter(seance=row).first()
    if (minutes.version if minutes else 0) != version:
        raise Stale
    held.nameless(AgendaItem.objects.filter(seance=row).values_list("person_id", flat=True), text)
    minutes = minutes or Minutes(departement=row.departement, seance=row, version=0)
    minutes.text, minutes.version = text, minutes.version + 1
    minutes.save()
    held.record_on_seance("minutes_written", row)
    return minutes


@verb
def sign_minutes(*, actor: Membership, on: date, minutes: Minutes, signed_name: str, version: int) -> Minutes:
    """Note that who presided signed: freeze the session part, one extract a file, and the print of the whole.

    Every avis of the session has its relevé signed first. The print's sha256 is kept, the print is not.
    """
    seance = held.seance(minutes.seance)
    row = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(access.can_write_minutes(actor, seance))
    if row.version != version:
        raise Stale
    if not signed_name.strip():
        raise no("no_name", "Écrivez le nom de la personne qui a signé le procès-verbal.")
    items = list(AgendaItem.objects.kept().filter(seance=seance).select_related("demande", "person", "avis", "seance"))
    if any(hasattr(item, "avis") and item.avis.signed_at is None for item in items):
        raise no("releve_first", "Un relevé d’avis n’est pas signé : le procès-verbal vient après les relevés.")
    row.signed_at, row.signed_by, row.signed_name = clock.now(), actor, signed_name.strip()
    row.data = recall.session_part(seance, signed_name.strip(), len(items), row.signed_at)
    frozen = []
    for item in items:
        data = recall.file_part(item)
        frozen.append(data)
        text = json.dumps(recall.with_extract(row.data, data), ensure_ascii=False, sort_keys=True)
        Extract.beside(item, item=item, data=text).save(force_insert=True)
    row.sha256 = hashlib.sha256(printed(recall.sheet(row.data, row.text, frozen))).hexdigest()
    row.save(update_fields=["signed_at", "signed_by", "signed_name", "data", "sha256"])
    held.record_on_seance("minutes_signed", seance)
    return row
