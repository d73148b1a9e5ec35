"""Reading everything again before the deposit; the receipt and the letter that asks to complete."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts import policies
from rivage.accounts.enums import BodyKind
from rivage.accounts.http import ActingRequest, see_other
from rivage.accounts.models import Body
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.core import clock
from rivage.core.answers import FORMS, UNPROCESSABLE, attempt, paper
from rivage.core.paper.letters import Sender
from rivage.core.refusal import require
from rivage.dossiers import access, actions, asks, reading, states
from rivage.dossiers.enums import Part, PieceKind, PieceState
from rivage.dossiers.forms.steps import VersionForm
from rivage.dossiers.models import Demande, MissingRequest, Piece
from rivage.dossiers.papers import PiecesRequest, Receipt, receipt, request_pieces
from rivage.dossiers.screen import asked, gestures, head, task_list
from rivage.dossiers.views.steps import possible_here
from rivage.people import birth
from rivage.people.enums import Slice, Zone
from rivage.people.models import Correspondence, Identity

# Who will read, by the opening of policy/slices.yaml, and until when.
READERS = (
    ("deposit", "La délégation et le secrétariat de la commission", "du dépôt à la fin du suivi"),
    ("convene_chair", "La présidence de la commission", "de la convocation au relevé signé"),
    ("keep_releve", "La présidence, pour ce qu’elle a signé", "par numéro de dossier, au plus 12 mois"),
    ("convene_seat", "Chaque siège qui vote", "de la convocation à la fin de la séance"),
    ("convene_protecting", "Les sièges police, gendarmerie et magistrat", "le temps de la séance, avec son accord"),
    ("sign_releve", "La personne qui signe la décision", "du relevé à la notification"),
)
VIEWS = {"commission": "Comme la commission la lira", "delegation": "Comme la délégation la lira"}


@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Re-read as each reader will, then deposit."""
    found, on = asked(request, demande), request.on
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.submit(actor=request.membership, on=on, demande=found, version=form.cleaned_data["version"]),
    ):
        messages.success(request, "La demande est déposée. Le récépissé est prêt. La délégation la vérifie.")
        return see_other(request, "dossiers:demande", demande=found.pk)
    require(access.can_submit(request.membership, found))
    if request.method != "POST":
        possible_here(request.membership, found, "submit")
    view = request.GET.get("vue") if request.GET.get("vue") in VIEWS else "commission"
    core = view == "commission"
    sections = reading.core(found, request.membership) if core else reading.sections(found, request.membership)
    context = head(
        request,
        found,
        **task_list(request, found),
        form=form,
        views=[(word, label, word == view) for word, label in VIEWS.items()],
        nameless=core,
        sections=[section for section in sections if section.part != Part.SAFETY],
        readers=_readers(),
        **({} if core else _identity(found)),
    )
    return render(request, "dossiers/deposit.html", context, status=UNPROCESSABLE if form.errors else 200)


def _identity(demande: Demande) -> dict[str, Any]:
    """What the délégation reads beside the parts."""
    identity = Identity.objects.get(person=demande.person_id)
    return {
        "identity": identity,
        "born": birth.in_words(identity.birth),
        "zone": Zone(identity.zone).label,
        "correspondence": Correspondence.objects.get(person=demande.person_id),
    }


def _readers() -> list[dict[str, Any]]:
    return [
        {
            "who": who,
            "when": when,
            "what": ", ".join(Slice(one).label for one in policies.openings()[name].slices),
            "ground": policies.openings()[name].ground,
        }
        for name, who, when in READERS
    ]


def _sender(demande: Demande) -> Sender:
    prefecture = Body.objects.get(kind=BodyKind.PREFECTURE, departement=demande.departement)
    return sender_of(prefecture, FOR_THE_PREFET, authority=demande.desk)


@require_safe
def receipt_paper(request: ActingRequest, demande: UUID, form: str) -> HttpResponse:
    """The receipt of the deposit (CRPA L112-3), printed or as an editable draft."""
    found = asked(request, demande)
    if form not in FORMS or found.deposited_at is None or "receipt" not in gestures(request.membership, found):
        raise Http404
    pieces = {row.kind: row for row in Piece.objects.filter(demande=found)}
    labels = [(PieceKind(kind), PieceState(row.state)) for kind, row in pieces.items()]
    sheet = receipt(
        Receipt(
            sender=_sender(found),
            reference=found.person.reference,
            kind=states.title(found).lower(),
            association=found.person.antenne.name,
            address=found.person.antenne.address_lines,
            deposited=clock.local_day(found.deposited_at, found.departement),
            desk=found.desk,
            pieces=tuple(f"{kind.label} : {state.label}" for kind, state in labels if state != PieceState.TO_COME),
            to_come=tuple(kind.label for kind, state in labels if state == PieceState.TO_COME),
            code=f"{found.person.reference} {found.deposited_at:%Y%m%d}",
        )
    )
    return paper(sheet, "recu", form)


@require_safe
def request_paper(request: ActingRequest, missingrequest: UUID, form: str) -> HttpResponse:
    """The letter that asks to complete (CRPA L114-5)."""
    rows = MissingRequest.objects.visible_to(request.membership).select_related("demande")
    row = get_object_or_404(rows, pk=missingrequest)
    found = asked(request, row.demande_id)
    if form not in FORMS or found.deposited_at is None:
        raise Http404
    zone = clock.zone(found.departement)
    sheet = request_pieces(
        PiecesRequest(
            sender=_sender(found),
            reference=found.person.reference,
            association=found.person.antenne.name,
            address=found.person.antenne.address_lines,
            deposited=found.deposited_at.astimezone(zone).date(),
            written=row.asked_at.astimezone(zone).date(),
            asked=tuple((Part(part).label, asks.cited(part)) for part in row.parts if part in asks.ASKS),
            questions=tuple(Part(part).label for part in row.parts if part not in asks.ASKS),
            words=row.text,
            until=row.until,
            desk=found.desk,
        )
    )
    return paper(sheet, "courrier", form)
