"""The list of people, the person's page, and the forms that the antenne writes with her."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, to
from rivage.accounts.lists import listed, sent
from rivage.accounts.models import Membership, User
from rivage.associations.models import Agrement
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.people import access, actions, birth, names, panels, tables
from rivage.people import readers as possible
from rivage.people.enums import Slice, Zone
from rivage.people.forms import (
    AccordForm,
    ChildChangeForm,
    ChildForm,
    ContactForm,
    ExclusionForm,
    IdentityForm,
)
from rivage.people.models import (
    Accompaniment,
    Accord,
    AccordCorrection,
    Child,
    Contact,
    Correspondence,
    Exclusion,
    Identity,
    Person,
)
from rivage.people.readers import Lifted, PossibleReader
from rivage.people.screen import about, done, form_page, reach, visible

# Days before the end of an agrément when its antenne is told.
AGREMENT_SOON = 183
# Whom she set aside, once nobody here bears that name.
GONE = "Quelqu’un qui n’a plus de fonction ici"


@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: ActingRequest) -> HttpResponse:
    """One's own list by name; a posted search finds as one types."""
    membership, on = request.membership, request.on
    more: dict[str, Any] = {place: panels.ways(request, place) for place in ("begun", "foot")}
    if membership.is_antenne:
        more["standing"] = Agrement.objects.standing(membership.body, on)
        more["ends_soon"] = more["standing"].soon(on, AGREMENT_SOON)
        more["concerned"] = panels.ways(request, "agrement")
    return listed(request, tables.people(membership, on), "people/list.html", **more)


@require_POST
def people_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.people(request.membership, request.on))


@require_safe
def person_page(request: ActingRequest, person: UUID) -> HttpResponse:
    """What is next for her, how to reach her, her demandes, her word, who reads."""
    membership, on = request.membership, request.on
    beside = ("identity", "contact", "correspondence") if membership.is_antenne else ("identity",)
    found = visible(request, person, Slice.IDENTITY, *beside)
    identity, writes = found.identity, bool(access.can_write(membership, found))
    context = {
        "person": found,
        "identity": identity,
        "on": on,
        "heading": identity.called or names.NAMELESS,
        "reference": found.reference,
        "crumbs": [{"label": "Personnes", "url": to(request, "people:list")}],
        "state": panels.states([found], membership, on)[found.pk],
        "step": panels.drawn(request, found, on, "step"),
        "closed": panels.drawn(request, found, on, "closed"),
        "top": panels.drawn(request, found, on, "top"),
        "main": panels.drawn(request, found, on, "main"),
        "side": panels.drawn(request, found, on, "side"),
        "born": birth.in_words(identity.birth),
        "zone": Zone(identity.zone).label,
        "accords": _accords(request, found, writes),
        "writes": writes,
    }
    if context["closed"]:
        # Somebody has died: no way to reach her, no gesture, no next step.
        context |= {"writes": False, "step": [], "top": [], "side": []}
    if context["writes"]:
        context |= _of_the_antenne(membership, found, on)
    return render(request, "people/person.html", context)


def _accords(request: ActingRequest, person: Person, writes: bool) -> list[tuple[Accord, str, list[AccordCorrection]]]:
    """Her words, the last one first, each with the page where it is taken back, or where that is corrected; and for
    whoever writes, what was noted wrong of it.
    """
    read = Accord.objects.filter(person=person).order_by("-given_on")
    rows = list(read.prefetch_related("corrections") if writes else read)
    stand = {one.kind for one in rows if one.withdrawn_on is None}
    found = []
    for one in rows:
        page = "back" if one.withdrawn_on is None else "restored" if one.kind not in stand else ""
        noted = list(one.corrections.all()) if writes else []
        found.append((one, panels.word_page(request, one.pk, page) if page else "", noted))
    return found


@require_safe
def step(request: ActingRequest, person: UUID) -> HttpResponse:
    """What is next for her, as the home of this reader has it: a fragment of her page, a page of its own without
    script.
    """
    found = visible(request, person, Slice.IDENTITY)
    known = panels.next_step(found, request.membership, request.on)
    html = render_to_string("people/step.html", {"step": known}, request) if known else ""
    return panels.answer(request, found, "La prochaine étape", html)


