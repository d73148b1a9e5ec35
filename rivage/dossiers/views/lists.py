"""The demandes of one's perimeter, oldest first."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest, to
from rivage.core import clock
from rivage.core.french import days
from rivage.core.tables import Column, Link, Pages, Table, asked_sort
from rivage.dossiers import states
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande
from rivage.people.enums import Slice
from rivage.people.models import Identity, Person
from rivage.vault import keys, opened

PAGE = 25
ORDERS = {"attend": "since", "etape": "step"}
# What a list may be narrowed to, by the word in the address.
WAITING = {
    "": ("En cours", PENDING),
    "preparation": ("En préparation", (Step.DRAFT,)),
    "deposees": ("Déposées, à vérifier", (Step.SUBMITTED,)),
    "a-completer": ("À compléter", (Step.INCOMPLETE,)),
    "completes": ("Complètes, à inscrire", (Step.COMPLETE,)),
    "inscrites": ("Inscrites à une séance", (Step.SCHEDULED,)),
    "a-decider": ("À décider ou à notifier", (Step.OPINED, Step.DECIDED)),
    "closes": ("Closes", (Step.NOTIFIED, Step.WITHDRAWN, Step.FORWARDED, Step.WITHOUT_OBJECT)),
}


@require_safe
def demandes(request: ActingRequest) -> HttpResponse:
    """Demandes by step; how long each has waited."""
    membership, on = request.membership, request.on
    wanted = request.GET.get("etape", "")
    wanted = wanted if wanted in WAITING else ""
    rows = Demande.objects.visible_to(membership).filter(step__in=WAITING[wanted][1])
    if not membership.is_antenne:
        rows = rows.exclude(step=Step.DRAFT)
    columns = _columns(request)
    sort = asked_sort(columns, request.GET.get("tri"), "attend")
    order = ("-" if sort.startswith("-") else "") + ORDERS[sort.removeprefix("-")]
    dated = rows.annotate(since=Coalesce("deposited_at", "created_at")).select_related("person", "person__antenne")
    page = Paginator(dated.order_by(order, "pk"), PAGE).get_page(request.GET.get("page"))
    shown = _shown(request, list(page.object_list), on)
    context = {
        "heading": "Demandes",
        "filters": [(word, label, word == wanted) for word, (label, _) in WAITING.items() if _offered(request, word)],
        "wanted": wanted,
        "table": Table(columns, shown, "Demandes", sort, request.get_full_path()),
        "pages": Pages(page, request.get_full_path()),
    }
    return render(request, "dossiers/list.html", context)


def _offered(request: ActingRequest, word: str) -> bool:
    return request.membership.is_antenne or word != "preparation"


def _columns(request: ActingRequest) -> list[Column]:
    columns = [
        Column("person", "Personne", lambda row: Link(row["name"], row["url"]), kind="title"),
        Column("ref", "Numéro", lambda row: row["demande"].person.reference, kind="ref"),
        Column("kind", "Demande", lambda row: row["demande"].get_kind_display()),
        Column("step", "Étape", lambda row: states.state(row["demande"]), sort="etape", kind="state"),
        Column("since", "Déposée", lambda row: row["deposited"], kind="date"),
        Column("waits", "Attend depuis", lambda row: row["waits"], sort="attend"),
    ]
    if not request.membership.is_antenne:
        columns.insert(2, Column("antenne", "Association", lambda row: row["demande"].person.antenne.name))
    return columns


def _shown(request: ActingRequest, rows: list[Any], on: Any) -> list[dict[str, Any]]:
    """The rows of one page, with the names that the reader may read."""
    ids = [row.person_id for row in rows]
    keys.load(ids, "shared")
    for row in rows:
        opened.note(row.person_id, row.antenne_id, Slice.REFERENCE)
    seen = Person.objects.visible_to(request.membership, Slice.IDENTITY).filter(pk__in=ids)
    names = {identity.person_id: identity.called for identity in Identity.objects.filter(person__in=seen)}
    shown = []
    for row in rows:
        zone = clock.zone(row.departement)
        waits = max((on - row.since.astimezone(zone).date()).days, 0)
        shown.append(
            {
                "demande": row,
                "name": names.get(row.person_id) or row.person.reference,
                "url": to(request, "dossiers:demande", demande=row.pk),
                "deposited": row.deposited_at.astimezone(zone).date() if row.deposited_at else None,
                "waits": days(waits),
            }
        )
    return shown
