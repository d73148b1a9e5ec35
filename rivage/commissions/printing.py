"""What the papers of a session print, taken from its rows: file numbers, members, opinions, the core of a file."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body
from rivage.accounts.sender import sender_of
from rivage.commissions import papers, quorum
from rivage.commissions.enums import AfisAvis, AttendanceMode, AvisSense, VoteMode
from rivage.commissions.models import AgendaItem, Avis, Convocation, Deport, Member, PaperCopy, Seance, SignedReleve
from rivage.commissions.quorum import Roll, Sitting
from rivage.core import clock
from rivage.core.french import capital
from rivage.core.paper.kept import again
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Sheet
from rivage.dossiers import papers as dossiers
from rivage.dossiers import parts
from rivage.dossiers.enums import Claimable, DemandeKind, Domain, OpinionSense, Part
from rivage.dossiers.models import Demande
from rivage.dossiers.situation import SITUATION
from rivage.law.values import at
from rivage.people.models import Person, Share

SENSES = {
    AvisSense.FAVOURABLE: "favorable",
    AvisSense.UNFAVOURABLE: "défavorable",
    AvisSense.ADJOURNED: "ajourné",
}


def kind_of(demande: Demande) -> str:
    """première demande; renouvellement n° 2."""
    label = str(DemandeKind(demande.kind).label)
    return f"{label} n° {demande.n - 1}" if demande.kind == DemandeKind.RENOUVELLEMENT and demande.n > 1 else label


def sender(code: str, called: Roll | None = None) -> Sender:
    """The préfecture's letterhead, neutral; who presides signs."""
    body = Body.objects.get(kind=BodyKind.PREFECTURE, departement=code)
    chair = next((one.member.name for one in called.members if one.member.chairs), "") if called else ""
    return sender_of(body, "La présidence,", chair, service="Commission départementale")


def session(seance: Seance) -> papers.Session:
    local = seance.at.astimezone(clock.zone(seance.departement))
    remote = "Vous pouvez prendre part à distance : le secrétariat vous dit comment." if seance.remote else ""
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    several = Seance.objects.filter(
        departement=seance.departement, at__gte=midnight, at__lt=midnight + timedelta(days=1)
    ).exclude(pk=seance.pk)
    return papers.Session(seance.reference, local.date(), local.time(), seance.place, remote, several.exists())


def agenda(seance: Seance) -> tuple[papers.AgendaLine, ...]:
    """Files still on the agenda, numbered among those shown: a missing number would say that one is hidden.

    Of a session cancelled, those that were on it then: what was sent stays as it was sent.
    """
    rows = AgendaItem.objects.standing()
    if seance.cancelled_at is not None:
        rows = AgendaItem.objects.filter(postponed_at=seance.cancelled_at)
    rows = rows.filter(seance=seance).select_related("demande", "person")
    return tuple(item(row, n) for n, row in enumerate(rows, 1))


def item(row: AgendaItem, n: int) -> papers.AgendaLine:
    antenne = Body.objects.get(pk=row.antenne_id).name
    return papers.AgendaLine(n, row.person.reference, kind_of(row.demande), antenne)


def attendance(called: Roll) -> tuple[papers.ListedMember, ...]:
    return tuple(papers.ListedMember(one.member.name, one.capacity, presence(one, called)) for one in called.members)


def presence(one: Sitting, called: Roll) -> str:
    if one.mode == AttendanceMode.REPRESENTED and one.mandate_to:
        carrier = called.of(one.mandate_to)
        return f"mandat à {carrier.member.name}" if carrier else "mandat"
    words = {"present": "présence sur place", "remote": "à distance", "absent": "absence"}
    return words.get(one.mode, "")


def convocation(row: Convocation) -> Sheet:
    """The letter to one member; a second one says that no quorum is required."""
    seance = row.seance
    on = clock.local_day(row.sent_at, row.departement)
    first, called = seance.second_of, quorum.roll(seance)
    return papers.convocation(
        papers.ConvocationLetter(
            sender(row.departement, called),
            session(seance),
            on,
            _addressed(row.member, called),
            agenda(seance),
            at("commission.convocation_jours", on).value,
            seance.urgent_reason or "",
            first.day if first else None,
        )
    )


def cancellation(row: Convocation) -> Sheet:
    """The letter that tells one member that her session is cancelled, and the date in its place."""
    seance = row.seance
    on = clock.local_day(seance.cancelled_at or clock.now(), row.departement)
    called = quorum.roll(seance)
    other = seance.instead.first()
    return papers.cancellation(
        sender(row.departement, called),
        session(seance),
        on,
        _addressed(row.member, called),
        seance.cancelled_reason or "",
        session(other) if other else None,
    )


def _addressed(member: Member, called: Roll) -> tuple[str, ...]:
    """To whom a convocation goes: the member, in what capacity she sits, and where her body is when it is known."""
    sitting, body = called.of(member.pk), member.body
    capacity = sitting.capacity if sitting else ""
    lines = (body.name, *body.address_lines) if body else ()
    return (member.name, *((capital(capacity),) if capacity else ()), *lines)


def opinion(avis: Avis) -> papers.Opinion:
    """What the commission says on one file."""
    row = avis.item
    return papers.Opinion(
        item(row, row.position),
        papers.AvisAnswer(
            SENSES[AvisSense(avis.sense)],  # type: ignore[arg-type]
            avis.reasons,
            _votes(avis.votes_for, avis.votes_against, avis.abstentions) if avis.mode == VoteMode.COUNTS else None,
        ),
        _aid(avis),
        stood_aside=tuple(
            deport.member.name
            for deport in Deport.objects.standing().filter(item=row).select_related("member").order_by("member__name")
        ),
        dissents=((avis.dissent_by.name, avis.dissent),) if avis.dissent_by else (),
        presented=row.presented_at is not None,
    )


