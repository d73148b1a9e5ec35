"""Pieces that the papers of a demande share."""

from rivage.core.paper.sheet import Block, LabelledValues, Paragraph, Text


def labelled(pairs: tuple[tuple[str, str], ...]) -> LabelledValues:
    """Labels and values, said to be unanswered where they are."""
    return LabelledValues(tuple((label, value or "non renseigné") for label, value in pairs))


def paragraphs(text: str) -> tuple[Block, ...]:
    """A text as it was typed: an empty line starts a paragraph."""
    written: list[Text] = [part.strip() for part in text.split("\n\n") if part.strip()]
    return tuple(Paragraph(part) for part in written) or (Paragraph("Non renseigné."),)
