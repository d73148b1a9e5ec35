"""What the pages of a decision show."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, QueryDict

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.accounts.sender import undated
from rivage.commissions.enums import AvisSense, VoteMode
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.core.french import capital, day_in_words, days
from rivage.core.versions import version_of
from rivage.decisions import access, besides, marks, outcome
from rivage.decisions.basis import Basis
from rivage.decisions.enums import DecisionSense, DecisionStep, PaperKind, Recipient
from rivage.decisions.forms import NONE, DecisionForm, HeardForm, InviteForm
from rivage.decisions.models import Decision, Hearing, Notification, Observations
from rivage.decisions.printing import PrintedDecision, called_since
from rivage.decisions.recours.access import can_follow
from rivage.decisions.recours.enums import About
from rivage.decisions.recours.screen import ActRemedies
from rivage.decisions.recours.screen import of as contested_acts
from rivage.decisions.shown import told_lines
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande, Period, PlanAction
from rivage.dossiers.months import used_months
from rivage.law import motifs
from rivage.law import parcours as law
from rivage.law.no_motive import WITHOUT
from rivage.people import names

# To whom a letter goes: until it reached them, it follows the file.
TO = {
    PaperKind.LETTER: Recipient.PERSON,
    PaperKind.RECEIPT: Recipient.PERSON,
    PaperKind.ASSOCIATION: Recipient.ASSOCIATION,
}

# The notifications of one decision, read once for all that its page says of them.
TOLD = Prefetch(
    "notifications", queryset=Notification.objects.select_related("recorded_by__body").order_by("created_at")
)


def records(membership: Membership) -> bool:
    """Whether this membership writes down a signature made on paper, instead of signing."""
    return membership.role != Role.SIGNATORY


def page(
    membership: Membership, held: Demande, current: Decision | None, found: Basis, on: date, forms: dict[str, Any]
) -> dict[str, Any]:
    """Context of the page of a decision, drafted or signed."""
    signed = current is not None and current.step != DecisionStep.DRAFT
    context = _common(membership, held, current, found, on)
    context["waited"] = _waited(held, current.taken_on if signed and current is not None else on)
    if signed or (membership.is_antenne and "heard" not in forms):
        # The form that was refused is no longer on the page: its sentence stands alone.
        context["said"] = [sentence for form in forms.values() for sentence in form.non_field_errors()]
    if membership.is_antenne and not signed:
        return context | {"hidden": True, "heard": forms.get("heard") or _heard(membership, held)}
    context |= {"decision": current, "signed": signed, "signer": membership.role == Role.SIGNATORY}
    if current is not None and signed:
        return context | _signed(membership, held, current, found, on)
    return context | _drafted(membership, held, current, found, on, forms)


def _common(membership: Membership, held: Demande, current: Decision | None, found: Basis, on: date) -> dict[str, Any]:
    return {
        "demande": held,
        "found": found,
        "on": on,
        "who": names.shown(membership, held.person_id),
        "reference": held.person.reference,
        "undated": undated(held.departement),
        "votes": votes(found.avis),
        "counted": _counted(held, current, found),
        "actions": PlanAction.objects.filter(project=found.project) if found.project else (),
        "votes_pill": _pill(found, on),
        "favourable": found.avis is not None and found.avis.sense == AvisSense.FAVOURABLE,
    }


def _waited(held: Demande, until: date) -> int | None:
    """Days from the deposit to the decision, or to this day before it; None where no deposit is noted."""
    return (until - clock.local_day(held.deposited_at, held.departement)).days if held.deposited_at else None


def _counted(held: Demande, current: Decision | None, found: Basis) -> str:
    """« Mois comptés sur 24 : 0 avant cette décision, 6 avec elle. »"""
    opened = Period.objects.filter(decision_id=current.pk).first() if current is not None else None
    if opened is None:
        return f"Mois comptés avant cette décision : {found.used} sur {found.most}."
    before = used_months(held.parcours, granted=opened.created_at)
    with_it = used_months(held.parcours, through=opened.starts)
    return f"Mois comptés sur {found.most} : {before} avant cette décision, {with_it} avec elle."


def votes(avis: Avis | None) -> str:
    """« 8 pour, 2 contre, 1 abstention », or how it was rendered. Counts, never names."""
    if avis is None:
        return ""
    if avis.mode == VoteMode.CONSENSUS:
        return "par consensus"
    held = avis.abstentions or 0
    return f"{avis.votes_for} pour, {avis.votes_against} contre, {held} abstention{'s' if held > 1 else ''}"


def _pill(found: Basis, on: date) -> str:
    if found.avis_on is None:
        return ""
    ago = (on - found.avis_on).days
    since = f", il y a {days(ago)}" if ago else ""
    return f"Avis rendu le {day_in_words(found.avis_on, on=on, weekday=False)}{since}"


def _drafted(
    membership: Membership, held: Demande, current: Decision | None, found: Basis, on: date, forms: dict[str, Any]
) -> dict[str, Any]:
    form = forms.get("form") or DecisionForm(
        found=found, on=on, recorded=records(membership), initial=_initial(current, found, on)
    )
    verdict = access.can_prepare(membership, held, taken=True)
    sense = current.sense if current else ""
    observations = found.observations
    return {
        "form": form,
        "motives": motives(form),
        "not_approved": motifs.NOT_APPROVED,
        "approved": found.approved_then(on),
        "open": bool(verdict),
        "closed_because": "" if verdict else verdict.sentence,
        "judgment_possible": held.step in access.JUDGED,
        "needs_hearing": found.is_renewal and observations is None,
        "refusing": sense == DecisionSense.REFUSE,
        "authorising": sense == DecisionSense.AUTHORISE,
        "invite": forms.get("invite") or (InviteForm() if observations is None else None),
        "heard": forms.get("heard") or _heard(membership, held),
        "renewal": law.renewal_start(found.term, on)[0] if found.is_renewal and found.term else None,
    }


def observations(held: Demande) -> Observations | None:
    """What she was invited to say, and said."""
    return Observations.objects.filter(demande=held).first()


def _heard(membership: Membership, held: Demande) -> HeardForm | None:
    """Where her observations are written, once she is invited and as long as nothing is signed."""
    row = observations(held)
    return heard_form(row) if row is not None and access.can_hear(membership, held, taken=True) else None


def heard_form(row: Hearing | None, posted: QueryDict | None = None) -> HeardForm:
    """The form of her observations, with what stands."""
    initial: dict[str, Any] = {}
    if row is not None and row.received_on is not None:
        initial = {"received_on": row.received_on, "means": row.means, "text": row.text}
        initial["has"] = NONE if row.silent else "some"
    return HeardForm(posted, version=version_of(row) if row is not None else "", initial=initial)


def _initial(current: Decision | None, found: Basis, on: date) -> dict[str, Any]:
    if current is None:
        return {"starts": found.starts(on), "months": found.expected or None}
    return {
        "version": current.version,
        "sense": current.sense,
        "starts": current.starts or found.starts(on),
        "months": current.months or found.expected or None,
        "motives": current.motives,
        "motives_kept": current.motives_kept,
        "motives_read": bool(current.motives_kept),
        "reasons": current.reasons,
        "authority": current.authority,
        "court": current.court or "",
    }


def motives(form: DecisionForm) -> dict[str, list[Any]]:
    """The ticks of the motives with their sheet: those the texts provide for, the others with their source, and that
    of a paper that says none.
    """
    by_code = {each.code: each for each in form.coded}
    all_of = [(tick, str(tick.data["value"])) for tick in form["motives"]]
    ticks = [(tick, by_code[code]) for tick, code in all_of if code in by_code]
    return {
        "provided": [pair for pair in ticks if pair[1].provided],
        "unprovided": [pair for pair in ticks if not pair[1].provided],
        "without": [tick for tick, code in all_of if code == WITHOUT],
    }


def _signed(membership: Membership, held: Demande, current: Decision, found: Basis, on: date) -> dict[str, Any]:
    kept = motifs.coded(current.motives, current.taken_on)
    prefetch_related_objects([current], TOLD)
    [shown] = outcome.outcomes(membership, [current])
    counted = shown.delay
    return {
        "kept": kept,
        "marks": marks.of(current, found),
        "contested": _contested(membership, held, on),
        "besides": besides.said(membership, held, on),
        "signed_state": shown.state(on),
        "stopped": counted.stopped,
        "stopped_fact": f"{capital(counted.stopped)}.",
        "notifications": told_lines(
            current.notifications.all(), membership, "decisions:correct", "notification", counted.since(on)
        ),
        "untold": [] if counted.stopped else untold(current),
        "no_delay": no_delay(current) and not counted.stopped,
        "impossible": impossible(current) and not counted.stopped,
        "papers": papers(membership, current),
        "may_notify": bool(access.can_notify(membership, current, taken=True)),
        "authorised": current.sense == DecisionSense.AUTHORISE,
        "departs": found.departs(current.sense),
        "called_since": called_since(PrintedDecision(membership, held, current, found, on)),
    }


def _contested(membership: Membership, held: Demande, on: date) -> list[ActRemedies]:
    """Until when the path is contested, and the remedies made, for those who follow them."""
    if not can_follow(membership, held, taken=True):
        return []
    return [one for one in contested_acts(membership, held, on) if one.act.about == About.PATH]


def say_of(current: Decision) -> Callable[[HttpRequest, str], None]:
    """How what was done with a decision is said: a refusal wears no tick."""
    return messages.info if current.sense == DecisionSense.REFUSE else messages.success


def impossible(current: Decision) -> bool:
    """Whether somebody could not be reached, and was not since."""
    rows = current.notifications.all()
    reached = {row.recipient for row in rows if row.reached}
    return any(row.replaced_at is None and row.recipient not in reached for row in rows)


def no_delay(current: Decision) -> bool:
    """Whether it is a refusal of which nothing is noted for her: she may contest it, and no delay runs."""
    told = {row.recipient for row in current.notifications.all()}
    return current.sense == DecisionSense.REFUSE and Recipient.PERSON not in told


def untold(current: Decision) -> list[str]:
    """Who has no outcome yet, in words."""
    told = {row.recipient for row in current.notifications.all()}
    return [str(Recipient(who).label) for who in Recipient.values if who not in told]


def papers(membership: Membership, current: Decision) -> list[dict[str, Any]]:
    """Papers of a signed decision: whether each may be adapted, and whether it is `remade`, printed from the file of
    today because what it said when it was signed or handed was not kept. A judgment is not ours to print.
    """
    held = set(current.papers.filter(fixed_at__isnull=False).values_list("kind", flat=True))
    handed = {row.recipient for row in current.notifications.all() if row.reached}
    return [
        {
            "kind": kind,
            "label": label,
            "editable": bool(access.can_print(membership, current, kind, editable=True)),
            "remade": kind not in held and (kind == PaperKind.DECISION or TO[PaperKind(kind)] in handed),
        }
        for kind, label in PaperKind.choices
        if kind != PaperKind.DECISION or (not current.court and WITHOUT not in current.motives)
    ]


def notification(membership: Membership, held: Demande, current: Decision, found: Basis, on: date) -> dict[str, Any]:
    """Context of the page where a notification is noted."""
    refused = current.sense == DecisionSense.REFUSE and found.is_renewal
    prefetch_related_objects([current], TOLD)
    return _common(membership, held, current, found, on) | {
        "decision": current,
        "notifications": told_lines(current.notifications.all(), membership, "decisions:correct", "notification"),
        "untold": untold(current),
        "no_delay": no_delay(current),
        "cost": found.cost_of_notifying(on) if refused else None,
        "may_notify": bool(access.can_notify(membership, current, taken=True)),
        "by_antenne": membership.is_antenne,
        "done": held.step == Step.NOTIFIED,
    }
