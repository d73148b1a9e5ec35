"""What a step of each domain may say: kinds, coded details, the days it runs, reasons of a refusal. Codes alone, so
that the antenne counts them; no diagnosis, no employer, no school of a child.

The procedure is hers: nothing of it leaves the antenne, not even that there is none, and nothing asks for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rivage.law import titles
from rivage.law.values import NoValue
from rivage.support.enums import StepDomain, StepOutcome

# In a day and a week nobody works or learns more.
HOURS_OF_A_WEEK = 60


@dataclass(frozen=True, slots=True)
class Detail:
    """One more thing that a step may say. `answers`: words by code; without any, a whole number of at most `most`.

    `asked`: known from the request on; else it comes with the answer. `of`: the kinds that it is said of; of all,
    where empty.
    """

    label: str
    answers: Mapping[str, str] = field(default_factory=dict)
    most: int = 0
    unit: str = ""
    asked: bool = False
    of: frozenset[str] = frozenset()

    def goes_with(self, kind: str) -> bool:
        """Whether a step of a kind may say it."""
        return not self.of or kind in self.of

    def words(self, said: str) -> str:
        """What was answered: « niveau A1 », « 20 heures par semaine »."""
        return self.answers.get(said, "") if self.answers else f"{said} {self.unit}"

    def takes(self, said: str) -> bool:
        """Whether this can be answered."""
        if self.answers:
            return said in self.answers
        return said.isascii() and said.isdigit() and len(said) < 4 and 0 < int(said) <= self.most


@dataclass(frozen=True, slots=True)
class Theme:
    """What a domain may say. `outcomes`: words of what it may be answered; `starts`, `ends`: labels of the days
    between which what was obtained runs; `lasts`: of a kind, its last day from its first, where a text says it;
    `gone`: of a kind, what its first and its last day are called instead; `nameless`: the kinds that name no service;
    `placeless`: those of which nothing is typed at all, since a word would say where she is; `told`: whether words may
    be typed of what it gives; `leaves`: whether it may leave in a file.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=lambda: {str(one): one.label for one in StepOutcome})
    starts: str = ""
    ends: str = ""
    lasts: Mapping[str, Callable[[date], date | None]] = field(default_factory=dict)
    gone: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    nameless: frozenset[str] = frozenset()
    placeless: frozenset[str] = frozenset()
    told: bool = True
    leaves: bool = True

    def days_of(self, kind: str) -> tuple[str, str]:
        """What the first and the last day of a kind are called."""
        return self.gone.get(kind, (self.starts, self.ends))

    def last_day(self, kind: str, starts: date) -> date | None:
        """The last day of what runs from `starts`, where a text says it."""
        return self.lasts[kind](starts) if kind in self.lasts else None