def _aid(avis: Avis) -> papers.AvisAnswer | None:
    if avis.afis == AfisAvis.NOT_ASKED:
        return None
    sense = SENSES[AvisSense(avis.afis)]
    return papers.AvisAnswer(
        sense,  # type: ignore[arg-type]
        avis.afis_reasons or "",
        _votes(avis.afis_for, avis.afis_against, avis.afis_abstentions),
    )


def _votes(favour: int | None, against: int | None, abstention: int | None) -> papers.Votes | None:
    return None if favour is None else papers.Votes(favour, against or 0, abstention or 0)


def signed_releve(avis: Avis) -> Sheet:
    """The relevé as it was signed; as it would be, before it is, or when it was signed before relevés were kept."""
    found = SignedReleve.objects.filter(avis=avis).first()
    return again(found.sheet) if found else releve(avis)


def releve(avis: Avis, called: Roll | None = None) -> Sheet:
    """The relevé as it is written from what is known today. `called`: who was there, for whoever asked already."""
    seance = avis.item.seance
    by = sender(seance.departement, called or quorum.roll(seance))
    return papers.releve(session(seance), opinion(avis), replace(by, signatory=avis.signed_name or by.signatory))


def core(demande: Demande) -> dict[str, object]:
    """The core that every voting seat reads (design §5): fields of `dossiers.papers.CoreCopy`, never a name."""
    person: Person = demande.person
    coded = parts.read(demande, Part.SITUATION)
    answers = coded["answers"]
    project = parts.read(demande, Part.PROJECT)
    results = parts.read(demande, Part.RESULTS)
    own = parts.read(demande, Part.OPINION)
    said = OpinionSense(own["opinion"]).label if own["opinion"] else ""
    return {
        "reference": person.reference,
        "kind": kind_of(demande),
        "association": person.antenne.name,
        "age_band": person.get_age_band_display(),
        "aps_need": person.get_aps_need_display(),
        "situation": tuple(SITUATION.lines(answers)),
        "account": parts.read(demande, Part.ACCOUNT)["text"],
        "needs": project["needs"],
        "actions": tuple(
            (f"{Domain(row['domain']).label.capitalize()} : {row['text']}", row["duration"], row["expected"])
            for row in project["actions"]
        ),
        "engagements": parts.read(demande, Part.ENGAGEMENTS)["engagements"],
        "opinion": "\n\n".join(text for text in (f"Avis {said}." if said else "", own["opinion_text"]) if text),
        "aid": _aid_facts(demande),
        "difficulties": results["difficulties"],
        "results": results["results"],
    }


def _aid_facts(demande: Demande) -> tuple[tuple[str, str], ...]:
    values = parts.read(demande, Part.AID)
    asked = {True: "oui", False: "non"}.get(values["afis_asked"], "")

    def said(code: str) -> str:
        return str(Claimable(code).label) if code else ""

    household = "" if values["household"] is None else str(values["household"])
    return (
        ("Aide financière à l’insertion sociale et professionnelle (AFIS) demandée", asked),
        ("Peut demander le RSA (revenu de solidarité active)", said(values["rsa"])),
        ("Peut demander l’ADA (allocation pour demandeur d’asile)", said(values["ada"])),
        ("Personnes au foyer", household),
    )


def copy_of(copy: PaperCopy) -> list[Sheet]:
    """The numbered copy of one member: the core of each file open to her seats, or that she may read on paper."""
    seance, called = copy.seance, quorum.roll(copy.seance)
    sitting = called.of(copy.member_id)
    copies = PaperCopy.objects.filter(seance=seance).count()
    on = seance.day
    rows = readable(seance, sitting)
    parts.lay(row.demande for row in rows)
    return [
        dossiers.core_copy(
            dossiers.CoreCopy(
                **core(row.demande),  # type: ignore[arg-type]
                session_reference=seance.reference,
                session=on,
                copy=copy.number,
                copies=max(copies, copy.number),
                seat=sitting.capacity if sitting else "",
            )
        )
        for row in rows
    ]


def readable(seance: Seance, sitting: Sitting | None) -> list[AgendaItem]:
    """Files of a session that a member reads: her seats have it open, none was closed to her, she is not aside."""
    if sitting is None:
        return []
    names = [f"seat:{seat.pk}" for seat in sitting.seats]
    if sitting.member.chairs:
        names.append(f"chair:{seance.departement}")
    opened = Share.objects.in_force(clock.now()).filter(holder__in=names)
    items = AgendaItem.objects.filter(
        seance=seance, postponed_at__isnull=True, demande_id__in=opened.values("demande_id")
    )
    left = Deport.objects.standing().filter(member=sitting.member)
    rows = items.exclude(pk__in=left.values("item")).select_related("demande__person__antenne", "person")
    still = set(opened.values_list("demande_id", "holder"))
    ended = Share.objects.filter(holder__in=names, ended_by__isnull=False).values_list("demande_id", "holder")
    closed = {demande for demande, holder in ended if (demande, holder) not in still}
    away = quorum.set_aside({row.person_id for row in rows})
    return [row for row in rows if row.demande_id not in closed and sitting.member.pk not in away[row.person_id]]
