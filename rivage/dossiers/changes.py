"""What changes in a path, said before the button: which gestures are open, and what each of them costs in days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rivage.core import clock
from rivage.core.french import capital
from rivage.core.french import days as some_days
from rivage.dossiers import states
from rivage.dossiers.actions.death import stopped
from rivage.dossiers.actions.ends import REFLECTION
from rivage.dossiers.actions.word import WordStops
from rivage.dossiers.enums import DemandeKind, ParcoursEnd, Step
from rivage.dossiers.models import Demande, Parcours, Period, Renunciation, Suivi
from rivage.dossiers.months import used_months
from rivage.dossiers.standing import PathStanding
from rivage.law.duration import most_months
from rivage.law.period import Days
from rivage.law.values import parameter, reading
from rivage.law.wording import count, day
from rivage.people.enums import AccordKind
from rivage.people.models import Accord
from rivage.people.retention import ACCOMPANIMENT

COUNTING = "psp.decompte_interruption"
# The permit and the aid follow the path, each by its own decision.
AID_STOPS = "L’aide s’arrête avec le parcours, et avec elle les mois qui restaient à verser."
# Whether the aid of a path has ended already: the app that knows it says so.
_aid_over: list[Callable[[Parcours], bool]] = []
PERMIT_MAY = (
    "Le titre de séjour obtenu pour le parcours peut ne pas être renouvelé (CESEDA, art. L425-4). "
    "Voyez avec elle quel autre titre elle peut demander."
)


def tell_aid_over(source: Callable[[Parcours], bool]) -> None:
    """Declare who knows that the aid of a path has ended: nothing is then said of the months left to pay."""
    _aid_over.append(source)


@dataclass(frozen=True, slots=True)
class Point:
    """One consequence in a sentence. `to_confirm`: it rests on a reading that nobody has settled."""

    text: str
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture of the menu: `page`, a URL name about the person."""

    label: str
    page: str
    icon: str


GESTURES = {
    "renounce": Gesture("Elle veut arrêter", "dossiers:renounce", "stop-circle"),
    "interrupt": Gesture("Elle veut s’arrêter un temps", "dossiers:interrupt", "clock-history"),
    "absence": Gesture("Sans nouvelles, ou partie", "dossiers:absence", "person-dash"),
    "end": Gesture("L’accompagnement se termine", "dossiers:suivi_end", "box-arrow-right"),
    "death": Gesture("Décès", "dossiers:death", "dash-circle"),
}


def gestures(found: PathStanding) -> list[Gesture]:
    """What may be noted from where the path stands."""
    names = {
        "running": ("renounce", "interrupt", "absence", "death"),
        "renouncing": ("death",),
        "interrupting": ("death",),
        "none": ("end", "death"),
        "death": (),
    }.get(found.kind, ("absence", "end", "death") if found.kind in ("lapsed", "interrupted") else ("end", "death"))
    return [GESTURES[name] for name in names]


def running_period(parcours: Parcours, on: date) -> Period | None:
    """The period whose rights run, or the next one."""
    return Period.objects.filter(parcours=parcours, ends__gt=on, ended_on__isnull=True).order_by("starts").first()


def of_stopping(parcours: Parcours, stops: date, on: date) -> list[Point]:
    """What it costs that rights end on `stops`: days, months counted under each reading, what follows the path."""
    period = running_period(parcours, on)
    points = []
    if period is not None and stops < period.ends:
        lost = some_days((period.ends - stops).days)
        last = day(Days(period.starts, period.ends).last_day)
        points.append(Point(f"La période va jusqu’au {last} inclus : {lost} de droits ne seront pas utilisés."))
    points.append(_counted(parcours, stops, on))
    points += [*([] if any(over(parcours) for over in _aid_over) else [Point(AID_STOPS)]), Point(PERMIT_MAY)]
    return points


def _counted(parcours: Parcours, stops: date, on: date) -> Point:
    """The months that will count, in both readings when they differ."""
    most = most_months(on)
    by = {choice: used_months(parcours, stops=stops, chosen=choice) for choice, _ in parameter(COUNTING).alternatives}
    used = by[str(reading(COUNTING, on).value)]
    said = f"{count(used, 'mois', 'mois')} compteront sur {most} : il en restera {most - used}."
    if len(set(by.values())) == 1:
        return Point(said)
    other = next(value for value in by.values() if value != used)
    return Point(f"{said} En comptant chaque mois commencé ou non, ce serait {other}. Le texte ne tranche pas.", True)