def _of_the_antenne(membership: Membership, person: Person, on: date) -> dict[str, Any]:
    rows = Accompaniment.objects.in_force().with_here().filter(person=person).select_related("user")
    team = list(rows.order_by("starts"))
    prefetch_related_objects([one for one in team if one.takes_over], "corrections")
    children = list(Child.objects.filter(person=person).order_by("created_at"))
    return reach(person) | {
        "children": children,
        "children_said": _children_said(children, panels.children_counted(membership, person, on)),
        "team": [(one, bool(access.may_leave(membership, one, team))) for one in team],
        "alone": not any(one.here for one in team),
        "exclusions": _set_aside(person),
    }


def _children_said(children: Sequence[Child], counted: int | None) -> str:
    """How many are noted; beside it the number that the aid counts, where those in her charge are not as many."""
    held = sum(child.in_charge for child in children)
    if counted is None or counted == held:
        return str(len(children)) if children else "aucun noté ici"
    noted = f"{held or 'aucun'} noté{'s' if held > 1 else ''} à sa charge" if children else "aucun noté ici"
    return f"{noted}, {counted or 'aucun'} compté{'s' if counted > 1 else ''} pour l’aide"


def _set_aside(person: Person) -> list[tuple[Exclusion, str]]:
    """Whom she set aside, each on one line, whatever the names under which it was said."""
    rows = list(Exclusion.objects.filter(person=person).order_by("created_at"))
    known = possible.closed(person, possible.of(person)) if rows else {}
    named = {(known.get(row.pk) or row.pk): row for row in rows}
    return [(row, _reader(known.get(row.pk), row)) for row in named.values()]


def _reader(known: PossibleReader | None, row: Exclusion) -> str:
    """Who it is, with what she does here now; of an account that does nothing here any more, the name alone."""
    if known:
        return f"{known.name}, {known.capacity}"
    kind, _, named = (row.holder or "").partition(":")
    account = User.objects.filter(pk=named).first() if kind == "user" else None
    return f"{account.name}, qui n’a plus de fonction ici" if account else GONE


def _row(request: ActingRequest, model: Any, pk: UUID) -> Any:
    return get_object_or_404(model.objects.visible_to(request.membership).select_related("person"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: ActingRequest, person: UUID) -> HttpResponse:
    """What she is called and what papers say."""
    found, on = visible(request, person), request.on
    row = Identity.objects.get(person=found)
    form = IdentityForm(request.POST or None, initial=IdentityForm.starting(row), version=version_of(row), on=on)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_identity(
            actor=request.membership, on=on, person=found, values=form.values(), version=form.shown
        ),
    ):
        return done(request, found, "L’identité est enregistrée.")
    return form_page(request, found, form, "Identité", "Enregistrer l’identité")


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: ActingRequest, person: UUID) -> HttpResponse:
    """How to reach her without danger, and where letters may go."""
    found, on = visible(request, person), request.on
    rows = Contact.objects.get(person=found), Correspondence.objects.get(person=found)
    form = ContactForm(request.POST or None, initial=ContactForm.starting(*rows), version=version_of(*rows))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_contact(
            actor=request.membership,
            on=on,
            person=found,
            contact=form.contact(),
            correspondence=form.correspondence(),
            version=form.shown,
        ),
    ):
        return done(request, found, "Les règles de contact sont enregistrées.")
    return form_page(request, found, form, "La joindre sans risque", "Enregistrer ces règles")


@require_http_methods(["GET", "HEAD", "POST"])
def child_new(request: ActingRequest, person: UUID) -> HttpResponse:
    """Write down a child."""
    found, on = visible(request, person), request.on
    form = ChildForm(request.POST or None, on=on)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.add_child(actor=request.membership, on=on, person=found, values=form.values()),
    ):
        return done(request, found, "L’enfant est noté.")
    return form_page(request, found, form, "Noter un enfant", "Noter cet enfant", note=CHILD_NOTE)


CHILD_NOTE = "Seule l’association le lit. Rien sur un enfant qui vit à l’étranger."