_UNSAID = {"other": "autre raison", "unsaid": "la raison n’est pas dite"}
_HOURS = Detail("Heures par semaine", most=HOURS_OF_A_WEEK, unit="heures par semaine")
_AWAY = frozenset({"acse", "far"})
_HOUSING = Theme(
    kinds={
        "emergency": "hébergement d’urgence, 115",
        "siao": "demande au SIAO",
        "chrs": "CHRS",
        "earmarked": "place réservée aux personnes du parcours",
        "alt": "logement en allocation temporaire (ALT)",
        "rented": "intermédiation locative",
        "social": "logement social",
        "own": "location dans le parc privé",
        "acse": "dispositif Ac.Sé",
        "far": "éloignement géographique",
    },
    details={
        "with": Detail(
            "Pour qui", {"alone": "elle seule", "children": "elle et ses enfants", "couple": "un couple"}, asked=True
        ),
        "away": Detail(
            "Pourquoi s’éloigner",
            {
                "danger": "elle est en danger là où elle vit",
                "network": "être loin d’un réseau",
                "close": "être loin d’un proche",
                "known": "ne plus être reconnue",
                "wish": "elle le souhaite",
            },
            asked=True,
            of=_AWAY,
        ),
    },
    reasons={
        "full": "aucune place",
        "permit": "son document de séjour n’est pas reconnu",
        "resources": "ses ressources",
        "family": "la composition de la famille",
        "criteria": "hors des critères du lieu",
        "place": "trop loin de ce qu’elle fait",
        "unsafe": "le lieu n’est pas sûr pour elle",
        **_UNSAID,
    },
    starts="Entrée le",
    ends="Sortie le",
    gone=dict.fromkeys(_AWAY, ("Partie le", "N’y est plus depuis le")),
    nameless=_AWAY,
    placeless=_AWAY,
)
_WORK = Theme(
    kinds={
        "france_travail": "France Travail",
        "mission_locale": "mission locale",
        "baie": "bureau d’accompagnement vers l’emploi (BAIE)",
        "workshop": "atelier d’adaptation à la vie active (AAVA)",
        "insertion": "structure d’insertion (SIAE)",
        "search": "candidature",
        "own": "création d’activité",
    },
    details={
        "referent": Detail("Référent dans ce service", {"named": "désigné", "none": "pas encore désigné"}),
        "contract": Detail(
            "Contrat",
            {
                "workshop": "heures en atelier",
                "insertion": "contrat d’insertion",
                "interim": "intérim",
                "short": "CDD",
                "long": "CDI",
                "own": "à son compte, déclarée",
            },
        ),
        "sector": Detail(
            "Secteur",
            {
                "cleaning": "propreté",
                "hotel": "hôtellerie",
                "food": "restauration",
                "care": "aide à la personne, soin",
                "shop": "commerce",
                "make": "industrie, logistique",
                "building": "bâtiment",
                "land": "agriculture, espaces verts",
                "office": "bureau",
                "beauty": "coiffure, esthétique",
                "other": "autre",
            },
        ),
        "hours": _HOURS,
    },
    reasons={
        "permit": "son document de séjour",
        "french": "le français",
        "care": "la garde de ses enfants",
        "place": "l’éloignement, les transports",
        "skills": "l’expérience ou le diplôme",
        **_UNSAID,
    },
    starts="Commence le",
    ends="Finit le",
    nameless=frozenset({"search", "own"}),
)
_COURSE_REASONS = {
    "full": "aucune place",
    "permit": "son document de séjour",
    "french": "le français",
    "care": "la garde de ses enfants",
    "place": "l’éloignement, les transports",
    **_UNSAID,
}
_FRENCH = Theme(
    kinds={
        "course": "cours de français",
        "literacy": "alphabétisation",
        "ofii": "formation linguistique de l’OFII",
        "talk": "atelier de conversation",
        "exam": "examen (DILF, DELF, TCF)",
    },
    details={
        "level": Detail("Niveau", {"a11": "A1.1", "a1": "A1", "a2": "A2", "b1": "B1", "b2": "B2", "c": "C1 ou plus"}),
        "hours": _HOURS,
    },
    reasons=_COURSE_REASONS,
    starts="Commence le",
    ends="Finit le",
)
_TRAINING = Theme(
    kinds={
        "basics": "remise à niveau",
        "before": "préqualification, découverte de métiers",
        "skilled": "formation qualifiante",
        "school": "études, diplôme",
        "proof": "validation des acquis (VAE)",
    },
    details={"hours": _HOURS},
    reasons=_COURSE_REASONS,
    starts="Commence le",
    ends="Finit le",
)
_HEALTH = Theme(
    kinds={
        "pass": "permanence d’accès aux soins (PASS)",
        "doctor": "médecin traitant",
        "cegidd": "CeGIDD",
        "sexual": "centre de santé sexuelle",
        "women": "Maison des femmes",
        "trauma": "centre du psychotraumatisme",
        "addiction": "centre d’addictologie (CSAPA)",
        "harm": "réduction des risques (CAARUD)",
        "other": "autre lieu de soins",
    },
    reasons={
        "full": "pas de place, délai trop long",
        "cover": "pas de couverture santé",
        "language": "pas d’interprète",
        "place": "trop loin",
        **_UNSAID,
    },
    told=False,
)
_CHILDREN = Theme(
    kinds={
        "care": "garde (crèche, assistante maternelle)",
        "school": "inscription à l’école",
        "leisure": "cantine, périscolaire, vacances",
        "support": "soutien pour ce qu’ils ont vécu",
        "health": "PMI",
        "together": "hébergement avec elle",
        "parents": "soutien à la parentalité",
    },
    details={"many": Detail("Combien d’enfants", most=15, unit="enfants", asked=True)},
    reasons={"full": "aucune place", "permit": "son document de séjour", "address": "pas d’adresse", **_UNSAID},
    starts="Commence le",
    ends="Finit le",
    nameless=frozenset({"school"}),
)


