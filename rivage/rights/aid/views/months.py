"""The months of a person's aid, what moved it, and its end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.enums import INSTRUCTING, Role
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.models import Body, Membership
from rivage.core.answers import attempt
from rivage.decisions.access import opened_to
from rivage.law import recours
from rivage.law.verdict import refuse
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about, way_back
from rivage.rights import access, heard
from rivage.rights.aid import actions, marks, one_off_paid, undone
from rivage.rights.aid.differing import Differences, differs, told_otherwise
from rivage.rights.aid.forms.months import ChangeForm, EndForm
from rivage.rights.aid.ledger import Month, MonthState, read_books
from rivage.rights.aid.one_off import one_offs
from rivage.rights.aid.ordered import Ordered
from rivage.rights.aid.reexamination import ARTICLE, ahead, dates, told
from rivage.rights.aid.undone import UndoneAid
from rivage.rights.aid.unpaid import in_words_left, left, why
from rivage.rights.aid.views import hearing, noticing
from rivage.rights.aid.views.telling import telling, unprinted
from rivage.rights.clocks.aid import UNPAID
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.ended import (
    NOT_HANDED,
    Ended,
    ends,
    ordered_after,
    standing_end,
    taken_back,
    told_on,
    undone_ends,
    unopposed,
    warning,
    would_end,
)
from rivage.rights.models import AfisDecision, AfisEnd, AfisMonth, AnswerCorrection
from rivage.rights.refusals import refused
from rivage.vault import opened

# Kind, icon and words of each state, as `{% etat %}` draws them.
STATES = {
    MonthState.COMING: ("neutre", "calendar3", "à venir"),
    MonthState.DUE: ("attente", "hourglass-split", "dû, pas encore ordonné"),
    MonthState.ORDERED: ("cours", "send", "ordonné"),
    MonthState.PAID: ("ok", "check-circle", "versé"),
    MonthState.RETURNED: ("alerte", "arrow-return-left", "revenu impayé"),
    MonthState.SUSPENDED: ("alerte", "stop-circle", "suspendu"),
    MonthState.BEFORE: ("neutre", "check-lg", "versé avant Rivage"),
    MonthState.ENDED: ("neutre", "x-lg", "fini"),
}

ENDED_SINCE = (
    "Quelqu’un a enregistré autre chose pendant que vous écriviez, ou un autre onglet : la fin de l’aide est déjà "
    "notée, plus haut. Vos mots sont gardés ici, sans rien changer : relisez les deux."
)
NOT_GRANTED = refuse("not_granted", "L’aide n’a pas été accordée pour cette demande.")


def shown(found: list[Month]) -> list[dict[str, Any]]:
    """The months with their state; `left`: of one paid in part, what is left; `differs`: why it is due otherwise."""
    rest = [(month, left(month)) for month in found]
    return [
        {
            "of": month,
            "left": due,
            "differs": differs(month),
            "noticed": told_otherwise(month),
            "state": paid_in_part(due, month.ordered) if due and month.ordered else STATES[month.state],
        }
        for month, due in rest
    ]


def paid_in_part(rest: Decimal, line: Ordered | AfisMonth) -> tuple[str, str, str]:
    """The state of a month paid in part, never green. `rest`: what is left of what is due, in euros."""
    return "alerte", "circle-half", f"versé en partie, {in_words_left(rest, line)}"


@require_safe
def months(request: ActingRequest, person: UUID) -> HttpResponse:
    """Month by month: what is due, what was ordered, what the payer answered, and what differs."""
    membership = request.membership
    held = get_object_or_404(Person.objects.visible_to(membership, Slice.DECISION), pk=person)
    opened.note(held.pk, held.antenne_id, Slice.DECISION)
    on = request.on
    found = read_books(membership, [held.pk]).months(held.pk, on)
    context = {
        "person": held,
        "reference": held.reference,
        "who": names.shown(membership, held.pk),
        "crumbs": way_back(request, held),
        "months": _explained(membership, held, shown(found)),
        "apart": Differences.of(found),
        "one_offs": one_offs(found),
        "once_paid": one_off_paid.paid(membership, held),
        "may_note_once": bool(access.can_note_one_off(membership, held)),
        "moved_on": dates(membership, [held.pk]).get(held.pk, []),
        "article": ARTICLE,
        "ends": undone.ends_of(membership, held, on),
        "not_handed": NOT_HANDED,
        "granted": _endable(membership, held),
        "refused": refused(membership).filter(person=held).last(),
        "payers": Body.objects.filter(kind=Role.PAYER, departement=held.departement).order_by("name")
        if membership.is_antenne
        else (),
        "on": on,
        **noticing.shown(membership, held),
    }
    return render(request, "rights/months.html", context)


def corrections(membership: Membership, lines: Iterable[UUID]) -> dict[UUID, list[AnswerCorrection]]:
    """What had been noted of the answers about these ordered months, by month, as far as it is open to the reader."""
    found: dict[UUID, list[AnswerCorrection]] = defaultdict(list)
    rows = AnswerCorrection.objects.visible_to(membership).filter(month__in=list(lines))
    for row in rows.select_related("recorded_by__body"):
        found[row.month_id].append(row)
    return found


def _explained(membership: Membership, person: Person, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines, those that were not paid with their reason, and what was corrected of the others."""
    ordered = [line["of"].ordered.row for line in lines if line["of"].ordered is not None]
    before = corrections(membership, ordered)
    for line in lines:
        line["corrections"] = before.get(line["of"].ordered.row, ()) if line["of"].ordered is not None else ()
    answers = [(line, line["of"].ordered.answer) for line in lines if line["of"].ordered is not None]
    unpaid = [(line, answer) for line, answer in answers if line["left"] or _unpaid(line["of"])]
    if unpaid:
        facts = gather_all(membership, [person], StayFacts)[person.pk]
        for line, answer in unpaid:
            line["why"] = why(facts, line["of"].month, answer, antenne=membership.is_antenne)
    return lines


