"""What is done at one press, with no page read again before: each says here how it is undone.

A page that only takes what is sent (`act`, no `read` in the policy files) is one press away from whoever is tired.
What can't be undone is read again first (`rivage.core.confirm`); a new gesture that has no page of its own says which
of its neighbours undoes it, or why nothing is lost.
"""

from rivage.accounts import policies

UNDONE = {
    "accounts:send_again": "sent again; the link of before opens nothing any more",
    "commissions:agenda_end": "another address is opened; the calendar reads that one",
    "commissions:answer": "pressed again",
    "commissions:attendance": "pressed again: the last word in the room holds",
    "commissions:avis": "written again until its relevé is signed",
    "commissions:call_coming": "its own « Annuler », until the opening; then each is noted apart",
    "commissions:copies_all": "its own « Annuler » takes back what one gesture noted",
    "commissions:copy_hand": "commissions:copy_undo",
    "commissions:copy_return": "commissions:copy_undo",
    "commissions:copy_undo": "noted again",
    "commissions:open": "nothing is shown or frozen by it; closed, a session is open again with a reason",
    "commissions:presentation": "its own « Annuler », until the avis",
    "commissions:reply": "pressed again",
    "commissions:releves_signed": "each relevé was read on its page before, and a second factor is asked",
    "commissions:reorder": "moved back",
    "commissions:schedule": "commissions:unschedule, until the convocation",
    "commissions:unschedule": "commissions:schedule",
    "commissions:unschedule_all": "commissions:schedule",
    "decisions:hear": "observations are corrected with a version",
    "desk:welcomed": "the same three lines stay on the help page",
    "dossiers:come_back": "noted away again",
    "dossiers:interrupt_revoke": "noted again; it is the way back",
    "dossiers:not_her_name": "the text is written otherwise; which word, by whom and when stays on its page",
    "dossiers:note": "a note is her association's own; nobody else reads it",
    "dossiers:paper_file": "a file taken: nothing is written but its trace",
    "dossiers:person_file": "a file taken: nothing is written but its trace",
    "dossiers:renounce_revoke": "received again; it is the way back",
    "dossiers:settle": "both wordings are kept",
    "dossiers:suivi_resume": "ended again; it is the way back",
    "dossiers:welcome": "the page before it shows who arrives",
    "dossiers:without_object_read": "it only leaves the home",
    "support:no_news": "an evaluation of the same moment says more; it counts, and calls nobody",
    "rights:due_end": "another address is opened; the calendar reads that one",
    "network:code_end": "another code is drawn for the same service",
    "outreach:close_zone": "the same words are opened again",
    "support:recount": "sums that follow the files are not made again; those that do not have nothing to lose",
    "rights:answers": "what each line would do is shown first, and noted by a second press",
    "rights:order_file": "a file taken: nothing is written but its trace",
    "rights:need_ended": "a need is said again, with its date",
}


def test_what_is_done_at_one_press_says_how_it_is_undone() -> None:
    pressed = {
        page.name
        for page in policies.pages().values()
        if page.act and not page.read and not page.name.endswith("_export")
    }
    assert sorted(pressed - set(UNDONE)) == []
    assert sorted(set(UNDONE) - pressed) == []
