"""Writing the parts of a demande: several hands, no silent overwrite, every wording kept."""

from datetime import date, timedelta
from typing import Any

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Stale, no, require
from rivage.dossiers import access, parts, tasks
from rivage.dossiers.actions.steps import hold, note_readiness
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande, NotHerName, PartVersion
from rivage.dossiers.parts import Saved
from rivage.people import names

# One author's saves within this time are one wording.
TOGETHER = timedelta(minutes=10)


@verb
def save_part(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    part: str,
    values: dict[str, Any],
    version: int,
    ready: bool = False,
) -> Saved:
    """Write a part. `version` is the one the form was shown; `values` as `parts.read` gives them.

    When somebody wrote in between, nothing is overwritten: the words are set aside and given back in `Saved.aside`.
    Saving again what is already written changes nothing. Words that change are to be approved again: the day of an
    approval given to others is not kept, and the part is not ready (`Saved.dropped`); nor is one that still lacks
    something (`Saved.lacks`). Raises `Refused` when the demande is closed to writing, and where her name is written in
    what may go to the commission without another reading.
    """
    if part not in parts.FIELDS and part != Part.PIECES:
        raise no("no_such_part", "Cette partie ne s’écrit pas ici.")
    held = _hold(actor, demande, part)
    current = parts.version(held, part)
    values, dropped = _reread(held, part, values, behind=version != current)
    ready = ready and dropped is None
    words = parts.dump(values)
    last = _accepted(held, part).filter(version=current).first()
    same = words == parts.dump(parts.read(held, part))
    if same and (last is not None or not ready):
        lacks = _lacks(held, part, on) if ready else ()
        note_readiness(held, on)
        if last is not None and ready and not lacks and not last.ready:
            last.ready = True
            last.save(update_fields=["ready"])
        return Saved(current, dropped=dropped, lacks=lacks)
    if version != current:
        return Saved(current, None if same else _set_aside(actor, held, part, words, version), dropped)
    parts.write(held, part, values)
    # Whoever instructs reads it as it is written, and may go on without the answer.
    if held.step == Step.SUBMITTED:
        _nameless(held, part)
    lacks = _lacks(held, part, on) if ready else ()
    # A wording that she approved, or that left, stays one of its own, however soon it changes.
    _keep(actor, held, part, words, current, ready and not lacks, None if dropped or _left(held, last) else last)
    note_readiness(held, on)
    trace.record_about("part_saved", held, part=part)
    return Saved(current + 1, dropped=dropped, lacks=lacks)


def _left(demande: Demande, last: PartVersion | None) -> bool:
    """Whether the last wording was sent: papers print what left as it left."""
    sent = parts.sent_at(demande)
    return last is not None and sent is not None and last.saved_at <= sent


def _nameless(demande: Demande, part: str) -> None:
    said = next((names.quoted(one.words) for one in tasks.named(demande) if one.part == part), "")
    if said:
        raise no(
            "name_said",
            f"Ce texte dit {said}, comme le nom de la personne, et la délégation le lit dès qu’il est écrit : écrivez "
            "« la personne » ou « elle ».",
        )


def _lacks(demande: Demande, part: str, on: date) -> tuple[str, ...]:
    """What the part as it stands still lacks, a sentence each."""
    return tuple(one.sentence for one in tasks.holding(tasks.missing(demande, on), part))


@verb
def settle_part(*, actor: Membership, on: date, aside: PartVersion, mine: bool, version: int) -> None:
    """End a writing at the same time: take the words set aside (`mine`), or leave those that were accepted.

    Both stay among the wordings. Raises `Stale` when the part was written again since the page was shown.
    """
    held = _hold(actor, aside.demande, aside.part)
    fresh = PartVersion.objects.get(pk=aside.pk)
    if fresh.settled_at is not None:
        raise no("settled", "Ces deux écritures ont déjà été relues.")
    current = parts.version(held, aside.part)
    if version != current:
        raise Stale
    if mine:
        parts.write(held, aside.part, parts.load(aside.part, fresh.values))
        _keep(actor, held, aside.part, fresh.values, current, fresh.ready, None)
    fresh.settled_at = clock.now()
    fresh.save(update_fields=["settled_at"])
    trace.record_about("part_settled", held, part=aside.part)


@verb
def say_not_her_name(*, actor: Membership, on: date, demande: Demande, part: str, word: str) -> NotHerName:
    """A word of a part that says one of her names is not her name there: it holds the deposit no more, nor the answer.

    Raises `Refused` when the part holds no such word, or was already answered.
    """
    held = _hold(actor, demande, part)
    words = [one for lack in tasks.named(held) if lack.part == part for one in lack.words]
    found = next((one for one in words if one.word == word), None)
    if found is None:
        raise no("no_such_word", "Ce mot n’est plus dans ce texte, ou n’y arrête plus rien. Rouvrez la partie.")
    said = {"word": found.word, "name": found.name, "times": found.times}
    row = NotHerName.beside(held, demande=held, part=part, author=actor.user, **said)
    row.save(force_insert=True)
    trace.record_about("not_her_name", held, part=part)
    return row


def _reread(
    demande: Demande, part: str, values: dict[str, Any], *, behind: bool
) -> tuple[dict[str, Any], date | None]:
    """Words that change lose the approval she gave to others, unless a new day is written with them; and that day.

    `behind`: others wrote since the form was shown, and the wording that she approved may be one before theirs.
    """
    if part not in parts.APPROVED:
        return values, None
    words, approved = parts.APPROVED[Part(part)]
    known = [parts.read(demande, part)]
    if behind:
        known += [parts.load(part, row.values) for row in _accepted(demande, part)]
    others = [then for then in known if then[words] != values[words]]
    day = values[approved]
    if day is None or day not in [then[approved] for then in others]:
        return values, None
    return {**values, approved: None}, day


def _hold(actor: Membership, demande: Demande, part: str) -> Demande:
    """The demande, locked so that two savings follow each other."""
    hold(demande, actor)
    require(access.can_write(actor, demande, part))
    return demande


def _accepted(demande: Demande, part: str) -> Any:
    return PartVersion.objects.filter(demande=demande, part=part, aside=False)


def _keep(
    actor: Membership,
    demande: Demande,
    part: str,
    words: str,
    current: int,
    ready: bool,
    last: PartVersion | None,
) -> None:
    instant = clock.now()
    if last is None or last.author_id != actor.user_id or instant - last.created_at > TOGETHER:
        last = PartVersion.beside(demande, demande=demande, part=part, author=actor.user)
    last.version, last.values, last.ready, last.saved_at = current + 1, words, ready, instant
    last.save()


def _set_aside(actor: Membership, demande: Demande, part: str, words: str, version: int) -> PartVersion:
    """One row for one author on one version, brought up to date while he goes on writing."""
    aside = PartVersion.objects.filter(
        demande=demande, part=part, aside=True, settled_at__isnull=True, author_id=actor.user_id, version=version
    ).first() or PartVersion.beside(
        demande,
        demande=demande,
        part=part,
        author=actor.user,
        version=version,
        aside=True,
    )
    aside.values, aside.saved_at = words, clock.now()
    aside.save()
    return aside
