"""A refusal whose paper says no motive: a code of its own, chosen alone, noted as it is and never printed."""

from collections.abc import Collection, Iterable

from rivage.law.verdict import Verdict, allow, refuse

WITHOUT = "sans_motif"


def given(codes: Iterable[str]) -> list[str]:
    """The motives that are said, in their order; none of a paper that says none."""
    return [code for code in codes if code != WITHOUT]


def stands_alone(codes: Collection[str], reasons: str) -> Verdict:
    """Whether that none is said comes with no motive and no words. `reasons`: as they were typed."""
    if WITHOUT not in codes or (len(codes) == 1 and not reasons.strip()):
        return allow()
    return refuse("motives_both", "« Sans motif » se choisit seul, quand le papier ne dit pas pourquoi.")
