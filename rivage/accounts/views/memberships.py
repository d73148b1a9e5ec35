"""The page *Comptes*: who acts for a body, until when; propose, confirm, end."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts import access, actions, closing, duties, policies, tables, vouching
from rivage.accounts.enums import Role
from rivage.accounts.forms import ConfirmForm, ConfirmSignatoryForm, ProposeForm, QualityForm
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.lists import listed, sent
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.law.wording import day, of_word

PROPOSED = (
    "La fonction est proposée. Un message part vers l’adresse de cette personne, pour qu’elle entre ou qu’elle ouvre "
    "son compte ; quelqu’un d’autre confirme ensuite la fonction."
)


@require_http_methods(["GET", "HEAD", "POST"])
def memberships(request: ActingRequest) -> HttpResponse:
    """The functions of one's body, or all of them for the technical team."""
    actor, instant = request.membership, clock.now()
    bodies = to(request, "accounts:bodies") if policies.allows("accounts:bodies", "GET", actor.role) else ""
    head = to(request, "accounts:own_head") if policies.allows("accounts:own_head", "GET", actor.role) else ""
    found, more = tables.memberships(actor, instant), _waiting(request, instant)
    return listed(request, found, "accounts/fonctions.html", bodies_url=bodies, head_url=head, **more)


def _waiting(request: ActingRequest, instant: datetime) -> dict[str, Any]:
    """What the page says of the functions that wait for a second person, and where it leads."""
    actor = request.membership
    if not Membership.objects.governed_by(actor).filter(confirmed_by=None, ends__gt=instant).exists():
        return {}
    mine, listed_there = vouching.waiting_for(actor), f"?{tables.STATE}=attente"
    if not mine:
        said = "Des fonctions attendent quelqu’un d’autre que vous."
        return {"waiting": said, "waiting_url": listed_there, "waiting_link": "Voir qui les confirme"}
    if len(mine) > 1:
        said = f"{len(mine)} fonctions attendent que vous les confirmiez."
        return {"waiting": said, "waiting_url": listed_there, "waiting_link": "Les voir"}
    asked = to(request, "accounts:confirm", fonction=mine[0].pk)
    said = "Une fonction attend que vous la confirmiez."
    return {"waiting": said, "waiting_url": asked, "waiting_link": "Relire et confirmer"}


@require_POST
def memberships_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.memberships(request.membership, clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActingRequest) -> HttpResponse:
    """Propose a function to an address. What is shown is the same whether it has an account or not (finding L1)."""
    actor = request.membership
    form = ProposeForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            proposed = actions.invite(
                actor=actor,
                on=request.on,
                email=data["email"],
                name=data["name"],
                body=data["body"],
                role=data["role"],
                departements=data["departements"],
                first_day=data["starts_on"],
                last_day=data["last_day"],
                interim_act=data["interim_act"],
                interim_on=data["interim_on"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.verdict.sentence)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, PROPOSED)
            return redirect(_url(request, proposed))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/proposer.html", {"form": form}, status=status)


@require_POST
def send_again(request: ActingRequest, fonction: Any) -> HttpResponse:
    """Write again to somebody who has not come in yet; a link sent before no longer opens."""
    found = _found(request, fonction)
    try:
        actions.invite_again(actor=request.membership, on=request.on, membership=found)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "Un autre message part vers son adresse. Un lien envoyé avant n’ouvre plus rien.")
    return redirect(_url(request, found))


@require_safe
def one(request: ActingRequest, fonction: Any) -> HttpResponse:
    """One function: who proposed it, who confirmed it, what it waits for."""
    actor = request.membership
    found = _found(request, fonction)
    instant = clock.now()
    waiting = not found.confirmed_by_id and found.ends > instant
    context = {
        "found": found,
        "state": tables.state(found, instant),
        "running": found.ends > instant,
        "waiting": waiting,
        "confirmable": vouching.may_confirm(actor, found) if waiting else None,
        "confirmers": vouching.confirmers(found) if waiting else [],
        "endable": access.can_end(actor, found),
        "unopened": waiting and not access.came_since(found) and access.can_end(actor, found),
        "signs": found.role == Role.SIGNATORY,
        "qualities_before": _qualities_before(found),
        "qualifiable": found.confirmed_by_id and access.can_qualify(actor, found),
        "left": [] if found.ends > instant else closing.told(actor, found),
    }
    return render(request, "accounts/fonction.html", context)


