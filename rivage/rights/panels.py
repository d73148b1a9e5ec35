"""What the person's page shows of her permit, and of a path taken over."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from rivage.accounts import policies
from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.http import ActingRequest, link
from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.decisions import acts, besides, to_hand
from rivage.decisions.recours import rereading
from rivage.decisions.recours.enums import About
from rivage.dossiers import changes, states
from rivage.dossiers.models import Parcours, Period, TakeOver
from rivage.law.recours import with_removal
from rivage.people import access as people
from rivage.people.enums import ApsNeed
from rivage.people.models import Person
from rivage.people.panels import (
    Fragment,
    NextStep,
    Way,
    register,
    register_count,
    register_refused,
    register_step,
    register_way,
)
from rivage.rights import access, contested, refusals
from rivage.rights.aid import notified
from rivage.rights.aid.ledger import read_books
from rivage.rights.aid.rereading import aid
from rivage.rights.aid.todo import ended_demandes
from rivage.rights.aid.told import beside
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.gaps import permit_gaps
from rivage.rights.clocks.renewal import renewal
from rivage.rights.clocks.residence import Stay, standing
from rivage.rights.clocks.residence import clock as residence_clock
from rivage.rights.clocks.steps import next_step, possible, remedy_sentence, waiting, warning
from rivage.rights.ended import aid_over
from rivage.rights.enums import AfisSense, ApsStep
from rivage.rights.models import AfisDecision, AidEvent, ApsFact
from rivage.rights.permit.contradictions import of_her
from rivage.rights.permit.missing import missing
from rivage.rights.permit.pills import pill, refused
from rivage.rights.permit.printing import LETTER, with_letter
from rivage.rights.permit.rereading import refused_permits
from rivage.rights.takeover.typed import typed
from rivage.vault import keys
from rivage.vault.enums import KeyKind

_RUNNING = "rights.running"


def _running(membership: Membership, person: Person) -> tuple[bool, bool]:
    """Of the path that goes on: whether it was taken over, and whether it has months of hers. Asked once a request."""
    cache = perimeter.current().cache
    key = _RUNNING, membership.pk, person.pk
    if key not in cache:
        goes_on = {"person": person, "parcours__ended_on__isnull": True}
        taken = TakeOver.objects.visible_to(membership).filter(**goes_on)
        months = Period.objects.visible_to(membership).filter(**goes_on)
        asked = Membership.objects.filter(pk=membership.pk)
        cache[key] = asked.values_list(Exists(taken), Exists(months)).get()
    found: tuple[bool, bool] = cache[key]
    return found


def is_taken_over(membership: Membership, person: Person) -> bool:
    """Whether her running path was taken over."""
    return _running(membership, person)[0]


def taken_over(request: ActingRequest, person: Person, on: date) -> str:
    """What was taken over, to confirm for whoever instructs, to correct for her antenne."""
    membership = request.membership
    rows = TakeOver.objects.visible_to(membership).filter(person=person, parcours__ended_on__isnull=True)
    held = rows.select_related("parcours").first()
    if held is None:
        return ""
    may_correct = access.can_correct(membership, held)
    context = typed(membership, held) | {
        "on": on,
        "may_confirm": bool(access.can_confirm(membership, held)),
        "may_correct": bool(may_correct),
        "kept_because": may_correct.sentence if membership.is_antenne and held.contested_on else "",
    }
    return render_to_string("rights/panel_take_over.html", context, request)


def permit(request: ActingRequest, person: Person, on: date) -> str:
    """Where the permit stands, and for her antenne that it has become possible."""
    if request.membership.is_antenne:
        # Her need is read under one, her nationality under the other.
        keys.load([person.pk], *KeyKind.values)
    found = gather_all(request.membership, [person], StayFacts)[person.pk]
    stands = standing(found, on)
    known = found.need is not None
    against = of_her(request.membership, found)
    unsaid = request.membership.is_antenne and person.aps_need == ApsNeed.UNKNOWN
    if stands.code == Stay.NOT_NEEDED and not known and not against and not unsaid:
        return ""
    context = {
        "person": person,
        "clock": residence_clock(found, on),
        "state": pill(found, on, stands),
        "possible": possible(found, on),
        "remedy": remedy_sentence(found, on),
        "warning": warning(found, on, hers=request.membership.is_antenne),
        "gaps": permit_gaps(found, on),
        "letter": _letter(request.membership, found, on) if stands.code == Stay.REFUSED else "",
        "missing": missing(request.membership, found),
        "against": against,
        "unsaid": unsaid,
        "on": on,
    }
    return render_to_string("rights/panel_stay.html", context, request)


def _letter(membership: Membership, found: StayFacts, on: date) -> str:
    """The last letter of refusal, as it was handed; "" where none is open."""
    one = next((each for each in reversed(found.permits) if each.refusal is not None and each.told_on), None)
    refusal = found.named(one) if one is not None else None
    if refusal is None or refusal not in with_letter(membership, [found.person.pk]):
        return ""
    return link(membership, LETTER, apsfact=refusal, form="pdf")


def permit_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    """To whom nothing is left to do of a refusal of the permit, until when it may be contested."""
    if not policies.allows("rights:stay", "GET", membership.role):
        return None
    rows = ApsFact.objects.visible_to(membership).filter(person=person, correction__isnull=True)
    # Of nearly nobody, a permit was refused; a silence is on the home already.
    if not rows.filter(step__in=(ApsStep.REFUSED, ApsStep.REQUESTED)).exists():
        return None
    found = gather_all(membership, [person], StayFacts)[person.pk]
    if waiting(found, on) is None:
        return None
    words = next_step(found, on, with_removal(on).said_to(hers=membership.is_antenne))
    return NextStep(words, action="Voir le titre", url=link(membership, "rights:stay", person=person.pk))


def is_authorised(membership: Membership, person: Person) -> bool:
    """Whether a path that goes on has months of hers."""
    return _running(membership, person)[1]


def going_on(request: ActingRequest, person: Person, on: date) -> str:
    """The renewal: when, which session, what a late one costs. For her antenne and for whoever instructs."""
    membership = request.membership
    parcours = Parcours.objects.visible_to(membership).filter(person=person, ended_on__isnull=True).first()
    if parcours is None or not (membership.is_antenne or membership.role in INSTRUCTING):
        return ""
    found = renewal(parcours, on)
    if found is None or (on < found.point and not found.late and found.demande is None):
        return ""
    writes = bool(people.can_write(membership, person))
    due = found.to_prepare and bool(found.remaining)
    context = {"person": person, "on": on, "found": found, "writes": writes, "due": due}
    return render_to_string("rights/panel_renewal.html", context, request)


def children_counted(membership: Membership, person: Person, on: date) -> int | None:
    """The children that the aid counts in the month of `on`, or else in its last month; None without months."""
    # One question, as on the clocks: her books are opened only where something moved a number, or for two decisions.
    told = AidEvent.objects.visible_to(membership).filter(person=OuterRef("person"), children__isnull=False)
    seen = AfisDecision.objects.visible_to(membership).filter(person=person, sense=AfisSense.GRANT)
    grants = list(seen.annotate(moved=Exists(told)).values_list("children", "moved"))
    if len(grants) < 2 and not any(moved for _, moved in grants):
        return grants[0][0] if grants else None
    found = read_books(membership, [person.pk]).months(person.pk, on)
    now = next((one for one in found if one.month >= on.replace(day=1)), found[-1] if found else None)
    return now.children if now else None


changes.tell_aid_over(aid_over)
rereading.register(aid)
rereading.register(refused_permits)
besides.register(beside)
acts.register(About.AID, contested.aids)
to_hand.register(to_hand.ToHand(notified.refused, "Refus de l’aide à remettre", "rights:afis"))
to_hand.register(to_hand.ToHand(notified.granted, "Accord de l’aide à remettre", "rights:afis"))
to_hand.register(to_hand.ToHand(ended_demandes, "Fin de l’aide à remettre", "rights:end"))
states.register_beside(refusals.shown)
acts.register(About.AID_END, contested.ends)
acts.register(About.PERMIT, contested.permits)
register(Fragment("rights:clocks", "Voir les trois horloges", "top", 10))
register(Fragment("rights:taken_over", "Voir le parcours repris", "main", 5, is_taken_over))
register(Fragment("rights:going_on", "Voir la suite du parcours", "main", 6, is_authorised))
register_count(children_counted)
register_step(permit_step)
register_refused(refused)
register_way(Way("rights:take_over_new", "Reprendre un parcours en cours", "begun", "clock-history", 10))
register(Fragment("rights:permit", "Voir où en est le titre de séjour", "side", 5))