def of_renouncing(parcours: Parcours, on: date) -> list[Point]:
    effect = on + REFLECTION
    return [
        Point(f"Ses droits s’arrêtent quinze jours après ce jour : le {day(effect)} si elle le dit aujourd’hui."),
        Point("Jusque-là, un mot d’elle suffit pour que tout continue. Rien n’est à justifier."),
        *of_stopping(parcours, effect, on),
        Point("Elle pourra demander de nouveau un parcours, à tout moment, pour les mois qui restent."),
    ]


def of_word_back(accord: Accord, stops: WordStops, on: date) -> list[Point]:
    """What her accord taken back stops, by where she is."""
    if accord.kind == AccordKind.SAFETY:
        return [
            Point("La police, la gendarmerie et la justice ne lisent plus le détail du danger, dès maintenant."),
            Point("Le reste de sa demande continue. Elle peut redonner cet accord à tout moment."),
        ]
    points = []
    if stops.draft is not None:
        points.append(
            Point("Rien n’est parti, et rien ne part : sa demande ne peut plus être déposée sans son accord.")
        )
        points.append(Point("Ce qui est préparé reste dans votre association, et reprend si elle le veut."))
    if stops.deposited is not None:
        points.append(
            Point(
                "Sa demande est retirée : ceux qui la lisaient à la préfecture ne la lisent plus. La délégation garde "
                "six mois un numéro et des dates."
            )
        )
        points.append(Point("Une nouvelle demande reste possible à tout moment ; il faudra la déposer de nouveau."))
    if stops.decided is not None:
        points.append(Point("La décision est prise : cette demande ne se retire plus, et la décision lui est remise."))
        points.append(Point("Si elle ouvre un parcours, « Elle veut arrêter » le fait cesser à sa demande."))
    if stops.running is not None:
        points.append(Point("Son parcours ne s’arrête pas aujourd’hui : sa parole de l’arrêter est notée avec."))
        points += of_renouncing(stops.running, on)
    return points or [Point("Rien n’est en cours : aucune demande ne pourra partir sans un nouvel accord.")]


def of_word_restored(stop: Renunciation | None) -> list[Point]:
    """What a correction gives back, and what it does not."""
    points = [Point("Son accord vaut de nouveau, depuis le jour où elle l’a donné.")]
    if stop is not None:
        points.append(Point(f"L’arrêt prévu le {day(stop.effective_on)} est repris : son parcours continue."))
    return [*points, Point("Une demande retirée ne revient pas d’elle-même : elle se dépose de nouveau.")]


def of_withdrawing(demande: Demande) -> list[str]:
    """What it costs that she takes a demande back, the gravest first."""
    running = demande.kind != DemandeKind.INITIALE
    said = [
        "Ni la commission ni le préfet ne décideront de cette demande. Un retrait ne s’annule pas : une nouvelle "
        "demande reste possible à tout moment, à une nouvelle date de dépôt.",
        "Rien ne prolonge ses droits : ils s’arrêtent au terme de la période, et avec eux l’aide et le titre de "
        "séjour du parcours."
        if running
        else "Ni l’aide ni l’autorisation de séjour du parcours ne s’ouvrent sans décision : dites-le-lui d’abord.",
    ]
    if demande.deposited_at is not None:
        said.append(
            "Plus personne hors de votre association ne lit ce qui est écrit. La délégation garde six mois un numéro "
            "et des dates ; la demande quitte l’ordre du jour si elle y était inscrite."
        )
    return [*said, "C’est sa parole à elle, reçue seule. Si l’on est sans nouvelles, rien ne se retire."]


def of_interrupting(parcours: Parcours, on: date) -> list[Point]:
    again = reading("psp.avis_sur_reprise", on)
    sentence = dict(parameter("psp.avis_sur_reprise").alternatives)[str(again.value)]
    return [
        *of_stopping(parcours, on, on),
        Point(
            "Le parcours reste ouvert : elle peut demander une reprise quand elle veut, "
            f"jusqu’aux {most_months(on)} mois."
        ),
        Point(f"Le préfet décide de la reprise. {sentence}", again.to_confirm),
    ]


