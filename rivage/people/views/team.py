"""Who accompanies her: a colleague named or taken off, people handed over, and that each was told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import User
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.law.wording import day, of_word
from rivage.people import access, actions, names, relay
from rivage.people.forms import AssignForm, RelayCorrectForm, RelayForm, RelayToldForm
from rivage.people.models import Accompaniment, Person
from rivage.people.screen import crumbs, done, form_page, reach, visible

SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: ActingRequest, person: UUID) -> HttpResponse:
    """A colleague of the antenne accompanies her too, or takes over when nobody does any more."""
    found, on = visible(request, person), request.on
    form = AssignForm(request.POST or None, person=found)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.assign(actor=request.membership, on=on, person=found, **form.cleaned_data),
    ):
        return done(request, found, "Cette personne est accompagnée par votre collègue, dès maintenant.")
    return form_page(request, found, form, "Qui l’accompagne", "Nommer ce collègue")


@require_http_methods(["GET", "HEAD", "POST"])
def taken_off(request: ActingRequest, accompaniment: UUID) -> HttpResponse:
    """A colleague accompanies her no more: read again first."""
    rows = Accompaniment.objects.visible_to(request.membership).select_related("person", "user")
    row = get_object_or_404(rows, pk=accompaniment)
    itself = row.user_id == request.membership.user_id
    if request.method == "POST":
        actions.take_off(actor=request.membership, on=request.on, accompaniment=row)
        said = "Vous ne l’accompagnez plus." if itself else f"{row.user.name} ne l’accompagne plus."
        if Person.objects.visible_to(request.membership).filter(pk=row.person_id).exists():
            return done(request, row.person, said)
        messages.success(request, said)
        return see_other(request, "people:list")
    require(access.can_take_off(request.membership, row.person, row))
    asked = Confirming(
        heading="Ne plus l’accompagner" if itself else f"{row.user.name} ne l’accompagne plus",
        consequences=(
            _reads_no_more(request, row.user, "son dossier"),
            "Ses notes restent dans le dossier, avec son nom.",
            "Cela se reprend : on peut nommer de nouveau la même personne.",
        ),
        button="Ne plus l’accompagner" if itself else "Retirer de l’équipe",
        back=to(request, "people:person", person=row.person_id),
        about=names.shown(request.membership, row.person_id),
    )
    return confirming(request, asked, reference=row.person.reference, crumbs=crumbs(request, row.person))


def _reads_no_more(request: ActingRequest, user: User, what: str) -> str:
    """What becomes of reading for who accompanies no more. A lead reads all."""
    if user.pk == request.membership.user_id:
        lead = request.membership.role == Role.LEAD
        return f"Vous lisez encore {what} : vous êtes responsable." if lead else f"Vous n’ouvrez plus {what}."
    if access.leads(request.membership.body_id, user):
        return f"{user.name} lit encore {what}, comme responsable, sans l’accompagner."
    return f"{user.name} n’ouvre plus {what}, dès maintenant."


@require_http_methods(["GET", "HEAD", "POST"])
def told_corrected(request: ActingRequest, accompaniment: UUID) -> HttpResponse:
    """The day on which she was told who takes over was noted wrong."""
    rows = Accompaniment.objects.visible_to(request.membership).select_related("person", "user")
    row = get_object_or_404(rows, pk=accompaniment)
    if row.told_on is None:
        messages.error(request, "Rien n’est noté : il n’y a rien à corriger.")
        return see_other(request, "people:person", person=row.person_id)
    form = RelayCorrectForm(request.POST or None, version=version_of(row))

    def act() -> None:
        typed = {"told_on": form.instead(), "reason": form.cleaned_data["reason"], "version": form.shown}
        actions.correct_told(actor=request.membership, on=request.on, accompaniment=row, **typed)

    if request.method == "POST" and attempt(form, act):
        return done(request, row.person, "C’est corrigé. Ce qui était noté reste écrit à côté.")
    require(access.can_write(request.membership, row.person))
    asked = Confirming(
        heading="Corriger le jour où elle l’a su",
        consequences=(
            "Si elle ne le sait pas encore, le lui dire redevient une tâche de l’accueil.",
            "Ce qui était noté reste écrit à côté, avec votre raison.",
        ),
        button="Corriger",
        back=to(request, "people:person", person=row.person_id),
        about=f"{names.or_reference(request.membership, row.person)}. {row.user.name} prend la "
        f"suite ; noté : elle le sait depuis le {day(row.told_on)}.",
    )
    return confirming(
        request, asked, form, reference=row.person.reference, crumbs=crumbs(request, row.person), hide_optional=True
    )


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: ActingRequest, person: UUID) -> HttpResponse:
    """She is told who takes over, by the means she chose; then it is noted."""
    found, on = visible(request, person), request.on
    # Since when she knows is hers to say: no day is proposed.
    form = RelayToldForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.note_told(actor=request.membership, on=on, person=found, **form.cleaned_data),
    ):
        return done(request, found, "C’est noté : elle sait qui prend la suite.")
    require(access.can_write(request.membership, found))
    context = reach(found) | {
        "person": found,
        "waiting": Accompaniment.objects.to_tell().filter(person=found).select_related("user").order_by("starts"),
        "form": form,
        "heading": "Lui dire qui prend la suite",
        "called": names.shown(request.membership, found.pk),
        "reference": found.reference,
        "on": on,
        "crumbs": crumbs(request, found),
    }
    return render(request, "people/told.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def relays(request: ActingRequest) -> HttpResponse:
    """Hand over those whom a colleague accompanies: chosen line by line or for all, then read again."""
    leaving = _leaving(request)
    if leaving is None:
        return _colleagues(request)
    people = relay.followed(request.membership, leaving.pk)
    called = names.called(request.membership, [one.pk for one in people])
    people.sort(key=lambda one: (not called.get(one.pk), names.key(called.get(one.pk, ""))))
    others = access.colleagues(request.membership.body_id).exclude(pk=leaving.pk)
    form = RelayForm(request.POST or None, people=people, colleagues=list(others), called=called)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["read"]:
            return _read_again(request, leaving, form)
        handed = attempt(
            form,
            lambda: actions.hand_over_many(
                actor=request.membership, on=request.on, leaving=leaving, takers=form.takers()
            ),
        )
        if handed:
            return _handed(request, handed)
    context = {
        "form": form,
        "people": people,
        "leaving": leaving,
        "itself": leaving.pk == request.membership.user_id,
        "here": access.colleagues(request.membership.body_id).filter(pk=leaving.pk).exists(),
        "heading": "Dire qui prend la suite",
        "crumbs": crumbs(request),
    }
    return render(request, "people/relay.html", context, status=UNPROCESSABLE if form.errors else 200)


def _leaving(request: ActingRequest) -> User | None:
    """Whose people are handed over: one's own, or for the lead those of a colleague, None until one is chosen."""
    membership, asked = request.membership, request.GET.get("de", "")
    if membership.role != Role.LEAD:
        if asked not in ("", str(membership.user_id)):
            raise Http404
        return membership.user
    if not asked:
        return None
    known = {str(pk): pk for pk in relay.ever(membership)}
    return get_object_or_404(User, pk=known.get(asked))


