"""She arrives from another antenne with a code: her file moves whole, and what was begun goes on here."""

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, When

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.core.refusal import no
from rivage.dossiers.actions.demande import open_to_prefecture, prefecture
from rivage.dossiers.actions.steps import hold, move
from rivage.dossiers.enums import PENDING, Competence, Step
from rivage.dossiers.models import Demande, Parcours, Period, Suivi
from rivage.people import actions as people
from rivage.people.actions import Arrived
from rivage.people.models import Person
from rivage.vault import keys

FOLLOWING = (Step.SUBMITTED, Step.COMPLETE, Step.SCHEDULED, Step.OPINED, Step.FORWARDED)
# What the antenne may open where she arrives, to those who read her file where she was. The payer is the délégation's.
OPENED_AGAIN = {"desk": "authorise_residence"}


@verb
def welcome(*, actor: Membership, on: date, code: str) -> Person | None:
    """Welcome who brings this code: path, months used and facts move with her. None when the code opens nothing.

    In another département, if her file was open to the délégation that she leaves, it opens to the one of here: a
    demande not decided yet is forwarded at its date of deposit, a path in course is open as one taken over. Raises
    `Refused`, and nothing moves, where no préfecture is open yet.
    """
    arrived = people.accept_transfer(actor=actor, on=on, code=code)
    if arrived is None:
        return None
    person = arrived.person
    Suivi.objects.filter(person=person, ends__isnull=True).update(ends=on)
    Suivi.beside(person, starts=on).save(force_insert=True)
    if arrived.left != person.departement:
        _follow(actor, on, arrived)
    return person


def place(demande: str = "") -> Case:
    """The département where what a demande gives is opened and ordered today, never one that she left; as a column.

    Where her path was handed over for a demande that waits there, that one and the next are there. What was decided
    before is where she is. `demande`: the way to it from the rows that are read, as `demande__`.
    """
    path = F(f"{demande}parcours__departement")
    later = Demande.objects.filter(
        parcours=OuterRef(f"{demande}parcours"),
        forwarded_to=OuterRef(f"{demande}departement"),
        n__gt=OuterRef(f"{demande}n"),
    )
    return Case(
        When(Q((f"{demande}person__departement", path)), then=path),
        When(Q((f"{demande}departement", path)) & ~Exists(later), then=path),
        default=F(f"{demande}person__departement"),
    )


def place_of(demande: Demande) -> str:
    """The same of one demande: the code of a département."""
    code: str = Demande.objects.annotate(place=place()).values_list("place", flat=True).get(pk=demande.pk)
    return code


@verb
def open_where_she_is(*, actor: Membership, on: date, demande: Demande, kind: str, opening: str) -> None:
    """Open her file to the desk or to the payer (`kind`) of the place of a demande today.

    After a move, a demande decided where she was is not named: an opening that names one is of its département.
    """
    here = place_of(demande)
    people.open_file(
        actor=actor,
        on=on,
        person=demande.person,
        holder=f"{kind}:{here}",
        opening=opening,
        demande=demande.pk if here == demande.departement else None,
        departement=here,
    )


def _follow(actor: Membership, on: date, arrived: Arrived) -> None:
    person, to = arrived.person, arrived.person.departement
    demande = _undecided(person)
    forwarded = demande is not None and demande.step in (*FOLLOWING, Step.INCOMPLETE)
    if forwarded or "delegate" in arrived.holders:
        prefecture(to)
    # Those that ended too: she may come back to one, and what is still due of another is ordered here.
    Parcours.objects.filter(person=person).update(departement=to)
    if demande is not None and demande.departement != to:
        _forward(actor, demande, to)
        if forwarded:
            open_to_prefecture(actor, on, demande, to)
    if "delegate" in arrived.holders and Period.objects.filter(person=person).exists():
        keys.open_to(person.pk, person.antenne_id, prefecture(to).pk)
        people.open_file(actor=actor, on=on, person=person, holder=f"delegate:{to}", opening="take_over")
    for kind, opening in OPENED_AGAIN.items():
        if kind in arrived.holders:
            people.open_file(actor=actor, on=on, person=person, holder=f"{kind}:{to}", opening=opening)


def _undecided(person: Person) -> Demande | None:
    """Her demande that no préfet has decided: at most one, by constraint, but a forwarded one that waits beside."""
    steps = [step for step in PENDING if step != Step.DECIDED]
    waiting = Demande.objects.filter(Q(step__in=steps) | Q(step=Step.FORWARDED), person=person)
    return waiting.order_by("-created_at").first()


def _forward(actor: Membership, demande: Demande, to: str) -> None:
    if demande.step not in FOLLOWING:
        # In preparation, or asked to complete: it is for the antenne to go on.
        desk = {"desk": prefecture(to).name} if demande.step == Step.INCOMPLETE else {}
        Demande.objects.filter(pk=demande.pk).update(departement=to, **desk)
        demande.departement = to
        return
    facts = {"departement": to, "forwarded_to": to, "competence": Competence.ASSOCIATION, "desk": prefecture(to).name}
    if Demande.objects.filter(parcours=demande.parcours_id, step__in=PENDING).exclude(pk=demande.pk).exists():
        raise no("one_pending", "Une autre demande est en cours pour ce parcours.")
    hold(demande, actor)
    move(demande, "follow", demande.version, **facts)
