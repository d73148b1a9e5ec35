"""What the person's page and the list of people show of demandes and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.associations.access import can_ask
from rivage.core import clock, perimeter
from rivage.core.tables import State
from rivage.dossiers import changes, states
from rivage.dossiers.enums import PENDING, ParcoursEnd, Step
from rivage.dossiers.forms.steps import NoteForm
from rivage.dossiers.models import Demande, MissingRequest, Note, NoteDraft, Parcours, Period, Suivi
from rivage.dossiers.renewal import point_from
from rivage.dossiers.standing import (
    NOTHING,
    PathStanding,
    Words,
    at_rest,
    closed_on,
    of_person,
    standing,
    words,
)
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.people import access as people_access
from rivage.people.models import Person, Transfer
from rivage.people.panels import (
    Fragment,
    NextStep,
    Panel,
    StepChoice,
    Way,
    register,
    register_gone,
    register_rest,
    register_states,
    register_step,
    register_way,
    register_word,
)

_READ, _ROWS, _SUIVIS, _ASKS = "dossiers.page", "dossiers.rows", "dossiers.suivis", "dossiers.asks"


@dataclass(frozen=True, slots=True)
class Followed:
    """What the parts of her page are drawn from. `closed`: the day her follow-up stopped for good; `demandes`: newest
    first; `parcours` and `stands` are read for whoever writes alone.
    """

    writes: bool
    closed: date | None
    demandes: list[Demande]
    parcours: Parcours | None
    stands: PathStanding
    rest: Suivi | None


def _followed(membership: Membership, person: Person, on: date) -> Followed:
    """Read once a request: several parts are drawn from it."""
    cache = perimeter.current().cache
    key = _READ, membership.pk, person.pk, on
    if key not in cache:
        writes = bool(people_access.can_write(membership, person))
        read = _read(membership, [person.pk])
        parcours = read.paths[-1] if writes and read.paths else None
        stands = standing(parcours, on, read.words.get(parcours.pk, NOTHING) if parcours else None)
        rows = read.demandes[::-1]
        last = _last_suivis([person.pk]).get(person.pk) if writes else None
        dead = last.ends if last and last.end_kind == ParcoursEnd.DEATH else None
        rest = last if last and last.ends and last.why else None
        cache[key] = Followed(writes, dead if last else closed_on(person), rows, parcours, stands, rest)
    found: Followed = cache[key]
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """Demandes oldest first, paths with their periods, the one that runs last, and her words of those that run."""

    demandes: list[Demande]
    paths: list[Parcours]
    words: dict[UUID, Words]


def _read(membership: Membership, people: Sequence[UUID]) -> _Read:
    """Once a request for the same people: the state of one and the parts of her page are of the same rows."""
    cache = perimeter.current().cache
    key = _ROWS, membership.pk, tuple(people)
    if key not in cache:
        demandes = Demande.objects.visible_to(membership).filter(person__in=people).order_by("created_at", "n")
        held = Prefetch("periods", Period.objects.visible_to(membership).order_by("starts"))
        paths = Parcours.objects.visible_to(membership).filter(person__in=people).prefetch_related(held)
        # The one that runs comes last: PostgreSQL puts no end after every end.
        rows = list(paths.order_by("ended_on", "created_at"))
        running = [row for row in rows if row.ended_on is None]
        cache[key] = _Read(list(demandes), rows, words(running, membership) if running else {})
    found: _Read = cache[key]
    return found


def _last_suivis(people: Sequence[UUID]) -> dict[UUID, Suivi]:
    """The last accompaniment of each, for her antenne alone. Read once a request for one person."""
    cache = perimeter.current().cache
    key = _SUIVIS, tuple(people)
    if key not in cache:
        rows = Suivi.objects.filter(person__in=people).defer("words").order_by("created_at")
        cache[key] = {one.person_id: one for one in rows}
    found: dict[UUID, Suivi] = cache[key]
    return found


def demandes(request: ActingRequest, person: Person, on: date) -> str:
    """Her demandes, newest first, and the way to prepare one."""
    found = _followed(request.membership, person, on)
    rows = [row for row in found.demandes if found.writes or row.step != Step.DRAFT]
    known = states.shown(request.membership, rows, on)
    beside = states.beside(request.membership, rows, on)
    context = {
        "person": person,
        "on": on,
        "papers": found.writes,
        "rows": [(row, states.title(row), known[row.pk], beside[row.pk]) for row in rows],
        "can_open": found.writes
        and found.stands.kind not in RESTING
        and found.closed is None
        and found.rest is None
        and not any(row.step in PENDING for row in rows)
        and _approved(request.membership, on),
    }
    return render_to_string("dossiers/panel_demandes.html", context, request)


def notes(request: ActingRequest, person: Person, on: date) -> str:
    """The notes that never leave the antenne."""
    if not people_access.can_write(request.membership, person):
        return ""
    rows = Note.objects.visible_to(request.membership).filter(person=person).select_related("author")[:20]
    drafts = NoteDraft.objects.visible_to(request.membership).filter(person=person, author=request.membership.user)
    draft = drafts.first()
    form = NoteForm(initial=NoteForm.starting(draft))
    saved_at = draft.saved_at if draft else None
    context = {"person": person, "notes": rows, "form": form, "saved_at": saved_at, "on": on}
    return render_to_string("dossiers/panel_notes.html", context, request)


def gestures(request: ActingRequest, person: Person, on: date) -> str:
    """Where her path stands, what she may take back, what changes in her life, and the way to another antenne."""
    if not people_access.can_write(request.membership, person) or closed_on(person) is not None:
        return ""
    _, found = of_person(person, on)
    rest = at_rest().filter(person=person).last()
    listed = [
        {
            "label": one.label,
            "icon": one.icon,
            "url": reverse(one.page, kwargs={"membership": request.membership.pk, "person": person.pk}),
        }
        for one in changes.gestures(found)
        if rest is None or one.page != "dossiers:suivi_end"
    ]
    pending = Transfer.objects.filter(person_id=person.pk).pending(clock.now()).first()
    context = {"person": person, "on": on, "stands": found, "gestures": listed, "pending": pending, "rest": rest}
    context["slip"] = rest is not None and rest.said_on == on
    return render_to_string("dossiers/panel_gestures.html", context, request)


def closed(request: ActingRequest, person: Person, on: date) -> str:
    """After a death: one sentence in place of all that is done with somebody."""
    found = _followed(request.membership, person, on)
    if found.closed is None:
        return ""
    context = {"person": person, "on": on, "since": found.closed, "writes": found.writes}
    return render_to_string("dossiers/panel_closed.html", context, request)


def of_people(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, State]:
    """Where the last demande stands, or the period in course."""
    ids = [person.pk for person in people]
    read = _read(membership, ids)
    known = states.shown(membership, read.demandes, on)
    found = {row.person_id: known[row.pk].state for row in read.demandes}
    pending = {row.person_id for row in read.demandes if row.step in PENDING}
    for period in (period for path in read.paths for period in path.periods.all()):
        if period.person_id not in pending and period.ended_on is None and period.starts <= on < period.ends:
            left = (period.ends - on).days
            kind, icon = ("attente", "hourglass-split") if left <= 60 else ("cours", "flag")
            last = day(period.ends - ONE_DAY)
            found[period.person_id] = State(kind, icon, f"Parcours ouvert jusqu’au {last}")
    found |= _stopped(read, on)
    for suivi in _last_suivis(ids).values() if membership.is_antenne else ():
        if suivi.ends is not None and suivi.why:
            found[suivi.person_id] = State("neutre", "dash-circle", f"Accompagnement terminé le {day(suivi.ends)}")
    return found


def _stopped(read: _Read, on: date) -> dict[UUID, State]:
    """Those whose path stopped, or is about to: the last word of the list, whatever their demandes were.

    A renewal refused says it better, with the last day of the remedy.
    """
    found = {}
    for row in read.paths:
        if row.end_kind and row.end_kind != ParcoursEnd.NOT_RENEWED:
            found[row.person_id] = State("neutre", "dash-circle", standing(row, on).sentence)
    for row in (row for row in read.paths if row.ended_on is None):
        found.pop(row.person_id, None)
        said = read.words.get(row.pk)
        stands = standing(row, on, said) if said else None
        if stands is not None and stands.word is not None:
            found[row.person_id] = State("attente", "clock-history", stands.sentence)
    return found


def next_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    """What the antenne does next for her."""
    found = _followed(membership, person, on)
    if not found.writes or found.closed is not None:
        return None
    if found.rest is not None and found.rest.ends is not None:
        return _at_rest(person, membership, found.rest, found.rest.ends, on)
    pending = next((row for row in found.demandes if row.step in (*PENDING, Step.FORWARDED)), None)
    if pending is None:
        return _without_demande(person, membership, found, on)
    url = reverse("dossiers:demande", kwargs={"membership": membership.pk, "demande": pending.pk})
    if pending.step == Step.DRAFT and not _approved(membership, on):
        return _elsewhere(person, membership)
    if pending.step == Step.DRAFT:
        return NextStep(
            "Préparer sa demande, puis la relire avec elle.",
            "Rien ne part avant le dépôt : seule votre association lit ce qui est écrit.",
            "Continuer la demande",
            url,
        )
    if pending.step == Step.INCOMPLETE:
        until = MissingRequest.objects.filter(demande=pending).values_list("until", flat=True).first()
        last = f" jusqu’au {day(until)} inclus" if until else ""
        return NextStep(f"Compléter la demande{last}.", "La date du dépôt ne change pas.", "Compléter", url)
    if pending.step == Step.FORWARDED:
        return NextStep("Ouvrir sa demande au service à qui elle est transmise.", "", "Voir la demande", url)
    return _waiting(membership, pending, on, url)


def _at_rest(person: Person, membership: Membership, rest: Suivi, ends: date, on: date) -> NextStep:
    """Once it ended: it begins again; the day the end was said, which may be a slip, either is chosen."""
    hers = {"membership": membership.pk, "person": person.pk}
    sentence, again = f"L’accompagnement est terminé depuis le {day(ends)}.", "Il reprend quand elle veut."
    resume = reverse("dossiers:suivi_resume", kwargs=hers)
    if rest.said_on != on:
        return NextStep(sentence, again, "Reprendre l’accompagnement", resume, press=True)
    slip = StepChoice(
        "La fin était une erreur",
        f"Si elle n’est jamais partie : l’accompagnement continue depuis le {day(rest.starts)}, et le rapport ne "
        "compte ni départ, ni retour. Vous dites pourquoi ; aujourd’hui seulement.",
        reverse("dossiers:suivi_end_mistaken", kwargs=hers),
    )
    back = StepChoice(
        "Elle revient",
        "Si elle était bien partie : un nouvel accompagnement commence aujourd’hui, et le rapport compte un départ, "
        "puis un retour.",
        resume,
        press=True,
    )
    return NextStep(sentence, again, choices=(slip, back))


def _waiting(membership: Membership, pending: Demande, on: date, url: str) -> NextStep:
    """Where a demande deposited stands; once it is decided, what is left to do."""
    said = states.shown(membership, [pending], on)[pending.pk]
    if said.url:
        then = ANEW if pending.step == Step.DECIDED else ""
        return NextStep(f"{said.state.text}.", then, said.action, said.url)
    if pending.step == Step.SCHEDULED:
        return NextStep(f"Demande {said.state.text[:1].lower()}{said.state.text[1:]}.", "", "Voir la demande", url)
    return NextStep(WAITING[Step(pending.step)], "", "Voir la demande", url)


# Where nothing is to be prepared for now, and what may still be done.
RESTING = {
    "renouncing": "Jusque-là, un mot d’elle suffit pour que tout continue.",
    "no_news": "Quand elle revient, un geste suffit : ses droits courent jusqu’au terme.",
    "moved": "Si elle revient, un geste suffit : ses droits courent jusqu’au terme.",
}
ANEW = "Une autre demande se prépare une fois cette décision notifiée, à elle et à l’association."
WAITING = {
    Step.SUBMITTED: "La délégation vérifie la demande.",
    Step.COMPLETE: "La demande est complète : elle attend d’être inscrite à une séance.",
    Step.OPINED: "La commission a rendu son avis : le préfet décide.",
    Step.DECIDED: "La décision est prise.",
}


def _without_demande(person: Person, membership: Membership, found: Followed, on: date) -> NextStep:
    url = reverse("dossiers:open", kwargs={"membership": membership.pk, "person": person.pk})
    stands, parcours = found.stands, found.parcours
    if stands.kind in RESTING:
        return NextStep(f"{stands.sentence}.", RESTING[stands.kind])
    if not _approved(membership, on):
        return _elsewhere(person, membership)
    if stands.kind in ("interrupting", "interrupted"):
        return NextStep(f"{stands.sentence}.", "Une reprise se demande quand elle veut.", "Préparer une reprise", url)
    held = parcours.periods.all() if parcours is not None and parcours.ended_on is None else ()
    whole = [row for row in held if row.ended_on is None]
    if whole:
        period = max(whole, key=lambda row: row.ends)
        if stands.kind == "lapsed":
            return NextStep(f"{stands.sentence}.", "Aucun droit ne court depuis.", "Préparer une demande", url)
        return NextStep(
            f"La période court jusqu’au {day(period.ends - ONE_DAY)}.",
            f"Le renouvellement se prépare à partir du {day(point_from(period))}.",
            "Préparer le renouvellement",
            url,
        )
    refused = stands.kind in ("none", ParcoursEnd.NOT_RENEWED)
    decided = next((row for row in found.demandes if row.step == Step.NOTIFIED), None) if refused else None
    if decided is not None:
        return _after_refusal(states.shown(membership, [decided], on)[decided.pk], url)
    return NextStep(
        "Parler du parcours avec elle, et préparer sa demande si elle le veut.",
        "Rien n’est demandé pour être accompagnée.",
        "Préparer une demande",
        url,
    )


def _approved(membership: Membership, on: date) -> bool:
    """Whether the association of an antenne may ask. Read once a request."""
    cache = perimeter.current().cache
    key = _ASKS, membership.body_id, on
    if key not in cache:
        cache[key] = bool(can_ask(membership.body, on))
    found: bool = cache[key]
    return found


def _elsewhere(person: Person, membership: Membership) -> NextStep:
    """Once the agrément of her association has ended."""
    return NextStep(
        "Votre association n’a plus d’agrément : une autre dépose ses demandes, si elle le veut.",
        "Ses droits et son accompagnement ne changent pas.",
        "Lui remettre un code pour une autre association",
        reverse("dossiers:leave", kwargs={"membership": membership.pk, "person": person.pk}),
    )


def _after_refusal(said: states.Shown, url: str) -> NextStep:
    """Once nothing is left to be done with a refusal: it is said, and that it closes nothing."""
    return NextStep(
        f"Demande {said.state.text[:1].lower()}{said.state.text[1:]}.",
        "Une nouvelle demande reste possible. Rien n’est demandé pour être accompagnée.",
        "Préparer une demande",
        url,
    )


register(Panel("closed", closed, "closed", 1))
register(Panel("demandes", demandes, "main", 10))
register(Fragment("dossiers:notes", "Lire et écrire les notes de l’association", "main", 90, printed=False))
register(Fragment("dossiers:gestures", "Dire ce qui change, ou qu’elle part", "side", 20, printed=False))
register_way(Way("dossiers:new_person", "Commencer un accompagnement", "begun", "person-plus", 90))
register_way(Way("dossiers:concerned", "Voir les personnes concernées", "agrement"))
register_way(Way("dossiers:arrive", "Accueillir une personne qui a un code", "foot", rank=10))
register_way(Way("dossiers:closed", "Suivis clos", "foot", rank=20))
register_word("dossiers:word_back", "dossiers:word_restored")
register_rest(lambda: at_rest().values("person"))
register_gone(lambda: Suivi.objects.filter(end_kind=ParcoursEnd.DEATH).values("person"))
register_states(of_people)
register_step(next_step)
