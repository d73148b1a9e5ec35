"""What the active file, the team and the steps of an antenne add up to between two days."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from rivage.accounts.activity import (
    ActivitySection,
    AddedUp,
    Figure,
    FigurePart,
    moved,
    register,
    register_beside,
    split,
    split_acts,
)
from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.dossiers.enums import Destination, ParcoursEnd, SuiviEnd
from rivage.dossiers.models import Period
from rivage.support.active import reading
from rivage.support.active.forms import SAID
from rivage.support.active.met import arrivals, met
from rivage.support.active.reading import BEARABLE, Load
from rivage.support.enums import Origin, Outside, StepDomain, StepOutcome
from rivage.support.models import Approach
from rivage.support.models.active import HOURS
from rivage.support.steps.reading import ApproachLine, of_antenne
from rivage.support.steps.themes import theme
from rivage.vault import opened

UNSAID, GONE, AGAIN = "unsaid", "gone", "again"
BACK, ELSEWHERE = "revenue, déjà accompagnée avant", "partie depuis vers une autre association"
ORIGINS = [*Origin.choices, (AGAIN, BACK), (UNSAID, "non noté"), (GONE, ELSEWHERE)]
# By the end that was said, where no destination was.
ENDS = [
    *((value, label) for value, label in Destination.choices if value != Destination.UNKNOWN),
    *((f"why_{value}", label) for value, label in SuiviEnd.choices),
    ("death", "décès"),
    (GONE, "dossier repris par une autre association"),
    (UNSAID, "non précisé"),
]
# A procedure is the antenne's alone: no sum that leaves says one, nor that there is none.
LEAVING = [(value, label) for value, label in StepDomain.choices if theme(value).leaves]
WAITING_ANSWER = "waiting"
OUTCOMES = [*StepOutcome.choices, (WAITING_ANSWER, "pas encore de réponse")]


def _towards(why: str, destination: str, end_kind: str) -> str:
    if end_kind == ParcoursEnd.DEATH:
        return "death"
    if destination and destination != Destination.UNKNOWN:
        return destination
    return f"why_{why}" if why else UNSAID


def _origins(membership: Membership, began: Mapping[UUID, UUID]) -> Counter[str]:
    """How these accompaniments began, each with its person. Decrypted to be counted; nobody is shown."""
    with opened.sorting():
        known = met(membership, set(began.values()))
    return Counter(AGAIN if known[pk].again else known[pk].origin or UNSAID for pk in began)


def _in_path(membership: Membership, first: date, last: date) -> tuple[set[UUID], set[UUID]]:
    """Who had an authorised day between two days, and who has one on the last."""
    rows = Period.objects.visible_to(membership).lived(after=first).filter(starts__lte=last)
    days = [(row.person_id, row.ended_on or row.ends) for row in rows]
    return {person for person, _ in days}, {person for person, over in days if over > last}


def active(membership: Membership, first: date, last: date) -> ActivitySection:
    """Who was accompanied, who came and who left."""
    rows = list(
        reading.own(membership)
        .filter(starts__lte=last)
        .values_list("pk", "person", "starts", "ends", "why", "destination", "end_kind")
    )
    gone = reading.transferred(membership, last)
    sums = moved([*((starts, ends) for _, _, starts, ends, *_ in rows), *gone], first, last)
    began = _origins(membership, {pk: person for pk, person, starts, *_ in rows if first <= starts <= last})
    began[GONE] = sum(1 for starts, _ in gone if first <= starts <= last)
    ended = Counter(_towards(*words) for _, _, _, ends, *words in rows if ends and first <= ends <= last)
    ended[GONE] = sum(1 for _, ends in gone if first <= ends <= last)
    there = {person for _, person, _, ends, *_ in rows if ends is None or ends > last}
    followed = {person for _, person, _, ends, *_ in rows if ends is None or ends >= first}
    during, at_end = _in_path(membership, first, last)
    moves = _moves(sums, began, ended, len(there & at_end))
    return ActivitySection("active", "File active", (*moves, _followed(followed, during)))


def _moves(sums: AddedUp, began: Counter[str], ended: Counter[str], in_path: int) -> tuple[Figure, ...]:
    return (
        Figure(
            code="stock",
            label="Accompagnées au début",
            definition="Accompagnements commencés avant le premier jour et pas terminés la veille. Une personne n’a "
            "qu’un accompagnement à la fois.",
            n=sums.stock,
            place="start",
        ),
        Figure(
            code="entries",
            label="Arrivées",
            definition="Accompagnements commencés entre les deux jours, par la façon dont vous vous êtes rencontrées. "
            "Qui arrive par un code vient d’une autre association. Qui revient compte de nouveau, comme revenue.",
            n=sums.entered,
            parts=split(ORIGINS, began),
            split="Par origine du contact",
            place="entered",
        ),
        Figure(
            code="ends",
            label="Parties",
            definition="Accompagnements terminés entre les deux jours, par ce vers quoi elle va ou, si personne ne "
            "l’a dit, par la raison de la fin. Qui rejoint une autre association part ici et arrive là-bas.",
            n=sums.left,
            parts=split(ENDS, ended),
            split="Par ce vers quoi elle va",
            place="left",
        ),
        Figure(
            code="active",
            label="Accompagnées à la fin",
            definition="Début, plus arrivées, moins parties. En parcours : une autorisation court le dernier jour.",
            n=sums.after,
            parts=(
                FigurePart("in_path", "en parcours", in_path),
                FigurePart("outside", "hors d’un parcours", sums.after - in_path),
            ),
            split="Le dernier jour",
            place="end",
        ),
    )


def _followed(people: set[UUID], during: set[UUID]) -> Figure:
    return Figure(
        code="followed",
        label="Personnes accompagnées un jour au moins",
        definition="Chacune une fois, qu’elle soit restée, venue ou partie. En parcours : un jour d’autorisation au "
        "moins entre les deux jours. Celles parties avec leur dossier n’y sont plus.",
        n=len(people),
        parts=(
            FigurePart("in_path", "en parcours", len(people & during)),
            FigurePart("outside", "hors d’un parcours", len(people - during)),
        ),
        split="Un jour au moins",
        inside=True,
        named="FACT-S 2025, « accompagnées hors PSP », L1150 ; EGACTIV, nombre de personnes",
    )


def team(membership: Membership, first: date, last: date) -> ActivitySection:
    """What the team could carry, whom it could not present, whom the definition leaves out."""
    load = reading.load(membership, last)
    spent = reading.hours(membership, first, last)
    away = Counter[str]()
    for row in reading.turned_away(membership, first, last):
        if row.taken_back_on is None:
            away[row.kind] += row.n
    waited = reading.waited(membership, first, last)
    posts = _posts(membership, load)
    return ActivitySection("team", "Moyens", (*posts, *_hours(spent, load.posts), *_left_out(waited, away)))


def _posts(membership: Membership, load: Load) -> tuple[Figure, ...]:
    low, high = BEARABLE
    return (
        Figure(
            code="posts",
            label="Postes qui accompagnent",
            definition="En équivalent temps plein, comme la personne responsable l’a dit pour le dernier jour.",
            n=load.posts,
            kind="free",
            unit="ETP",
            named="EGACTIV, moyens",
        ),
        Figure(
            code="per_post",
            label="Parcours par poste",
            definition=f"Parcours en cours le dernier jour, divisés par les postes. Le rapport de 2025 dit qu’un "
            f"poste en porte {low} à {high}.",
            n=load.per_post if membership.role == Role.LEAD else None,
            kind="ratio",
            rests_on="paths_after",
            named="FACT-S 2025, « PSP par ETP », L3970 et L3980",
        ),
    )


def _left_out(waited: int, away: Counter[str]) -> tuple[Figure, ...]:
    return (
        Figure(
            code="waited",
            label="Ont attendu faute de moyens",
            definition="Personnes qui auraient été présentées et ne l’ont pas été un jour au moins, faute de moyens, "
            "comme l’antenne l’a noté. Les dossiers partis depuis n’y sont plus ; ce qu’une autre association "
            "avait noté n’y est pas.",
            n=waited,
            named="FACT-S 2025, L3977",
        ),
        Figure(
            code="turned_away",
            label="Écartées par la définition",
            definition="Demandes de parcours que la définition des textes n’admet pas. Ce qui a été repris n’y est "
            "plus.",
            n=sum(away.values()),
            parts=split(Outside.choices, away),
            split="Par situation",
            named="FACT-S 2025, L2353",
        ),
    )


def _hours(spent: dict[str, Decimal], posts: Decimal | None) -> list[Figure]:
    by_phase = [
        Figure(
            code=f"hours_{name}",
            label=f"Heures, {SAID[name].lower()}",
            definition="Heures notées par l’équipe pour les semaines qui commencent entre les deux jours.",
            n=spent[name],
            kind="free",
            unit="h",
        )
        for name in HOURS
    ]
    all_of_them = sum((spent[name] for name in HOURS if name != "children"), Decimal(0))
    each = Figure(
        code="hours_per_post",
        label="Heures par poste",
        definition="Les heures des quatre phases, divisées par les postes du dernier jour.",
        n=(all_of_them / posts).quantize(Decimal("0.1")) if posts else None,
        kind="ratio",
        unit="h",
    )
    return [*by_phase, each]


def steps(membership: Membership, first: date, last: date) -> ActivitySection:
    """What was asked for them, and what was answered."""
    # Decrypted to be counted; nobody is shown.
    with opened.sorting():
        came = arrivals(membership)
        place = membership.body.departement
        rows = [line for line in of_antenne(membership, last) if _of_here(line, came.get(line.row.person_id), place)]
        found = [line.row for line in rows if first <= line.row.asked_on <= last]
        asked = [row for row in found if theme(row.domain).leaves]
        kept = [row.person_id for row in found if not theme(row.domain).leaves]
        domains = [(row.domain, row.person_id) for row in asked]
        answers = [(_answer(row, last), row.person_id) for row in asked]
    return ActivitySection("steps", "Démarches", (*_steps(asked, domains, answers), _procedures(kept)))


def _of_here(line: ApproachLine, came: datetime | None, place: str) -> bool:
    """Whether a step is of this antenne: neither noted nor asked by the one that she left."""
    return came is None or (line.noted_at >= came and line.row.asked_on >= clock.local_day(came, place))


def _steps(
    asked: list[Approach], domains: list[tuple[str, UUID]], answers: list[tuple[str, UUID]]
) -> tuple[Figure, ...]:
    people = len({row.person_id for row in asked})
    return (
        Figure(
            code="steps",
            label="Démarches faites",
            definition="Démarches demandées entre les deux jours, comme elles sont notées. Une démarche reprise ne "
            "compte qu’une fois ; celle dite notée par erreur ne compte pas. Celles des dossiers partis depuis n’y "
            "sont plus ; celles qu’une autre association a faites avant n’y sont pas. Plaintes et procédures "
            "sont comptées à part.",
            n=len(asked),
            people=people,
            parts=split_acts(LEAVING, domains),
            split="Par domaine",
            named="FACT-S 2025, domaines de l’accompagnement, L1124 ; EGACTIV, actions",
        ),
        Figure(
            code="answers",
            label="Réponses aux mêmes démarches",
            definition="Ce que les mêmes démarches ont reçu comme dernière réponse le dernier jour, au plus tard.",
            n=len(asked),
            people=people,
            parts=split_acts(OUTCOMES, answers),
            split="Par réponse",
            named="EGACTIV, résultats",
        ),
    )


def _procedures(people: list[UUID]) -> Figure:
    return Figure(
        code="procedures",
        label="Plaintes et procédures",
        definition="Démarches d’une plainte ou d’une procédure demandées entre les deux jours. Ce nombre ne sort pas "
        "de l’antenne : ni qui finance, ni le siège ne le lisent.",
        n=len(people),
        people=len(set(people)),
        inside=True,
    )


def _answer(row: Approach, last: date) -> str:
    return row.outcome if row.outcome and (row.answered_on is None or row.answered_on <= last) else WAITING_ANSWER


register(active, rank=10)
register(steps, rank=60)
register(team, rank=80)
register_beside("support:before_after", "Avant et après : où en sont les personnes")
