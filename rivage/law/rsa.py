"""Could the RSA be claimed? CASF L262-4, for the exclusion of the AFIS only: the payer of the RSA alone answers."""

from datetime import date
from functools import lru_cache

from rivage.law.afis_facts import AfisFacts, Claim, Document, Nationality
from rivage.law.values import at
from rivage.law.verdict import Outcome, Reason

ARTICLE = "CASF L262-4"
_YEARS = "le nombre d’années de titres autorisant à travailler"
_STAY_DOCUMENTS = {Document.TITRE, Document.APS, Document.RENEWAL_RECEIPT}


def rsa_reasons(facts: AfisFacts) -> list[Reason]:
    """Return the reasons on the RSA, weighing for the AFIS: YES when the RSA cannot be claimed, NO when it can.

    There is one, or one for each missing fact.
    """
    reason = _reason(facts)
    if reason.code == "missing_protection" and facts.permit_years is None:
        return [reason, _missing("permit_years", _YEARS)]
    return [reason]


def _reason(facts: AfisFacts) -> Reason:
    if facts.rsa is Claim.YES:
        return _claimable("Le RSA est perçu ou peut l’être.", facts.decided_on)
    profile = _profile(facts)
    if facts.rsa is Claim.NO:
        if profile.code.startswith("missing_"):
            return Reason("rsa", ARTICLE, "Le RSA ne peut pas être demandé, d’après l’association.", (), Outcome.YES)
        if profile.outcome is Outcome.NO:
            sentence = "L’association indique que le RSA ne peut pas être demandé, alors que la situation l’ouvre."
            return Reason("rsa_contradiction", ARTICLE, sentence, profile.values, Outcome.QUESTION)
    if facts.rsa is Claim.TO_CHECK and profile.outcome is Outcome.YES:
        return Reason("rsa_to_check", ARTICLE, "Le droit au RSA reste à vérifier.", profile.values, Outcome.QUESTION)
    return profile


@lru_cache(maxsize=4096)
def _claimable(sentence: str, on: date) -> Reason:
    return Reason("rsa", ARTICLE, sentence, (at("rsa.age_minimal_ans", on),), Outcome.NO)


@lru_cache(maxsize=64)
def _closed(sentence: str) -> Reason:
    return Reason("rsa", ARTICLE, sentence, (), Outcome.YES)


def _missing(field: str, what: str) -> Reason:
    return Reason(f"missing_{field}", ARTICLE, f"Pour le RSA, il manque {what}.", (), Outcome.QUESTION)


def _profile(facts: AfisFacts) -> Reason:
    if facts.nationality is None:
        return _missing("nationality", "la nationalité")
    opened = _age_or_child(facts)
    if opened.outcome is Outcome.YES or facts.nationality is Nationality.FRENCH:
        return opened
    if facts.nationality is Nationality.EUROPEAN:
        if facts.right_of_residence is None:
            return _missing("right_of_residence", "le droit au séjour")
        return (
            opened if facts.right_of_residence else _closed("Sans droit au séjour, le RSA ne peut pas être demandé.")
        )
    return _third_country(facts, opened)


def _age_or_child(facts: AfisFacts) -> Reason:
    years = at("rsa.age_minimal_ans", facts.decided_on)
    reached = facts.age_reached(years.value)
    with_child = bool(facts.children) or facts.pregnant
    if facts.student and not facts.lone_parent and (reached is Outcome.YES or with_child):
        # L262-4 3°: a student is barred, with a child or not, but for the lone parents of L262-9.
        sentence = "Une personne qui étudie ne peut en principe pas demander le RSA. Le droit est à vérifier."
        return Reason("rsa_student", ARTICLE, sentence, (years,), Outcome.QUESTION)
    if reached is Outcome.YES:
        return _claimable(f"À {years.value} ans, le RSA peut être demandé.", facts.decided_on)
    if facts.children:
        return _claimable("Avec un enfant à charge, le RSA peut être demandé.", facts.decided_on)
    if facts.pregnant:
        sentence = "Un enfant à naître peut ouvrir le RSA. Le droit est à vérifier avant d’accorder l’AFIS."
        return Reason("rsa_pregnant", ARTICLE, sentence, (years,), Outcome.QUESTION)
    if facts.children is None:
        return _missing("children", "le nombre d’enfants à charge")
    if reached is None:
        return _missing("born_on", "la date de naissance")
    if reached is Outcome.QUESTION:
        sentence = f"La date de naissance ne permet pas de dire si les {years.value} ans sont atteints."
        return Reason("rsa_age_unsure", ARTICLE, sentence, (years,), Outcome.QUESTION)
    return _closed(f"Avant {years.value} ans et sans enfant, le RSA ne peut en principe pas être demandé.")


def _third_country(facts: AfisFacts, opened: Reason) -> Reason:
    years = at("rsa.anciennete_titre_ans", facts.decided_on)
    if facts.protection or (facts.permit_years is not None and facts.permit_years >= years.value):
        return opened
    if facts.protection is None:
        return _missing("protection", "la réponse sur une protection internationale")
    if facts.permit_years is None:
        return _missing("permit_years", _YEARS)
    with_child = bool(facts.children) or facts.pregnant
    if facts.children is None and not with_child:
        return _missing("children", "le nombre d’enfants à charge")
    if not with_child or facts.document not in _STAY_DOCUMENTS or facts.lone_parent is False:
        sentence = f"Le RSA demande {years.value} ans de titres autorisant à travailler, et ils ne sont pas réunis."
        return Reason("rsa", ARTICLE, sentence, (years,), Outcome.YES)
    if facts.lone_parent is None:
        return _missing("lone_parent", "la réponse sur l’isolement du parent")
    setting = at("afis.parent_isole", facts.decided_on)
    sentence = (
        "Parent isolé avec un document de plus de trois mois. Selon une lecture, le RSA majoré peut être demandé et "
        "l’AFIS est exclue. Selon l’autre, suivie en pratique, il ne le peut pas et l’AFIS est possible."
    )
    return Reason("rsa_lone_parent", setting.article, sentence, (setting, years), Outcome.QUESTION)
