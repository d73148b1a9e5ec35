"""What each room of the rights puts on a home, and what is said where nothing waits."""

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.homes import Nothing, register, register_nothing
from rivage.rights import heard, refusals
from rivage.rights.aid import hearing, notified, reexamination, retaken, undone, unpaid
from rivage.rights.aid import todo as aid
from rivage.rights.alerts import lapsing
from rivage.rights.clocks import todo as terms
from rivage.rights.clocks.followed import in_need
from rivage.rights.fund import todo as fund
from rivage.rights.permit import answered, appointments, contradictions, redo
from rivage.rights.permit import todo as permit
from rivage.rights.takeover import todo as takeover

# First: of all that a home reads, its clocks are of the most people, and are then read.
register(lapsing.panel, roles={role for roles in lapsing.SHOWN.values() for role in roles}, rank=0)
register(aid.undecided, roles=INSTRUCTING, rank=11, of_people=True, waiting=aid.without_decision)
register(aid.awaited, roles=ANTENNE_ROLES, rank=90)
register(undone.due_again, roles=ANTENNE_ROLES, rank=89)
# Whoever may note that it was handed to her.
register(aid.ends_to_tell, roles=(*ANTENNE_ROLES, *INSTRUCTING), rank=40, of_people=True, waiting=aid.untold_ends)
register(hearing.to_hear, roles=ANTENNE_ROLES, rank=29, of_people=True, waiting=heard.unanswered)
register(hearing.to_rule, roles=INSTRUCTING, rank=40, of_people=True, waiting=heard.waiting)
register(hearing.to_read_again, roles=INSTRUCTING, rank=40, of_people=True, waiting=heard.unread)
register(hearing.to_look_again, roles=INSTRUCTING, rank=40, of_people=True, waiting=reexamination.moved)
register(aid.ends_to_contest, roles=ANTENNE_ROLES, rank=41, of_people=True, waiting=aid.told_ends)
register(
    notified.to_hand_over,
    roles=(*ANTENNE_ROLES, *INSTRUCTING),
    rank=39,
    of_people=True,
    waiting=notified.to_hand,
)
register(notified.to_contest, roles=ANTENNE_ROLES, rank=41, of_people=True, waiting=refusals.lately)
register(
    retaken.to_decide_again,
    roles=(*ANTENNE_ROLES, *INSTRUCTING),
    rank=41,
    of_people=True,
    waiting=retaken.for_a_lack,
)
register(unpaid.to_clear, roles=(*ANTENNE_ROLES, *INSTRUCTING), rank=42, of_people=True, waiting=unpaid.unpaid)
register(aid.ordered_for_nothing, roles=INSTRUCTING, rank=43, of_people=True, waiting=aid.ordered_of_ended)
register(aid.to_order, roles=INSTRUCTING, rank=45)
register(fund.to_rule, roles=INSTRUCTING, rank=46)
register(fund.asked, roles=ANTENNE_ROLES, rank=91)
register(aid.payer, roles=(Role.PAYER,), rank=10)
register(terms.to_renew, roles=ANTENNE_ROLES, rank=50, of_people=True)
register(terms.expected, roles=INSTRUCTING, rank=65, of_people=True)
register(
    takeover.to_confirm,
    roles=(*ANTENNE_ROLES, *INSTRUCTING),
    rank=60,
    of_people=True,
    waiting=takeover.unconfirmed,
)
register(answered.of_the_antenne, roles=ANTENNE_ROLES, rank=68, of_people=True, waiting=in_need)
register(appointments.of_the_antenne, roles=ANTENNE_ROLES, rank=67, of_people=True, waiting=in_need)
register(appointments.consular, roles=ANTENNE_ROLES, rank=70, of_people=True, waiting=appointments.to_come)
register(contradictions.to_say, roles=ANTENNE_ROLES, rank=69, of_people=True, waiting=contradictions.unclear)
register(
    redo.of_all,
    roles=(*ANTENNE_ROLES, *INSTRUCTING),
    rank=13,
    of_people=True,
    waiting=redo.undone_of,
)
register(permit.desk, roles=(Role.DESK,), rank=10)
register_nothing(
    Nothing(
        "Aucun titre à préparer",
        "Une personne dont le parcours est autorisé, et qui a besoin d’une autorisation, apparaît ici.",
    ),
    roles=(Role.DESK,),
)
register_nothing(Nothing("", ""), roles=(Role.PAYER,))
