"""What came, and whether anybody could know it: read from the stories alone, never from what announces."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rivage.rights.enums import ClockName, PermitNeed
from tests.year.story import Story

ONE = timedelta(days=1)
PERMIT_DAYS = ("receipt", "delivered")


@dataclass(frozen=True)
class Came:
    """A gap that came: its clock and its first day."""

    clock: str
    start: date

    def dues(self, story: Story) -> set[date]:
        """The days under which it is announced. A day without aid begins where the last granted period ended, even
        when the next one began later: the days in between are the path's. What a récépissé covered is told from the
        refusal of its request on, which puts it in doubt: the gap comes when it ends.
        """
        if self.clock == ClockName.RESIDENCE:
            return {self.start, *_doubted_from(story, self.start)}
        if self.clock != ClockName.AID:
            return {self.start}
        before = [one["ends"] for one in _granted(story) if one["ends"] <= self.start]
        return {self.start, max(before)} if before else {self.start}


def _doubted_from(story: Story, start: date) -> set[date]:
    """The refusals that put in doubt a récépissé ended the day before."""
    papers = story.of("permit")
    ended = {one["n"] for one in papers if one["step"] == "receipt" and one["until"] == start - ONE}
    return {one["on"] for one in papers if one["step"] == "refused" and one["n"] in ended and one["on"] < start}


def _granted(story: Story, known: date = date.max) -> list[dict[str, Any]]:
    granted = {one["demande"] for one in story.of("afis", known) if one["sense"] == "grant"}
    return [one for one in story.of("period", known) if one["demande"] in granted]


def why_unforeseen(story: Story, gap: Came, day: date) -> str:
    """Why nobody could know on this day that the gap would come, or is to be told; "" when it could be known."""
    if story.of("over", day):
        return "she was away: nobody is pressed"
    if gap.clock == ClockName.PATH:
        return _path(story, gap.start, day)
    return _permit(story, gap.start, day) if gap.clock == ClockName.RESIDENCE else _aid(story, gap.start, day)


def _path(story: Story, start: date, day: date) -> str:
    known = [one for one in story.of("period", day) if one["ends"] == start]
    return "" if known else "the period was written down less than thirty days before its term"


def _permit(story: Story, start: date, day: date) -> str:
    if not _needed(story, start, day):
        return "the need came, or was said, later"
    if any(one.get("until") == start - ONE for one in story.of("need", day)):
        return ""
    papers = [one for one in story.of("permit", day) if one["step"] in PERMIT_DAYS]
    ends = {one["until"] + ONE for one in papers}
    if not any(one["on"] < start for one in papers):
        held = any(one["step"] in PERMIT_DAYS and one["on"] < start for one in story.of("permit"))
        return "the paper was written down later" if held else "no paper of the path had ever been held"
    if start in ends:
        covered = any(one["on"] <= start <= one["until"] for one in papers)
        return "the days in question were covered then by another paper" if covered else _expected(story, start, day)
    return "the paper that ends then was written down later"


def _expected(story: Story, start: date, day: date) -> str:
    """Days are expected when they are authorised, or when a renewal of what runs would open them."""
    last = max((one["ends"] for one in story.of("period", day)), default=date.min)
    if start < last:
        inside = any(one["starts"] <= start < one["ends"] for one in story.of("period", day))
        return "" if inside else "the period of these days was written down later"
    return "" if start < last + timedelta(days=180) and day < last else "the period of these days was decided later"


def _aid(story: Story, start: date, day: date) -> str:
    if any(one["month"] <= start < one["month"] + timedelta(days=32) for one in story.of("month")):
        return "the payer said so afterwards"
    before = [one for one in story.of("period", day) if one["ends"] <= start]
    if not before or before[-1] not in _granted(story, day):
        return "no aid was granted just before: its first decision was awaited"
    if _needed(story, day, day) and not _valid(story, day):
        return "the aid had stopped then for want of a permit, which was announced: it came back later"
    whole = [one for one in story.of("period") if one["starts"] == start]
    return "" if whole else "a permit came that the aid had waited for"


def _valid(story: Story, day: date) -> bool:
    """Whether a permit, or the receipt of its renewal, was held on a day, as was written down that day."""
    papers = [one for one in story.of("permit", day) if one["step"] == "delivered" or one["n"] > 1]
    return any(one["until"] and one["on"] <= day <= one["until"] for one in papers)


def _needed(story: Story, day: date, known: date) -> bool:
    """Whether a permit is needed on a day, as was written down by another."""
    needed = False
    for one in story.of("need", known):
        after = one["until"] + ONE if one["need"] == PermitNeed.OTHER_TITLE and one.get("until") else None
        if one["since"] <= day or one is story.of("need", known)[0]:
            needed = one["need"] == PermitNeed.NEEDED or bool(after and after <= day)
    return needed


def needless(story: Story, clock: str, due: date, day: date) -> list[str]:
    """What is wrong with an announcement made on a day: nothing of it was needed, as was written down then."""
    if any(story.of(kind, day) for kind in ("over",)):
        return [f"{story.n} {clock} {due}: the path had ended"]
    if clock == ClockName.RESIDENCE and not _needed(story, due, day):
        return [f"{story.n} {clock} {due}: no permit was needed"]
    asked = story.of("demande", day)
    if clock == ClockName.AID and (not asked or not asked[-1]["afis_asked"] or asked[-1]["rsa"] == "yes"):
        return [f"{story.n} {clock} {due}: the aid was not wanted"]
    if clock == ClockName.PATH and len(story.of("period", day)) * 6 >= 24:
        return [f"{story.n} {clock} {due}: no month was left"]
    return []
