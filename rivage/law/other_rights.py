"""The other rights of somebody in a path: tax, housing, benefits, health, work. Their payers alone answer.

Where the sources disagree or were not read again, the verdict is a question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rivage.law.afis_facts import Document, Nationality
from rivage.law.facts import a_count, a_date
from rivage.law.parameter import Value
from rivage.law.period import Days, add_months
from rivage.law.values import NoValue, at, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, refuse


@dataclass(frozen=True, slots=True)
class OtherRightsFacts:
    """What is known on `on`. `document` is the paper held, `aps` the dates of the APS held on that day.
    French and European nationals are under ordinary law, which is not here.

    `resident_months` are complete months of stable residence in France. None means unknown.
    """

    on: date
    path_open: bool = False
    nationality: Nationality | None = None
    document: Document | None = None
    aps: Days | None = None
    resident_months: int | None = None

    def __post_init__(self) -> None:
        a_date("on", self.on)
        if self.resident_months is not None:
            a_count("resident_months", self.resident_months)


@dataclass(frozen=True, slots=True)
class Right:
    """A right, by its code and its French label, and what can be said of it on that day."""

    code: str
    label: str
    verdict: Verdict


def tax_remission(facts: OtherRightsFacts) -> Verdict:
    """Is she presumed unable to pay direct taxes? LPF L247 1°, by L121-9 II: a presumption, the tax office decides."""
    rule = at("droits.remise_impots", facts.on)
    if not facts.path_open:
        return _no_path("La présomption vaut pendant le parcours.", rule)
    sentence = "La gêne est présumée. Une remise d’impôts directs peut être demandée, l’administration fiscale décide."
    return allow(Reason("presumed", rule.article, sentence, (rule,), Outcome.YES))


def social_housing(facts: OtherRightsFacts) -> Verdict:
    """Is she among those served first for social housing? CCH L441-1; and is her paper accepted (order of 2019)?"""
    rule = at("droits.logement_social", facts.on)
    if not facts.path_open:
        return _no_path("La priorité vise les personnes engagées dans un parcours.", rule)
    values = (rule, at("droits.dalo", facts.on))
    sentence = (
        "Le parcours donne une priorité, à confirmer dans le texte en vigueur. Le DALO n’est pas de plein droit."
    )
    if facts.document not in _STAY or facts.document is Document.TITRE:
        return ask("priority", sentence, article=rule.article, values=values)
    try:
        accepted = at("droits.logement_social_titre", facts.on)
    except NoValue:
        sentence += " L’autorisation provisoire n’était pas encore admise."
        return refuse("permit_not_accepted", sentence, article="CCH R441-1", values=values)
    sentence += " L’autorisation provisoire est admise."
    return ask("priority", sentence, article=rule.article, values=(*values, accepted))


def shelter(facts: OtherRightsFacts) -> Verdict:
    """Is a place in a shelter open? CASF L121-9 I, L345-1: to anybody concerned, in a path or not."""
    rule = at("droits.hebergement", facts.on)
    sentence = "Une place peut être demandée, en parcours ou non."
    return allow(Reason("shelter", rule.article, sentence, (rule,), Outcome.YES))


def family_benefits(facts: OtherRightsFacts) -> Verdict:
    """Does her paper open family benefits? CSS D512-1 7°: an APS of more than three months."""
    return _long_permit(facts, "family_benefits", "les prestations familiales")


def housing_benefit(facts: OtherRightsFacts) -> Verdict:
    """Does her paper open a housing benefit? The sources disagree: a question when the APS passes three months."""
    found = _long_permit(facts, "housing_benefit", "l’aide au logement")
    if not found:
        return found
    setting = reading("droits.aide_logement", facts.on)
    sentence = (
        "Selon une lecture, l’aide au logement suit les prestations familiales. Selon le rapport de 2019, "
        "l’autorisation provisoire ne l’ouvre pas. La caisse d’allocations familiales répond."
    )
    return ask("housing_benefit", sentence, article=setting.article, values=(*found.values, setting))


def _long_permit(facts: OtherRightsFacts, code: str, what: str) -> Verdict:
    months = at("droits.prestations_familiales_mois", facts.on)
    values = (months,)
    if _by_nationality(facts):
        return _ordinary("La caisse d’allocations familiales répond.", months)
    if facts.document is None:
        return ask("missing_document", "Il manque le document de séjour.", article=months.article, values=values)
    if facts.document in (Document.TITRE, Document.RENEWAL_RECEIPT, Document.ONLINE):
        sentence = f"Ce document peut ouvrir {what}. La caisse d’allocations familiales répond."
        return ask(code, sentence, article=months.article, values=values)
    if facts.document is not Document.APS:
        sentence = f"Sans autorisation provisoire ni titre, rien n’ouvre {what} ici."
        return refuse("no_permit", sentence, article=months.article, values=values)
    if facts.aps is None:
        return ask("missing_aps", "Il manque les dates de l’autorisation.", article=months.article, values=values)
    if facts.aps.end <= add_months(facts.aps.start, months.value):
        sentence = f"L’autorisation doit valoir plus de {months.value} mois."
        return refuse("too_short", sentence, article=months.article, values=values)
    sentence = f"L’autorisation vaut plus de {months.value} mois. Elle peut ouvrir {what}."
    return allow(Reason(code, months.article, sentence, values, Outcome.YES))


def health(facts: OtherRightsFacts) -> Verdict:
    """Which health cover? Order of 10/05/2017, item 18: APS or asylum paper, three months of residence; else AME."""
    papers, months = at("droits.sante_documents", facts.on), at("droits.sante_mois", facts.on)
    if _by_nationality(facts):
        return _ordinary("La caisse d’assurance maladie répond.", papers)
    if facts.document is None:
        return ask("missing_document", "Il manque le document de séjour.", article=papers.article, values=(papers,))
    if facts.document not in papers.value:
        relief = stated("droits.aide_medicale", facts.on, "a_defaut_de_protection_maladie")
        sentence = "Sans un des documents de la liste, l’aide médicale de l’État reste possible."
        return refuse("state_relief", sentence, article=relief.article, values=(papers, relief))
    values = (papers, months)
    if facts.resident_months is None:
        sentence = "Il manque le nombre de mois de résidence en France."
        return ask("missing_residence", sentence, article=months.article, values=values)
    if facts.resident_months < months.value:
        sentence = f"La protection maladie demande {months.value} mois de résidence."
        return refuse("too_early", sentence, article=months.article, values=values)
    sentence = f"La protection maladie s’ouvre après {months.value} mois de résidence."
    return allow(Reason("health", months.article, sentence, values, Outcome.YES))


def health_ceiling(on: date) -> Value:
    """Return the yearly ceiling of the complementary cover for one person; to confirm since 2025-04-01."""
    return at("droits.css_plafond_annuel", on)


def employment_service(facts: OtherRightsFacts) -> Verdict:
    """May she register with the employment service? With the APS since décret 2018-1335."""
    rule = at("droits.service_emploi", facts.on)
    if _by_nationality(facts):
        return _ordinary("Le service public de l’emploi inscrit.", rule)
    if facts.document is None:
        return ask("missing_document", "Il manque le document de séjour.", article=rule.article, values=(rule,))
    if facts.document is Document.APS:
        sentence = "L’autorisation provisoire permet l’inscription au service public de l’emploi."
        return allow(Reason("registration", rule.article, sentence, (rule,), Outcome.YES))
    if facts.document in (Document.TITRE, Document.RENEWAL_RECEIPT, Document.ONLINE):
        sentence = "L’inscription dépend du droit au travail de ce document."
        return ask("work_right", sentence, article=rule.article, values=(rule,))
    sentence = "Ce document ne permet pas l’inscription au service public de l’emploi."
    return refuse("no_registration", sentence, article=rule.article, values=(rule,))


def harm_reduction(facts: OtherRightsFacts) -> Verdict:
    """Is harm reduction open? Décret 2017-281: to anybody, in a path or not."""
    rule = at("droits.reduction_des_risques", facts.on)
    sentence = "La réduction des risques est ouverte, sans condition de parcours ni de séjour."
    return allow(Reason("open", rule.article, sentence, (rule,), Outcome.YES))


def account(facts: OtherRightsFacts) -> Verdict:
    """May she have a bank account? CMF L312-1: whoever has none; refused by a bank, the Banque de France names one."""
    rule = stated("droits.compte", facts.on, "ouvert_a_qui_n_a_pas_de_compte")
    sentence = "Qui n’a pas de compte en obtient un. Refusée par une banque, la Banque de France en désigne une."
    return ask("account", sentence, article=rule.article, values=(rule,))


def legal_aid(facts: OtherRightsFacts) -> Verdict:
    """Is a lawyer paid by the State? Loi 91-647: under a ceiling of resources; the condition of stay is a question."""
    rule = stated("droits.aide_juridictionnelle", facts.on, "sous_condition_de_ressources")
    sentence = "L’aide juridictionnelle se demande sous condition de ressources. Le bureau d’aide répond."
    return ask("legal_aid", sentence, article=rule.article, values=(rule,))


def domiciliation(facts: OtherRightsFacts) -> Verdict:
    """May she be domiciled? CASF L264-1: whoever has no stable home, at the CCAS or an approved body."""
    months = at("droits.domiciliation_mois", facts.on)
    sentence = (
        f"Sans domicile stable, une adresse se demande au CCAS ou à un organisme agréé, pour {months.value} mois."
    )
    return ask("domiciliation", sentence, article=months.article, values=(months,))


def work_checked(on: date) -> Value:
    """Return who checks that somebody may work: the employer, on the document itself and with the préfecture."""
    return stated("droits.travail_verifie", on, "l_employeur_aupres_de_la_prefecture")


def schooling(on: date) -> Value:
    """Return what opens school to a child: to any, whatever the stay of its parents."""
    return stated("droits.instruction", on, "ouverte_a_tout_enfant")


def _by_nationality(facts: OtherRightsFacts) -> bool:
    return facts.nationality in (Nationality.FRENCH, Nationality.EUROPEAN)


def _ordinary(who: str, rule: Value) -> Verdict:
    sentence = f"Aucun document de séjour n’est en cause, le droit commun s’applique. {who}"
    return ask("ordinary_law", sentence, article=rule.article, values=(rule,))


def _no_path(sentence: str, rule: Value) -> Verdict:
    return refuse("no_path", sentence, article=rule.article, values=(rule,))


_STAY = (Document.APS, Document.RENEWAL_RECEIPT, Document.TITRE)
_RIGHTS: Mapping[str, tuple[str, Callable[[OtherRightsFacts], Verdict]]] = MappingProxyType(
    {
        "remise_impots": ("remise d’impôts directs", tax_remission),
        "logement_social": ("logement social", social_housing),
        "hebergement": ("hébergement", shelter),
        "prestations_familiales": ("prestations familiales", family_benefits),
        "aide_logement": ("aide au logement", housing_benefit),
        "sante": ("protection maladie", health),
        "emploi": ("service public de l’emploi", employment_service),
        "reduction_des_risques": ("réduction des risques", harm_reduction),
        "compte": ("droit au compte", account),
        "aide_juridictionnelle": ("aide juridictionnelle", legal_aid),
        "domiciliation": ("domiciliation", domiciliation),
    }
)


def rights(facts: OtherRightsFacts) -> tuple[Right, ...]:
    """Return every other right on that day, in the order of the screen; those no text had opened yet are left out."""
    found = []
    for code, (label, rule) in _RIGHTS.items():
        try:
            found.append(Right(code, label, rule(facts)))
        except NoValue:
            continue
    return tuple(found)