def _colleagues(request: ActingRequest) -> HttpResponse:
    """Those whose people the lead may hand over, whom nobody accompanies any more first."""
    membership = request.membership
    left = relay.left(membership)
    gone = {one.user.pk for one in left}
    lines = [
        (user, many, relay.page(membership, user.pk)) for user, many in relay.teams(membership) if user.pk not in gone
    ]
    context = {
        "left": [(one, len(one.people), relay.page(membership, one.user.pk)) for one in left],
        "lines": lines,
        "on": request.on,
        "heading": "Dire qui prend la suite",
        "crumbs": crumbs(request),
    }
    return render(request, "people/relays.html", context)


def _read_again(request: ActingRequest, leaving: User, form: RelayForm) -> HttpResponse:
    takers = form.takers()
    chosen = [(one, form[name].label, takers[one.pk]) for name, one in form.people.items() if one.pk in takers]
    going = [(label, user.name) for one, label, user in chosen if (one.pk, user.pk) not in form.aside]
    waiting = [(label, user.name) for one, label, user in chosen if (one.pk, user.pk) in form.aside]
    form.hide("yes")
    file = "son dossier" if len(going) == 1 else "leur dossier"
    asked = Confirming(
        heading="Dire qui prend la suite",
        consequences=(
            _reads_no_more(request, leaving, file),
            f"Qui prend la suite lit tout {file}, notes de l’association comprises, dès maintenant.",
            "Pour chacune, une tâche reste à l’accueil : lui dire qui prend la suite, par le moyen qu’elle a choisi.",
        ),
        button="Confier cette personne" if len(going) == 1 else f"Confier ces {len(going)} personnes",
        back=request.get_full_path(),
        about=f"À la suite {of_word(leaving.name)}",
    )
    more = {"going": going, "waiting": waiting, "crumbs": crumbs(request)}
    return confirming(request, asked, form, "people/relay_read.html", **more)


def _handed(request: ActingRequest, handed: actions.Handed) -> HttpResponse:
    many, waiting = handed.done, len(handed.waiting)
    said = "Cette personne est confiée." if many == 1 else f"Ces {many} personnes sont confiées."
    if waiting:
        said += " Une ligne attend" if waiting == 1 else f" {waiting} lignes attendent"
        messages.success(request, f"{said} quelqu’un d’autre.")
        return HttpResponseRedirect(request.get_full_path(), status=SEE_OTHER)
    messages.success(request, said)
    return see_other(request, "people:list")
