"""Why a permit was refused: said on its page, and the letter that its service signs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import FORMS, attempt, paper
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import capital
from rivage.core.refusal import Refused, no, require
from rivage.decisions.printing import marked
from rivage.law.afis_motifs import CodedMotif
from rivage.law.aps_motifs import motifs
from rivage.law.no_motive import WITHOUT
from rivage.law.wording import day
from rivage.people import names
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.clocks import gather
from rivage.rights.enums import ApsSource
from rivage.rights.models import ApsFact, PermitMotive
from rivage.rights.permit import actions, pages, printing, redo
from rivage.rights.permit.forms import MotivesForm
from rivage.rights.permit.motives import NO_MOTIVE, words

PAGE = "rights:stay"
CORRECTED = "C’est corrigé. Ce qui était noté reste, avec votre raison."
KEPT = (
    "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction. Une lettre remise ne change pas."
)


@require_http_methods(["GET", "HEAD", "POST"])
def stay_motives(request: ActingRequest, apsfact: UUID) -> HttpResponse:
    """Why a refusal was made: read before it is noted, since its letter prints it."""
    membership, on = request.membership, request.on
    fact = pages.asked(request, apsfact)
    own = membership.role == Role.DESK
    before = actions.noted_by(membership, fact)
    again = before if before is not None and before.motives else None
    offered = [(each.code, _label(each)) for each in motifs(fact.on)]
    form = MotivesForm(
        request.POST or None,
        offered=[*offered, (WITHOUT, capital(NO_MOTIVE))],
        own=own,
        again=again is not None,
        version=actions.motives_version(fact),
        auto_id="motif-%s",
    )

    def act() -> PermitMotive:
        return actions.say_motives(actor=membership, on=on, fact=fact, told=form.told(), version=form.shown)

    if request.method == "POST" and (made := attempt(form, act)):
        messages.info(request, CORRECTED if made.replaces_id else "Le motif est noté.")
        return see_other(request, PAGE, person=fact.person_id)
    require(access.can_say_motives(membership, fact, ApsSource.OWN_DESK if own else ApsSource.PHONE))
    asked = Confirming(
        heading="Corriger le motif du refus" if again else "Pourquoi ce refus",
        about=_about(request, fact, again),
        consequences=(
            "L’association, la délégation et le service du séjour lisent ces mots : n’y écrivez que ce que dit le "
            "refus.",
            "La lettre que le service signe imprime les motifs prévus par les textes, puis la motivation : sans "
            "motivation, elle ne s’imprime pas."
            if own
            else "Ce que le service dit lui-même prévaut, et les deux restent.",
            KEPT if again else "Noté faux, il se corrige avec une raison : ce qui était noté reste.",
        ),
        button="Corriger le motif" if again else "Noter le motif",
        back=to(request, PAGE, person=fact.person_id),
    )
    more = about(request, fact.person, ("Titre de séjour", asked.back))
    return confirming(request, asked, form, **more, hide_optional=again is not None)


def _about(request: ActingRequest, fact: ApsFact, again: PermitMotive | None) -> str:
    who = names.or_reference(request.membership, fact.person)
    noted = f" Noté : {words(again, fact.on)}" if again else ""
    return f"{who}. Demande n° {fact.n}, refusée le {day(fact.on)}.{noted}"


def _label(each: CodedMotif) -> str:
    """Its words, that no text read provides for it, or that the text is to confirm."""
    if not each.provided:
        return each.label + BEYOND
    return f"{each.label} (à confirmer)" if each.value.to_confirm else each.label


BEYOND = " Aucun texte lu ne le prévoit : il ne s’imprime pas."


@require_safe
def stay_refusal(request: ActingRequest, apsfact: UUID, form: str) -> HttpResponse:
    """The refusal as it was handed, to her antenne and to the service; as the service signs it before."""
    fact = pages.asked(request, apsfact)
    try:
        if form not in FORMS:
            raise no("no_paper", "Ce document n’existe pas.")
        if request.membership.is_antenne and form != "pdf":
            raise no("not_its_letter", "Ce courrier est celui de la préfecture : il s’imprime tel quel.")
        found = gather(request.membership, fact.person)
        made = printing.refusal(request.membership, found, fact)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other(request, PAGE, person=fact.person_id)
    stop = redo.mark(found, fact.n)
    return paper(marked(made, stop) if stop else made, "document", form)
