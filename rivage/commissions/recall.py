"""Minutes recalled: what is frozen of a session and of each file, and the same sheet made of it again."""

import hashlib
import json
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from rivage.commissions import papers, printing, quorum
from rivage.commissions.enums import AttendanceMode
from rivage.commissions.models import AgendaItem, Extract, Minutes, Reopening, Seance
from rivage.core import clock, french
from rivage.core.paper import printed
from rivage.core.paper.kept import again, kept
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Letterhead, Sheet, Stated
from rivage.law import commission as law
from rivage.vault.errors import KeyMissing

NOBODY = "la présidence"
ERASED = {"erased": True}


def session_part(seance: Seance, signed_name: str, files: int, signed_at: datetime) -> dict[str, Any]:
    """The session as JSON: nothing of any file but how many there were."""
    called, zone = quorum.roll(seance), clock.zone(seance.departement)
    on = seance.day
    counted = law.composing(len(called.members), on=on, vacant=called.vacant)
    by = printing.sender(seance.departement, called)
    shown = printing.session(seance)
    chair = next((one for one in called.members if one.member.chairs and one.here), None)

    def hour(instant: datetime | None) -> str:
        return (instant or seance.at).astimezone(zone).time().isoformat("minutes")

    return {
        "authority": by.letterhead.authority,
        "lines": list(by.letterhead.lines),
        **({"foot": list(by.letterhead.foot)} if by.letterhead.foot else {}),
        "place": by.place,
        "signed_name": signed_name,
        "signed_at": french.day_in_words(signed_at.astimezone(zone).date(), on=date.min),
        "session": [shown.reference, shown.on.isoformat(), shown.opens.isoformat("minutes"), shown.place]
        + ([True] if shown.several else []),
        "urgency": seance.urgent_reason or "",
        "convened": (seance.convened_at or seance.at).astimezone(zone).date().isoformat(),
        "opened": hour(seance.opened_at),
        "closed": hour(seance.closed_at),
        "chair": chair.member.name if chair else NOBODY,
        "present": len(quorum.taking_part(called)),
        "composing": counted.members,
        "needed": counted.needed,
        "members": [
            [one.member.name, one.capacity, printing.presence(one, called)]
            for one in called.members
            if one.mode in (*quorum.HERE, AttendanceMode.REPRESENTED)
        ],
        "absent": [
            one.member.name for one in called.members if one.mode in (AttendanceMode.ABSENT, AttendanceMode.EXPECTED)
        ],
        "rules": _rules(seance, called),
        "files": files,
        "reopened": [_reopened(row, zone) for row in seance.reopenings.all()],
    }


def _reopened(row: Reopening, zone: ZoneInfo) -> str:
    closed, again = (instant.astimezone(zone) for instant in (row.closed_at, row.reopened_at))
    later = closed.date() != again.date()
    when = f" le {french.day_in_words(again.date(), on=date.min, weekday=False)}" if later else ""
    return f"Séance close à {french.hour(closed.time())}, rouverte{when} à {french.hour(again.time())} : {row.reason}"


def _rules(seance: Seance, called: quorum.Roll) -> list[list[Any]]:
    """How the quorum was counted, each reading with its mark while nobody confirmed it."""
    rules: list[list[Any]] = [[sentence, mark] for sentence, mark in quorum.readings(seance, called)]
    if seance.second_of_id:
        said = "Seconde convocation sur le même ordre du jour : aucun quorum n’est exigé (CRPA, art. R133-10)."
        rules.append([said, False])
    return rules


def file_part(item: AgendaItem) -> dict[str, Any]:
    """One file as JSON: its opinion, or why there is none."""
    shown = printing.item(item, item.position)
    base = {"order": shown.order, "reference": shown.reference, "kind": shown.kind, "association": shown.association}
    if item.postponed_at is not None:
        return base | {"without": "reporté par la présidence" if item.postponed_by_id else "retiré de l’ordre du jour"}
    if not hasattr(item, "avis"):
        return base | {"without": f"sans avis, la demande est « {item.demande.get_step_display()} »"}
    opinion = printing.opinion(item.avis)
    return base | {
        "path": _answer_out(opinion.path),
        "afis": _answer_out(opinion.afis) if opinion.afis else None,
        "stood_aside": list(opinion.stood_aside),
        "dissents": [list(dissent) for dissent in opinion.dissents],
        **({} if opinion.presented else {"unpresented": True}),
    }