def _unpaid(month: Month) -> bool:
    """Whether it was suspended or came back, and is due."""
    due = month.grant is None or month.amount is not None
    return due and month.ordered is not None and month.ordered.answer in UNPAID


def _endable(membership: Membership, person: Person) -> AfisDecision | None:
    """The last aid granted, when this reader may note its end."""
    if membership.role not in INSTRUCTING:
        return None
    last = (
        AfisDecision.objects.visible_to(membership).filter(person=person, sense="grant").order_by("decided_on").last()
    )
    return last if last is not None and access.can_end_aid(membership, last) else None


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: ActingRequest, person: UUID) -> HttpResponse:
    """What moved her aid, told by her antenne, and what is to move it."""
    membership = request.membership
    held = get_object_or_404(Person.objects.visible_to(membership), pk=person)
    opened.note(held.pk, held.antenne_id, Slice.AID)
    on = request.on
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.record_event(actor=membership, on=on, person=held, **form.cleaned_data)
    ):
        messages.success(request, "Le changement est noté. La délégation voit que l’aide est à réexaminer.")
        return redirect(to(request, "rights:changes", person=held.pk))
    context = {
        "person": held,
        "reference": held.reference,
        "who": names.shown(membership, held.pk),
        "form": form,
        "crumbs": way_back(request, held),
        "told": told(membership, held, on),
        "ahead": ahead(membership, held, on),
        "on": on,
    }
    return render(request, "rights/changes.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActingRequest, demande: UUID) -> HttpResponse:
    """The end of the aid before its term: observations first, the last month paid shown before confirming."""
    membership = request.membership
    held = get_object_or_404(opened_to(membership).select_related("person__antenne"), pk=demande)
    decision = AfisDecision.objects.visible_to(membership).standing().filter(demande=held).first()
    on = request.on
    noted = standing_end(membership, held)
    version = actions.end_version(decision) if decision else ""
    form = EndForm(request.POST or None, version=version, initial=noted.said() if noted else _invited(decision))
    form.stale = ENDED_SINCE if noted is not None else ""
    preview = None
    if request.method == "POST" and decision is not None:
        read = _to_read(membership, decision, form, on) if noted is None else None
        if read is not None and form.unread(read.words):
            preview = read
        elif attempt(form, lambda: _ending(membership, on, decision, form)):
            messages.info(request, "La fin de l’aide est notée. Il reste à remettre la décision à la personne.")
            return redirect(to(request, "rights:end", demande=held.pk))
    verdict = access.can_end_aid(membership, decision) if decision else NOT_GRANTED
    if not verdict and noted is None:
        # The page has no form left: why the gesture was refused is said above it.
        for sentence in form.non_field_errors():
            messages.error(request, str(sentence))
    # Sent, another may have been noted since.
    found = standing_end(membership, held) if request.method == "POST" else noted
    over = ends(membership, [found.decision_id])[found.decision_id] if found else None
    context = (
        _end_context(membership, held, found, over, on)
        | hearing.shown(membership, decision, on)
        | about(request, held.person)
        | {
            "form": form,
            "preview": preview.ended if preview else None,
            "after": preview.after if preview else _already_ordered(membership, decision, over),
            "to_read_again": preview.again if preview else [],
            "unopposed": preview.unopposed if preview else _unopposed(found, over, on) if found else "",
            "may": bool(verdict),
            "second": noted is not None and form.is_bound,
            "because": "" if verdict else verdict.sentence,
        }
    )
    return render(request, "rights/end.html", context, status=422 if form.is_bound and preview is None else 200)


def _invited(decision: AfisDecision | None) -> dict[str, Any]:
    """What the last invitation says, for the form of the end."""
    row = heard.last_of(decision) if decision is not None else None
    return {"ground": row.ground, "invited_on": row.invited_on} if row is not None else {}


@dataclass(frozen=True, slots=True)
class ToRead:
    """What the page says of an end before it is noted. `after`: of the months ordered after it; `again`: what is to be
    read again of what was typed.
    """

    ended: Ended
    unopposed: str
    after: list[str]
    again: list[str]

    @property
    def words(self) -> str:
        return "\n".join([self.ended.sentence, self.unopposed, *self.after, *self.again])


def _to_read(membership: Membership, decision: AfisDecision, form: EndForm, on: date) -> ToRead | None:
    """None of an end that may not be noted: the form says why."""
    if not attempt(form, lambda: actions.check_end(decision, form.told(), on)):
        return None
    said = form.cleaned_data
    ended = would_end(membership, decision, said["decided_on"])
    return ToRead(
        ended,
        unopposed(ended, on),
        _already_ordered(membership, decision, ended),
        [*heard.against(decision, said["decided_on"], said["invited_on"], said["ground"]), *form.to_read_again()],
    )


def _unopposed(noted: AfisEnd, ended: Ended | None, on: date) -> str:
    """What is said of an end as long as it is not handed to her, "" once it is."""
    return unopposed(ended, on) if ended is not None and told_on(noted) is None else ""


def _already_ordered(membership: Membership, decision: AfisDecision | None, ended: Ended | None) -> list[str]:
    """To whoever orders: the months that are ordered though the aid ends before them."""
    if decision is None or ended is None or membership.role not in INSTRUCTING:
        return []
    return [warning(row) for row in ordered_after(membership, decision.pk, ended)]


def _ending(membership: Membership, on: date, decision: AfisDecision, form: EndForm) -> AfisEnd:
    return actions.end_afis(actor=membership, on=on, decision=decision, told=form.told(), version=form.shown)


def _end_context(
    membership: Membership, held: Any, found: AfisEnd | None, over: Ended | None, on: date
) -> dict[str, Any]:
    return {
        "demande": held,
        "person": held.person,
        "who": names.shown(membership, held.person.pk),
        "end": found,
        "marks": marks.of_end(found) if found else (),
        "rewritten": list(found.rewritten.select_related("recorded_by")) if found else [],
        "taken_back": taken_back(membership, held, on),
        "undone": _undone(membership, undone_ends(membership, held)),
        "may_correct": found is not None and bool(access.can_correct_end(membership, found)),
        "last_month": over.last_month if over else "",
        "remedies": (ways := recours.remedies(on, recours.ContestedAct.AID_END)),
        "reading": recours.followed(ways),
        "on": on,
        **(telling(membership, found.decision, found, on) if found else {}),
    }


def _undone(membership: Membership, rows: list[AfisEnd]) -> list[tuple[UndoneAid, tuple[()], str]]:
    """The ends that hold no more, what undid each, and why it is not printed. An end gives no motive."""
    over = undone.of(membership, rows)
    return [(over[row.pk], (), unprinted(membership, row.decision, row)) for row in rows]
