"""Two people, one form: what writes several columns of a row that stands compares the version that was shown.

What may be written once alone needs none: the second is refused by what the first one wrote. It is named here.
"""

import ast

from tests.meta.sources import PACKAGE, files, functions, name

GIVEN = {"actor", "on", "instant"}
# "path:function" -> why nothing of somebody else's is written over.
ONCE = {
    "rivage/accounts/actions.py:confirm_membership": "a function is confirmed once",
    "rivage/associations/actions.py:withdraw_agrement": "a withdrawal is noted once",
    "rivage/commissions/actions/composition.py:name_holder": "a mandate that stands is only made longer",
    "rivage/commissions/actions/moving.py:_take_off": "of cancel_seance, done once",
    "rivage/commissions/actions/opinions.py:sign_releve": "signed once",
    "rivage/commissions/actions/sitting.py:set_attendance": "a roll call: the last word in the room holds",
    "rivage/dossiers/actions/ends.py:note_absence": "a path ends once",
    "rivage/dossiers/actions/parts.py:_keep": "of save_part and settle_part, which compare",
    "rivage/dossiers/actions/periods.py:end_rights": "a path ends once",
    "rivage/dossiers/actions/suivi.py:end_suivi": "an accompaniment ends once",
    "rivage/dossiers/actions/takeover.py:begin": "of the path that the same act makes",
    "rivage/dossiers/actions/takeover.py:past_aid": "of the demande that the same act makes",
    "rivage/rights/aid/actions/answering.py:_write": "of read_answers and answer_line, which compare",
    "rivage/rights/permit/actions/noting.py:_write_need": "of set_need, which compares, and of end_asylum, done once",
    "rivage/rights/takeover/actions.py:_residence": "a path is taken over once",
}


def typed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Columns that it writes from what it was given: `row.place = place`, `row.place, row.at = place, at`, a loop."""
    asked = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)} - GIVEN
    columns: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                columns |= _pairs(target, node.value, asked)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            columns |= {"each", "other"}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            columns |= {one.arg for one in node.keywords if one.arg and _named(one.value) & asked}
    return columns


def _pairs(target: ast.expr, value: ast.expr, asked: set[str]) -> set[str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        both = zip(target.elts, value.elts, strict=True)
        return set().union(*(_pairs(one, other, asked) for one, other in both))
    return {target.attr} if isinstance(target, ast.Attribute) and _named(value) & asked else set()


def _named(value: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}


def writes_over(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it saves a row that may stand already."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    called = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in ("save", "update")]
    return any("force_insert" not in {one.arg for one in call.keywords} for call in called)


def test_who_writes_several_columns_compares_what_was_shown() -> None:
    found = {
        f"{name(path)}:{function.name}": sorted(typed(function))
        for path in files("actions.py", "actions/*.py", under=PACKAGE)
        for function in functions(path)
        if len(typed(function)) > 1
        and writes_over(function)
        and "version" not in {one.arg for one in function.args.kwonlyargs + function.args.args}
    }
    assert {verb: columns for verb, columns in found.items() if verb not in ONCE} == {}
    assert sorted(set(ONCE) - set(found)) == []


def test_the_columns_of_a_verb_are_found() -> None:
    verb = ast.parse(
        "def one(*, actor, place, at):\n    row.place, row.by = place, actor\n    row.at = at\n    row.save()"
    )
    assert isinstance(verb.body[0], ast.FunctionDef)
    assert (typed(verb.body[0]), writes_over(verb.body[0])) == ({"place", "at"}, True)
