from django.urls import include, path

from rivage.dossiers.views import demande, deposit, ends, lists, part, person, steps, transfers

app_name = "dossiers"
pages = [
    path("", lists.demandes, name="list"),
    path("fichier", lists.demandes_export, name="list_export"),
    path("accompagnement", person.new_person, name="new_person"),
    path("personne/<uuid:person>/ouvrir", person.open_demande, name="open"),
    path("personne/<uuid:person>/notes", person.notes, name="notes"),
    path("personne/<uuid:person>/note", person.note, name="note"),
    path("personne/<uuid:person>/gestes", person.gestures, name="gestures"),
    path("personne/<uuid:person>/depart", transfers.leave, name="leave"),
    path("departs/<uuid:transfer>/annuler", transfers.leave_cancel, name="leave_cancel"),
    path("arrivee", transfers.arrive, name="arrive"),
    path("arrivee/accueillir", transfers.welcome, name="welcome"),
    path("agrement", lists.concerned, name="concerned"),
    path("agrement/fichier", lists.concerned_export, name="concerned_export"),
    path("suivis-clos", lists.closed, name="closed"),
    path("suivis-clos/fichier", lists.closed_export, name="closed_export"),
    path("personne/<uuid:person>/arreter", ends.renounce, name="renounce"),
    path("paroles/<uuid:renunciation>/reprendre", ends.renounce_revoke, name="renounce_revoke"),
    path("personne/<uuid:person>/interrompre", ends.interrupt, name="interrupt"),
    path("interruptions/<uuid:interruption>/reprendre", ends.interrupt_revoke, name="interrupt_revoke"),
    path("personne/<uuid:person>/absence", ends.absence, name="absence"),
    path("personne/<uuid:person>/retour", ends.come_back, name="come_back"),
    path("personne/<uuid:person>/deces", ends.death, name="death"),
    path("personne/<uuid:person>/deces/erreur", ends.death_undo, name="death_undo"),
    path("<uuid:demande>/", demande.demande, name="demande"),
    path("<uuid:demande>/partie/<slug:part>", part.part, name="part"),
    path("ecrits/<uuid:partversion>/relire", part.settle, name="settle"),
    path("<uuid:demande>/depot", deposit.deposit, name="deposit"),
    path("<uuid:demande>/recu.<slug:form>", deposit.receipt_paper, name="receipt"),
    path("complements/<uuid:missingrequest>.<slug:form>", deposit.request_paper, name="request_letter"),
    path("<uuid:demande>/completer", steps.ask, name="ask"),
    path("<uuid:demande>/reponse", steps.answer, name="answer"),
    path("<uuid:demande>/complete", steps.complete, name="complete"),
    path("<uuid:demande>/transmettre", steps.forward, name="forward"),
    path("<uuid:demande>/ouvrir-ailleurs", steps.hand_over, name="hand_over"),
    path("<uuid:demande>/sans-objet", steps.without_object, name="without_object"),
    path("<uuid:demande>/retirer", steps.withdraw, name="withdraw"),
]
urlpatterns = [path("demandes/", include(pages))]