def of_absence() -> list[Point]:
    return [
        Point("Ses droits continuent jusqu’au terme de la période : aucun texte ne les arrête pour une absence."),
        Point("Les rappels de renouvellement cessent, pour ne pas presser qui ne peut pas répondre."),
        Point("Quand elle revient, un seul geste suffit : son parcours continue tel qu’il était."),
        Point("Ce n’est pas un arrêt à sa demande, et cela ne se compte pas ainsi."),
    ]


def of_end_of_suivi(left_open: Sequence[str] = ()) -> list[Point]:
    """What changes, and first what is left open: nobody is reminded of it any more."""
    return [
        *(Point(f"Reste ouvert, sans plus de rappel. {capital(words)}.") for words in left_open),
        Point(
            f"Son dossier se garde ensuite {ACCOMPANIMENT.active}, puis s’efface : rien ne le fait revenir après.",
            True,
        ),
        Point("L’accompagnement reprend d’un geste, depuis sa page, quand elle veut d’ici là."),
        Point("Ses tâches quittent l’accueil, et elle quitte la liste des personnes accompagnées aujourd’hui."),
        Point("Une demande en préparation est gardée, et ne se dépose plus tant que l’accompagnement n’a pas repris."),
        Point("Les échéances d’un droit encore ouvert restent dans « Échéances »."),
        Point("Rien n’est effacé aujourd’hui : on la retrouve par son nom, ou avec le choix « Terminés »."),
    ]


def of_mistaken_end(suivi: Suivi) -> list[Point]:
    """What stands as before once an end noted by mistake is taken back."""
    return [
        Point(f"Son accompagnement continue depuis le {day(suivi.starts)}, comme si sa fin n’avait pas été notée."),
        Point("Le rapport d’activité ne compte ni départ, ni retour."),
        Point(
            "Ce qui était dit de la fin reste écrit, avec votre raison. Seule l’association qui l’accompagne le lit."
        ),
        Point("Demain, cela ne se reprend plus : elle revient, et compte alors comme une nouvelle arrivée."),
    ]


def of_death(parcours: Parcours | None) -> list[Point]:
    stops = "Les droits, les mois d’aide et les demandes s’arrêtent ce jour." if parcours else ""
    return [
        *([Point(stops)] if stops else []),
        Point("Plus aucun rappel, aucune lettre, aucun message ne part. Rien n’est envoyé à ses proches."),
        Point("Le service du séjour, les membres de la commission et le signataire ne lisent plus son dossier."),
        Point("La délégation le lit encore pour clore ; l’organisme payeur, pour les mois déjà ordonnés."),
        Point(
            "Noté par erreur, cela se reprend depuis sa page : tout ce qui s’arrête ce jour reprend tel qu’il était. "
            "Une demande dont la séance s’est tenue entre-temps attend la suivante, à sa date de dépôt."
        ),
    ]


def of_death_undone(suivi: Suivi) -> list[Point]:
    """What stands as before once a death noted by mistake is taken back, and what can't: that comes first."""
    rows = stopped(suivi.person)
    lost = states.passed(rows)
    points = [
        Point(f"{why} Elle redevient complète, à sa date de dépôt, et la délégation lit sur son accueil qu’elle est à "
              "inscrire à une autre séance.")
        for why in lost.values()
    ]  # fmt: skip
    for row in rows:
        if row.pk in lost:
            continue
        since = clock.local_day(row.deposited_at, row.departement)
        at = f", à sa date de dépôt, le {day(since)}" if since else ""
        points.append(Point(f"Sa demande reprend là où elle en était : « {Step(row.step_before).label} »{at}."))
    ended = Period.objects.filter(parcours__person=suivi.person_id, parcours__end_kind=ParcoursEnd.DEATH)
    if ended.filter(ends__gt=suivi.ends).exists():
        points.append(Point("Ses droits courent de nouveau jusqu’au terme de sa période, sans jour perdu."))
    if suivi.away_since is not None:
        label = ParcoursEnd(suivi.away_kind).label
        points.append(Point(f"Son absence reste notée depuis le {day(suivi.away_since)} : {label}."))
    room = " ; les membres de la commission, quand ils seront convoqués" if lost else ""
    return [
        *points,
        Point(f"Ceux qui lisaient son dossier le lisent de nouveau, jusqu’au jour qui était prévu{room}."),
        Point("Le décès noté et sa reprise restent tous deux dans la trace des accès."),
    ]