def _qualities_before(found: Membership) -> list[dict[str, Any]]:
    """The qualities it had, the last one first: until when, and who wrote another."""
    former = found.qualities_before or []
    writers = Membership.objects.select_related("body").in_bulk([one["by"] for one in former if one["by"]])
    by = {str(pk): str(writer) for pk, writer in writers.items()}
    return [
        {"quality": one["quality"], "until": datetime.fromisoformat(one["until"]), "by": by.get(one["by"], "")}
        for one in reversed(former)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActingRequest, fonction: Any) -> HttpResponse:
    """Confirm what somebody else proposed: read again first, since what is read is not taken back."""
    actor, found = request.membership, _found(request, fonction)
    if found.confirmed_by_id:
        messages.info(request, "Cette fonction est déjà confirmée.")
        return redirect(_url(request, found))
    asked_of = ConfirmSignatoryForm if found.role == Role.SIGNATORY else ConfirmForm
    form = asked_of(bound(request), version=version_of(found))

    def act() -> Membership:
        asked_for = ("known_by", "quality", "signing_act")
        said = {name: form.cleaned_data[name] for name in asked_for if name in form.cleaned_data}
        return actions.confirm_membership(actor=actor, on=request.on, membership=found, **said)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "La fonction est confirmée. Elle compte dès maintenant, ou dès son premier jour.")
        return redirect(_url(request, found))
    require(vouching.may_confirm(actor, found))
    named, starts = found.holder_name, found.starts > clock.now()
    since = f"à partir du {day(found.starts.astimezone(found.zone).date())}" if starts else "dès maintenant"
    said = (
        f"{named} agit au nom de cet organisme {since}, jusqu’au {day(found.last_day)} inclus, et lit ce que cette "
        "fonction ouvre. Ce qui est lu ne se reprend pas.",
        "Confirmez si vous connaissez cette personne et si la fonction, l’adresse et les dates sont justes.",
        "Une fonction confirmée se clôt à tout moment. Elle ne se modifie plus"
        + (", sauf la qualité de qui signe." if found.role == Role.SIGNATORY else "."),
    )
    about = f"{found.get_role_display()}, {found.body.name}. Adresse : {found.user.email if found.user else ''}"
    if found.user and found.user.name != named:
        about += f". Le compte de cette adresse porte le nom : {found.user.name}"
    asked = Confirming(
        f"Confirmer la fonction {of_word(named)}", said, "Confirmer la fonction", _url(request, found), about
    )
    return confirming(request, asked, form)