def with_extract(session_data: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """One file with its extract as it is printed, when it has an opinion."""
    return data | {"extract": kept(extract(session_data, data))} if "path" in data else data


def extract(session_data: dict[str, Any], data: dict[str, Any]) -> Sheet:
    """The extract of one file, as it was kept at the signature."""
    if "extract" in data:
        return again(data["extract"])
    return papers.extract(session(session_data), opinion(data), sender(session_data))


def _answer_out(answer: papers.AvisAnswer) -> list[Any]:
    votes = answer.votes
    return [answer.sense, answer.reasons, [votes.favour, votes.against, votes.abstention] if votes else None]


def _answer(data: list[Any]) -> papers.AvisAnswer:
    return papers.AvisAnswer(data[0], data[1], papers.Votes(*data[2]) if data[2] else None)


def opinion(data: dict[str, Any]) -> papers.Opinion:
    """The opinion that an extract froze."""
    return papers.Opinion(
        papers.AgendaLine(data["order"], data["reference"], data["kind"], data["association"]),
        _answer(data["path"]),
        _answer(data["afis"]) if data["afis"] else None,
        stood_aside=tuple(data["stood_aside"]),
        dissents=tuple((member, words) for member, words in data["dissents"]),
        presented="unpresented" not in data,
    )


def sender(data: dict[str, Any]) -> Sender:
    lines, foot = tuple(data["lines"]), tuple(data.get("foot", ()))
    head = Letterhead(data["authority"], "Commission départementale", lines, foot)
    return Sender(head, data["place"], "La présidence,", data["signed_name"])


def session(data: dict[str, Any]) -> papers.Session:
    reference, on, opens, place, *several = data["session"]
    held = date.fromisoformat(on), time.fromisoformat(opens)
    return papers.Session(reference, *held, place, several=bool(several))


def sheet(data: dict[str, Any], text: str, files: list[dict[str, Any]], remark: str = "") -> Sheet:
    """The minutes. `files`: what extracts froze, or `ERASED`. `remark`: what the print says of itself."""
    opinions = tuple(opinion(one) for one in files if "path" in one)
    asides = tuple(
        f"Dossier {one.item.reference}, sans part au débat ni au vote : {', '.join(one.stood_aside)}."
        for one in opinions
        if one.stood_aside
    )
    other = [
        f"Point {one['order']}, dossier {one['reference']} : {one['without']}." for one in files if "without" in one
    ]
    other += [
        f"Dossier {one['reference']} : l’association {one['association']} ne l’a pas présenté."
        for one in files
        if "unpresented" in one
    ]
    other += data.get("reopened", [])
    gone = sum("erased" in one for one in files)
    if gone:
        other.append(f"Effacé : {gone} dossier{'s' if gone > 1 else ''} de cette séance.")
    return papers.minutes(
        papers.MinutesContent(
            session(data),
            sender(data),
            date.fromisoformat(data["convened"]),
            time.fromisoformat(data["opened"]),
            time.fromisoformat(data["closed"]),
            data["chair"],
            data["present"],
            data["composing"],
            data["needed"],
            tuple(papers.ListedMember(*member) for member in data["members"]),
            tuple(data["absent"]),
            opinions,
            tuple(Stated(words, mark) for words, mark in data["rules"]),
            asides,
            (*other, *((text,) if text else ()), *((remark,) if remark else ())),
            f"Figé le {data['signed_at']}.",
            urgency=data.get("urgency", ""),
        )
    )


def project(minutes: Minutes) -> Sheet:
    """The minutes as they would be frozen now, to be read and signed by hand."""
    items = (
        AgendaItem.objects.kept()
        .filter(seance=minutes.seance_id)
        .select_related("demande", "person", "avis", "seance")
    )
    files = [file_part(item) for item in items]
    data = session_part(minutes.seance, "", len(files), clock.now())
    # Who presided signs: the paper to be signed by hand says whose hand.
    data["signed_name"] = data["chair"] if data["chair"] != NOBODY else ""
    return sheet(data, minutes.text, files, "Projet, non signé.")


def files_of(minutes: Minutes) -> list[dict[str, Any]]:
    """What its extracts say, in order; `ERASED` where the key is gone or the file no longer opens."""
    extracts = Extract.objects.filter(item__seance=minutes.seance_id).order_by("item__position")
    said = [read(extract) for extract in extracts]
    return said + [ERASED] * (minutes.data["files"] - len(said))


def read(extract: Extract) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(extract.data)
    except KeyMissing:
        return ERASED
    return found


def print_again(minutes: Minutes) -> tuple[bytes, bool]:
    """The print of signed minutes, and whether it is still the one that was signed."""
    files = files_of(minutes)
    made = printed(sheet(minutes.data, minutes.text, files))
    if hashlib.sha256(made).hexdigest() == minutes.sha256:
        return made, True
    why = "une partie de son contenu est effacée" if ERASED in files else "le contenu est le même, la mise en page non"
    remark = f"Cette impression n’est plus celle qui a été signée : {why}."
    return printed(sheet(minutes.data, minutes.text, files, remark)), False
