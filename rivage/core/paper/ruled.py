"""The order that every decision follows on paper: what it changes in plain words, why, what, how to contest."""

from dataclasses import dataclass

from rivage.core.french import capital
from rivage.core.paper.letters import Named, Remedies, Sender
from rivage.core.paper.sheet import (
    Articles,
    Block,
    ListBlock,
    OpaqueCode,
    Paragraph,
    Plain,
    Sheet,
    Signature,
    Text,
)
from rivage.law.wording import of_word

TOLD_TO_NOBODY_ELSE = "Elle n’est pas publiée et n’est communiquée qu’aux services chargés de l’exécuter."


@dataclass(frozen=True, slots=True)
class RulingHead:
    """Of a decision: who signs it, on which day in words ("Bordeaux, le 14 décembre 2026"), its file and its number,
    whom it is about, the lines under her name, how it is contested.
    """

    sender: Sender
    dated: str
    reference: str
    number: str
    person: Named
    address: tuple[str, ...]
    remedies: Remedies
    code: str = ""


@dataclass(frozen=True, slots=True)
class DecisionGround:
    """Why not: a motive that the texts provide for, or facts as they were typed, whole sentences; and the articles
    that found them ("CASF, art. L121-9, II"), "" when the ones before do.
    """

    facts: str
    articles: str


def ruled(head: RulingHead, title: str, plain: Text, why: tuple[Block, ...], articles: tuple[Text, ...]) -> Sheet:
    """One decision. `why`: its visas and what it considers; `articles`: what it decides."""
    return Sheet(
        title,
        head.reference,
        (
            Plain(plain),
            *why,
            Paragraph("Décide :", "centred"),
            Articles(articles),
            Signature(head.sender.capacity, head.sender.signatory, head.sender.quality),
            *((OpaqueCode(head.code),) if head.code else ()),
            head.remedies.block(),
        ),
        head.sender.letterhead,
        (head.dated, f"Réf. {head.reference}, décision {head.number}"),
        (head.person.called, *head.address),
    )


def visas(authority: str, *texts: str) -> tuple[Block, ...]:
    """« Le préfet de la Gironde, » then each text that it rests on, whole."""
    return Paragraph(f"{authority},"), *(Paragraph(text, "hanging") for text in texts if text)


def signing(act: str) -> str:
    """The act by which one signs for the préfet, as a visa; "" when unknown."""
    return f"Vu {act.strip().rstrip('.;, ')} ;" if act.strip() else ""


def of_her(person: Named) -> str:
    """« de Madame Awa Corail, née le 12 mars 1994, », as it follows a noun."""
    return f"{of_word(person.identified)}{person.birth}"


def considering(facts: tuple[str, ...]) -> tuple[Block, ...]:
    """What was typed, each line a sentence of its own: whatever its first word, nothing is glued before it."""
    if not facts:
        return ()
    items = tuple(_sentence(fact) for fact in facts)
    return Paragraph("Considérant ce qui suit :"), ListBlock(items, numbered=len(items) > 1)


def founded(grounds: tuple[DecisionGround, ...]) -> tuple[Block, ...]:
    """Why a decision goes against her. ValueError without facts and articles (CRPA L211-2, L211-5)."""
    articles = any(ground.articles.strip() for ground in grounds)
    if not articles or any(not ground.facts.strip() for ground in grounds):
        raise ValueError("A decision against the person states its facts and their articles (CRPA L211-2, L211-5).")
    return considering(tuple(map(_founded, grounds)))


def _founded(ground: DecisionGround) -> str:
    facts = ground.facts.strip().rstrip(".;, ")
    return f"{facts} ({ground.articles})" if ground.articles.strip() else facts


def _sentence(fact: str) -> str:
    said = fact.strip().rstrip(".;, ")
    return f"{capital(said)}{'' if said.endswith(('?', '!', '…', '»')) else '.'}"
