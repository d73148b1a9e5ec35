"""The context is read by its readers, which check its seal, and written by those that let somebody in."""

import re
from pathlib import Path

from rivage.core.db import emitter
from rivage.core.db.rules import RowRule

ROOT = Path(__file__).parents[2] / "rivage"
CORE = ROOT / "core"
# Of the trace: who reads it is asked by each reader, and `app_set_aside` narrows it; what nobody signed names nobody.
WITHOUT_CONTEXT = {("audit_event", "app"), ("audit_event", "app_insert")}
# Functions with the owner's eyes that answer without asking who acts, each with its reason.
ASK_NOBODY = {
    "rivage_in": "checks the seal",
    "rivage_refuse_older": "a trigger that only refuses, and remembers",
    "rivage_enter": "lets in who shows a token",
    "rivage_enter_link": "lets in who shows the token of an address, and writes nothing",
    "rivage_enter_code": "lets in who shows the code of a service, as nobody",
    "network_forget": "the worker's alone: calls whose hour was a week ago",
    "support_forget": "the worker's alone: hours of a week of two years ago",
    "outreach_forget": "the worker's alone: cards left three months ago",
    "support_passages": "answers the figures, of eleven people and more",
    "rivage_enter_door": "lets in the login of the doors, to no row",
    "rivage_enter_job": "lets in who asked for a job",
    "rivage_enter_system": "lets in the worker's login, as nobody",
    "accounts_session_of": "answers who shows the token",
    "accounts_bound": "a trigger that only refuses",
    "rights_undone": "a trigger that writes on an act what the remedy just noted says of it",
    "decisions_stopped": "a trigger that writes on a period what the remedy just noted says of its decision",
    "decisions_replaced_guard": "a trigger that only refuses",
    "rights_replaced_by_guard": "a trigger that only refuses",
    "pieces_whole": "a trigger that only refuses",
    "audit_oldest_unsealed": "an instant",
    "vault_delete_erased": "the worker's alone: what was erased a day ago",
    "people_key_guard": "a trigger that only refuses",
    "people_share_drop_excluded": "a trigger that only drops",
    "people_transfer_cancelled": "a trigger: what goes with a row that its writer was let change",
    "commissions_seat_guard": "a trigger that only refuses",
    "commissions_seat_membership_guard": "a trigger that only refuses",
    "people_aside_stands": "answers who shows an HMAC of the key",
    "people_erased": "a trigger: what goes with a row that its writer was let change",
    "commissions_member_known": "a trigger: what follows from a row that its writer was let change",
    "commissions_member_named": "a trigger: what follows from a row that its writer was let add",
    "rights_alert_guard": "a trigger that only refuses",
    "people_fact_place": "a trigger: what follows from a row that its writer was let add",
    "dossiers_period_place": "a trigger: what follows from a row that its writer was let add",
    "dossiers_presented": "a trigger: what follows from a row that its writer was let change",
    "doors_unlocked": "a trigger: what follows from a row that its writer was let change",
    "doors_recovery_tells": "a trigger: what is told of a row that its writer was let change",
}
# By which a clause begins: nothing passes unless the context is sound.
SOUND = re.compile(
    r"\(SELECT rivage_in\(\)\)"
    r"|\w+ <> ALL \(\(SELECT rivage_excluded\(\)\)::uuid\[\]\)\s+AND "
    r"|departement = ANY \(\(SELECT rivage_departements\(\)\)::text\[\]\)(?:\s+AND |\))"
)
READERS = "in|in_full|code|role|is|membership|user|bodies|holders|departements|keys|excluded|held|now"
READER = re.compile(rf"\brivage_(?:{READERS})\(")


def rules(kind: str) -> list[RowRule]:
    return [rule for rule in emitter.desired() if rule.kind == kind]


def test_settings_are_read_by_the_readers_of_core_alone_and_written_where_somebody_enters() -> None:
    read, written = set(), set()
    for path in [*ROOT.rglob("*.sql"), *ROOT.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        if re.search(r"current_setting\('rivage\.", text):
            read.add(path.relative_to(ROOT).as_posix())
        if re.search(r"""set_config\((?:'rivage|%s|"rivage)""", text):
            written.add(path.relative_to(ROOT).as_posix())
    assert read == {"core/rows.sql"}
    assert written == {"core/rows.sql", "core/perimeter.py", "people/rows.sql"}


def test_each_reader_checks_the_seal_when_it_is_asked() -> None:
    readers = [rule for rule in rules("function") if "current_setting('rivage." in rule.sql]
    asked = {rule.name for rule in readers if "CASE WHEN rivage_in() THEN" in rule.sql}
    assert len(asked) == 12
    # What stands under the owner's functions only refuses by it: without it, the seal is broken.
    alone = {"rivage_moving", "rivage_by_door"}
    assert {rule.name for rule in readers} - asked == {"rivage_seal", "rivage_in", "rivage_held"} | alone
    assert "WHERE rivage_in()" in next(rule.sql for rule in readers if rule.name == "rivage_held")
    assert all("PARALLEL RESTRICTED" in rule.sql for rule in readers)


def test_each_policy_of_the_application_asks_first_whether_the_context_is_sound() -> None:
    open_ = [rule for rule in rules("policy") if "TO rivage_app" in rule.sql and "RESTRICTIVE" not in rule.sql]
    assert len(open_) > 60
    for rule in open_:
        clauses = re.findall(r"(?:USING|WITH CHECK) \((.*?)(?=WITH CHECK|\Z)", rule.sql, re.DOTALL)
        sound = [SOUND.match(clause.lstrip()) for clause in clauses]
        assert clauses
        assert all(sound) or (rule.on, rule.name) in WITHOUT_CONTEXT, (rule.on, rule.name)


def test_what_has_the_owner_s_eyes_asks_who_acts() -> None:
    functions = {rule.name: rule.sql for rule in rules("function")}
    eyes = {name for name, sql in functions.items() if "SECURITY DEFINER" in sql}
    assert len(eyes) > 25
    asking = {name for name, sql in functions.items() if READER.search(sql)}
    # Or by another function that does.
    by_others = {name for name in eyes for other in asking - {name} if re.search(rf"\b{other}\(", functions[name])}
    assert eyes - asking - by_others - set(ASK_NOBODY) == set()
    assert set(ASK_NOBODY) <= eyes


def test_no_table_name_of_a_temporary_schema_comes_before_ours() -> None:
    for rule in rules("function"):
        if "SECURITY DEFINER" in rule.sql:
            assert "SET search_path = public, pg_temp" in rule.sql, rule.name