@require_http_methods(["GET", "HEAD", "POST"])
def quality(request: ActingRequest, fonction: Any) -> HttpResponse:
    """Write in what quality somebody signs, for the decisions to come."""
    actor, found = request.membership, _found(request, fonction)
    initial = {"quality": found.quality, "signing_act": found.signing_act}
    form = QualityForm(bound(request), version=version_of(found), initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: actions.write_quality(actor=actor, on=request.on, membership=found, **form.cleaned_data)
    ):
        messages.success(request, "La qualité est enregistrée. Les décisions déjà signées ne changent pas.")
        return redirect(_url(request, found))
    require(access.can_qualify(actor, found))
    named = found.user.name if found.user else ""
    said = (
        "Les prochaines décisions que cette personne signe portent cette qualité au-dessus de son nom, et visent "
        "l’acte qui lui permet de signer.",
        "Une décision déjà signée s’imprime toujours comme elle a été signée.",
        "Une qualité remplacée reste écrite à côté, barrée, avec le jour et la fonction de qui l’a remplacée.",
    )
    about = f"{found.get_role_display()}, {found.body.name}"
    asked = Confirming(f"Qualité {of_word(named)}", said, "Enregistrer", _url(request, found), about)
    return confirming(request, asked, form)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActingRequest, fonction: Any) -> HttpResponse:
    """End a function, or take a proposal back: read again first, with whom it leaves with nobody."""
    actor = request.membership
    found = _found(request, fonction)
    left, lost = closing.told(actor, found), [*(one.sentence for one in duties.lost(found)), *duties.alone(found)]
    # What a colleague's end changes here is read again too.
    beside = Membership.objects.in_force(clock.now()).filter(body=found.body).exclude(pk=found.pk).order_by("pk")
    form = ReadAgainForm(bound(request), version=version_of(found, *beside))
    if request.method == "POST" and attempt(
        form, lambda: actions.end_membership(actor=actor, on=request.on, membership=found)
    ):
        said_done = "La fonction est close. Plus rien ne s’ouvre sous ce nom."
        messages.success(request, said_done if found.confirmed_by_id else "La proposition est retirée.")
        return redirect(_url(request, found))
    require(access.can_end(actor, found))
    named = found.holder_name
    said: tuple[str, ...]
    if found.confirmed_by_id:
        heading, button = f"Clore la fonction {of_word(named)}", "Clore la fonction maintenant"
        said = (
            *_last(found),
            *lost,
            f"{named} n’ouvre plus rien sous cette fonction, dès maintenant.",
            "Une fonction close ne se rouvre pas : il faudra la proposer de nouveau, et que quelqu’un d’autre la "
            "confirme.",
        )
    else:
        heading, button = "Retirer la proposition", "Retirer la proposition"
        said = (f"{named} ne reçoit pas cette fonction. Elle peut être proposée de nouveau.",)
    about = f"{found.get_role_display()}, {found.body.name}"
    asked = Confirming(heading, said, button, _url(request, found), about)
    may = access.can_leave(actor, found)
    return confirming(request, asked, form, template="accounts/clore.html", left=left, may=may)


def _last(found: Membership) -> tuple[str, ...]:
    """What nobody does any more in the body once this function has ended, in a sentence."""
    instant = clock.now()
    others = Membership.objects.in_force(instant).filter(body=found.body).exclude(pk=found.pk).exclude(user=found.user)
    if not others.exists():
        return (
            f"C’est la dernière fonction en cours de cet organisme, {found.body.name} : plus personne n’y lit ni n’y "
            "répond, tant qu’une autre n’est pas confirmée.",
        )
    leading = list(Membership.objects.with_authority(found.body, instant).select_related("user"))
    after = {row.user_id: row.user for row in leading if row.pk != found.pk}
    if {row.user_id for row in leading} == set(after):
        return ()
    if not after:
        waiting = Membership.objects.filter(body=found.body, confirmed_by=None, ends__gt=instant).count()
        then = {0: "", 1: " Une proposition y attend déjà."}.get(waiting, f" {waiting} propositions y attendent déjà.")
        return (
            f"C’est la dernière personne qui confirme les fonctions de cet organisme, {found.body.name}. Ensuite, "
            f"{_way_back(found.body)}. "
            f"Nommez quelqu’un d’abord.{then}",
        )
    # The technical team never falls to one: its verb refuses.
    if len(after) == 1 and found.role != Role.ADMIN:
        (left,) = after.values()
        return (
            "Il ne restera qu’une seule personne pour confirmer les fonctions de cet organisme, "
            f"{found.body.name} : {left}. L’équipe technique confirmera ce qu’elle propose, et en son absence plus "
            "personne n’y confirmera rien. Nommez une deuxième personne.",
        )
    return ()


def _way_back(body: Body) -> str:
    """How a body finds somebody who confirms its functions once nobody does."""
    if body.parent_id:
        return "l’équipe technique propose une personne et le siège de l’association la confirme"
    above = Membership.objects.above(body, clock.now()).select_related("body").order_by("starts").first()
    if above is not None:
        return f"l’équipe technique propose une personne, et {above.body.name} la confirme"
    return "seule une personne qui les confirmait déjà peut revenir, proposée et confirmée par l’équipe technique"


def _found(request: ActingRequest, fonction: Any) -> Membership:
    rows = Membership.objects.governed_by(request.membership)
    return get_object_or_404(rows.select_related("user", "body", "proposed_by", "confirmed_by"), pk=fonction)


def _url(request: ActingRequest, found: Membership) -> str:
    actor = request.membership
    return reverse("accounts:membership", kwargs={"membership": actor.pk, "fonction": found.pk})