def _reflection_ends(starts: date) -> date | None:
    """CESEDA R425-1; None before it was read."""
    try:
        period = titles.reflection(starts, starts).period
    except NoValue:
        return None
    return period.last_day if period else None


_HEARD = frozenset({"complaint", "evaluation", "civil_party"})
_TRIED = frozenset({"complaint", "civil_party"})
_PROCEDURE = Theme(
    kinds={
        "complaint": "plainte",
        "reflection": "délai de rétablissement et de réflexion",
        "evaluation": "évaluation de ses besoins de protection (EVVI)",
        "address": "adresse protégée à l’audition",
        "protection": "protection de qui témoigne",
        "phone": "téléphone grave danger",
        "order": "ordonnance de protection",
        "legal_aid": "aide juridictionnelle",
        "civil_party": "partie civile",
        "civi": "indemnisation (CIVI, FGTI)",
        "agrasc": "paiement sur les biens confisqués (AGRASC)",
        "identified": "reconnaissance de la traite",
    },
    details={
        "service": Detail(
            "Portée devant",
            {"police": "la police", "gendarmerie": "la gendarmerie", "parquet": "le parquet"},
            asked=True,
            of=frozenset({"complaint"}),
        ),
        "beside": Detail("L’association à ses côtés", {"yes": "oui", "refused": "refusée", "no": "non"}, of=_HEARD),
        "report": Detail(
            "Copie du procès-verbal", {"yes": "remise", "receipt": "récépissé seul", "no": "refusée"}, of=_TRIED
        ),
        "stands": Detail(
            "Où en est la procédure",
            {
                "enquiry": "enquête en cours",
                "judge": "chez un juge d’instruction",
                "closed": "classée sans suite",
                "abroad": "classée, faits commis à l’étranger",
                "dismissed": "non-lieu",
                "tried": "jugée, pas encore définitive",
                "convicted": "condamnation définitive",
                "acquitted": "relaxe ou acquittement",
            },
            of=_TRIED,
        ),
        "by": Detail(
            "Reconnue par",
            {
                "police": "police ou gendarmerie",
                "justice": "parquet ou juge",
                "asylum": "OFPRA ou CNDA",
                "prefecture": "préfecture",
                "labour": "inspection du travail",
                "association": "association",
            },
            of=frozenset({"identified"}),
        ),
        "to": Detail(
            "Dit à",
            {
                "nobody": "personne, à sa demande",
                "police": "police ou gendarmerie",
                "justice": "parquet ou juge",
                "asylum": "OFPRA ou CNDA",
                "prefecture": "préfecture",
                "acse": "dispositif Ac.Sé",
            },
            of=frozenset({"identified"}),
        ),
    },
    reasons={
        "elsewhere": "renvoyée à un autre lieu",
        "abroad": "faits commis à l’étranger",
        "offence": "pas d’infraction, selon le service",
        "proof": "pas assez de preuves, selon le service",
        "permit": "son document de séjour",
        "language": "pas d’interprète",
        "late": "trop tard",
        "resources": "ses ressources",
        **_UNSAID,
    },
    outcomes={
        StepOutcome.OBTAINED: "reçue, ou accordée",
        StepOutcome.LISTED: "à l’examen",
        StepOutcome.REDIRECTED: "renvoyée vers un autre service",
        StepOutcome.REFUSED: "refusée",
        StepOutcome.SILENT: "sans réponse",
        StepOutcome.DROPPED: "elle n’y donne pas suite",
    },
    starts="Court depuis le",
    ends="Court jusqu’au",
    lasts={"reflection": _reflection_ends},
    nameless=frozenset({"complaint", "identified"}),
    told=False,
    leaves=False,
)
_PLAIN = Theme()
THEMES: Mapping[str, Theme] = {
    StepDomain.HOUSING: _HOUSING,
    StepDomain.WORK: _WORK,
    StepDomain.TRAINING: _TRAINING,
    StepDomain.FRENCH: _FRENCH,
    StepDomain.HEALTH: _HEALTH,
    StepDomain.CHILDREN: _CHILDREN,
    StepDomain.PROCEDURE: _PROCEDURE,
}


def theme(domain: str) -> Theme:
    """What a domain may say: nothing more than any step, where nothing is declared."""
    return THEMES.get(domain, _PLAIN)
