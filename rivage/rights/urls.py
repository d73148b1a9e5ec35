from django.urls import include, path

from rivage.rights import views
from rivage.rights.aid.one_off_paid import one_off_page
from rivage.rights.aid.views import (
    afis,
    answering,
    correcting,
    end_correcting,
    hearing,
    months,
    noticing,
    orders,
    reviewing,
    telling,
)
from rivage.rights.alerts import due_feed
from rivage.rights.alerts.views import lapses, lapses_export
from rivage.rights.fund import correction as fund_correction
from rivage.rights.fund import views as fund
from rivage.rights.permit import lived_views as lived
from rivage.rights.permit import motives_views as permit_motives
from rivage.rights.permit import telling as permit_telling
from rivage.rights.permit import views as permit
from rivage.rights.takeover import views as takeover

app_name = "rights"
pages = [
    path("reprise", takeover.take_over_new, name="take_over_new"),
    path("<uuid:person>/reprise", takeover.take_over, name="take_over"),
    path("reprise/<uuid:takeover>/corriger", takeover.correct, name="take_over_correct"),
    path("reprise/<uuid:takeover>/effacer", takeover.undo, name="take_over_undo"),
    path("reprise/<uuid:takeover>/confirmer", takeover.confirm, name="take_over_confirm"),
    path("reprise/<uuid:takeover>/differe", takeover.contest, name="take_over_contest"),
    path("<uuid:person>/", views.clocks, name="clocks"),
    path("aide/<uuid:demande>", afis.afis, name="afis"),
    path("aide/<uuid:demande>/corriger", afis.correct, name="afis_correct"),
    path("aide/<uuid:demande>/fin", months.end, name="end"),
    path("aide/<uuid:demande>/fin/observations", hearing.end_heard, name="end_heard"),
    path("aide/<uuid:demande>/fin/invitation.<slug:form>", hearing.end_invitation, name="end_invitation"),
    path("aide/<uuid:demande>/reexamen", reviewing.review, name="review"),
    path("aide/<uuid:demande>/fin/corriger", end_correcting.correct_end, name="end_corrected"),
    path("aide/<uuid:demande>/remise", telling.aid_told, name="aid_told"),
    path("aide/<uuid:demande>/papier/<slug:kind>.<slug:form>", telling.aid_paper, name="aid_paper"),
    path("aide/<uuid:demande>/fin/remise", telling.end_told, name="end_told"),
    path("aide/<uuid:demande>/fin/papier/<slug:kind>.<slug:form>", telling.end_paper, name="end_paper"),
    path("aide/remises/<uuid:aidnotice>/corriger", telling.aid_told_correct, name="aid_told_correct"),
    path("<uuid:person>/mois", months.months, name="months"),
    path("<uuid:person>/changements", months.changes, name="changes"),
    path("changements/<uuid:aidevent>/erreur", correcting.take_back_event, name="change_taken_back"),
    path("<uuid:person>/repris", views.taken_over, name="taken_over"),
    path("<uuid:person>/suite", views.going_on, name="going_on"),
    path("<uuid:person>/etat-du-titre", views.permit, name="permit"),
    path("<uuid:person>/titre", permit.stay, name="stay"),
    path("titre/<uuid:apsfact>/corriger", permit.correct, name="stay_correct"),
    path("titre/<uuid:apsfact>/remise", permit_telling.stay_told, name="stay_told"),
    path("titre/<uuid:apsfact>/motif", permit_motives.stay_motives, name="stay_motives"),
    path("titre/<uuid:apsfact>/refus.<slug:form>", permit_motives.stay_refusal, name="stay_refusal"),
    path("titre/<uuid:apsfact>/fiche.<slug:form>", permit_telling.stay_sheet, name="stay_sheet"),
    path("titre/<uuid:apsfact>/lettre", permit_telling.letter_day, name="letter_day"),
    path("titre/remises/<uuid:permitnotice>/corriger", permit_telling.stay_told_correct, name="stay_told_correct"),
    path("<uuid:person>/titre/besoin", permit.need, name="need"),
    path("<uuid:person>/titre/besoin/fin", permit.need_ended, name="need_ended"),
    path("titre/pieces", lived.practice, name="permit_practice"),
    path("<uuid:person>/titre/consulat", lived.consular, name="consular"),
    path("titre/consulat/<uuid:consularstep>/oter", lived.consular_end, name="consular_end"),
    path("<uuid:person>/aide/une-fois", one_off_page, name="one_off"),
    path("fonds/", fund.fund, name="fund"),
    path("fonds/fichier", fund.fund_export, name="fund_export"),
    path("fonds/ligne", fund.fund_line, name="fund_line"),
    path("fonds/demander", fund.fund_ask, name="fund_ask"),
    path("fonds/<uuid:fundaid>", fund.fund_aid, name="fund_aid"),
    path("fonds/<uuid:fundaid>/corriger", fund_correction.fund_correct, name="fund_correct"),
    path("fonds/<uuid:fundaid>/retirer", fund.fund_withdraw, name="fund_withdraw"),
    path("ordres/", orders.orders, name="orders"),
    path("ordres/emettre", orders.order_month, name="order_month"),
    path("ordres/<uuid:order>", orders.order, name="order"),
    path("ordres/lignes/<uuid:afismonth>/corriger", correcting.correct_answer, name="answer_correct"),
    path("ordres/<uuid:order>/ordre.<str:form>", orders.order_file, name="order_file"),
    path("ordres/lignes/<uuid:afismonth>/montant", noticing.payer_notice, name="payer_notice"),
    path("ordres/montants/<uuid:payernotice>/erreur", noticing.taken_back, name="payer_notice_taken_back"),
    path("ordres/<uuid:order>/reponses", answering.answers, name="answers"),
    path("ordres/<uuid:order>/repondre", answering.answer, name="answer"),
]
urlpatterns = [
    path("echeances", lapses, name="lapses"),
    path("echeances/fichier", lapses_export, name="lapses_export"),
    path("echeances/agenda", due_feed.address, name="due_address"),
    path("echeances/agenda/fermer", due_feed.end, name="due_end"),
    path("decide/<uuid:person>", views.decided, name="decided"),
    path("droits/", include(pages)),
]