@require_http_methods(["GET", "HEAD", "POST"])
def child(request: ActingRequest, child: UUID) -> HttpResponse:
    """Correct what is written of a child."""
    row, on = _row(request, Child, child), request.on
    form = ChildChangeForm(request.POST or None, initial=ChildForm.starting(row), version=version_of(row), on=on)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_child(
            actor=request.membership, on=on, child=row, values=form.values(), version=form.shown
        ),
    ):
        return done(request, row.person, "Ce qui est noté de l’enfant est corrigé.")
    return form_page(request, row.person, form, "Corriger", "Enregistrer", note=CHILD_NOTE)


@require_http_methods(["GET", "HEAD", "POST"])
def accord_new(request: ActingRequest, person: UUID) -> HttpResponse:
    """Write down her word."""
    found, on = visible(request, person), request.on
    form = AccordForm(request.POST or None, initial={"kind": request.GET.get("pour", "")})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.give_accord(actor=request.membership, on=on, person=found, **form.cleaned_data),
    ):
        return done(request, found, "Son accord est noté.")
    return form_page(request, found, form, "Noter son accord", "Noter cet accord", note=ACCORD_NOTE)


ACCORD_NOTE = "Sans son accord, rien ne part. Il se reprend d’un mot, à tout moment, et ce qui suit s’arrête."


@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: ActingRequest, person: UUID) -> HttpResponse:
    """Who must not read her file, said before deposit."""
    found, on = visible(request, person), request.on
    form = ExclusionForm(request.POST or None, person=found)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.exclude(actor=request.membership, on=on, person=found, holder=form.cleaned_data["holder"]),
    ):
        return done(request, found, "Cette lecture est écartée. Personne n’en apprend la raison.")
    return form_page(request, found, form, "Qui ne doit pas lire", "Écarter cette lecture", note=READERS_NOTE)


READERS_NOTE = (
    "La personne dit qui elle ne veut pas voir lire sa demande : quelqu’un qu’elle connaît, un service. "
    "Ce choix n’a pas à être expliqué et n’est dit à personne. Il vaut dans toutes ses fonctions. "
    "D’un membre de la commission, la commission verra qu’il ne siège pas sur ce dossier, sans la raison. "
    "Quand personne d’autre n’a la même fonction, le dossier attend qu’un autre agent soit nommé."
)


def _lifted(found: Lifted) -> list[str]:
    """What is lifted, by name: every function of hers, and those of who has the same name, held to be one."""
    if found.known is None:
        return []
    said = [f"Sa mise à l’écart est levée à tous les titres que l’on connaît à ce nom : {found.known.capacity}."]
    if found.together:
        said.append(
            "Un agent et un membre de la commission portent ce nom : ils sont tenus pour une seule personne, écartés "
            "et rétablis ensemble. S’ils sont deux et qu’elle écarte encore l’un d’eux, laissez les deux écartés."
        )
    return said


@require_http_methods(["GET", "HEAD", "POST"])
def reader_back(request: ActingRequest, exclusion: UUID) -> HttpResponse:
    """She no longer sets this reader aside: read again first, since what is open to their function opens to them."""
    row = _row(request, Exclusion, exclusion)
    found = possible.lifted_with(row)
    lifted = Exclusion.objects.filter(pk__in=found.words).order_by("pk")
    form = ReadAgainForm(bound(request), version=version_of(*lifted))
    if request.method == "POST" and attempt(
        form, lambda: actions.readmit(actor=request.membership, on=request.on, exclusion=row)
    ):
        return done(request, row.person, "Cette lecture n’est plus écartée.")
    require(access.can_write(request.membership, row.person))
    asked = Confirming(
        heading="Ne plus écarter",
        about=f"{found.known.name if found.known else GONE}. Dossier {row.person.reference}.",
        consequences=(
            *_lifted(found),
            "Ce que ses fonctions ouvrent de ce dossier lui redevient lisible dès maintenant : ce qui est lu ne se "
            "reprend pas.",
            "C’est sa parole à elle, reçue seule : personne d’autre ne le demande à sa place.",
            "Vous pourrez l’écarter de nouveau à tout moment.",
        ),
        button="Ne plus écarter",
        back=to(request, "people:person", person=row.person_id),
    )
    return confirming(request, asked, form, **about(request, row.person))
