"""The doors: pages outside any acting membership."""

from django.urls import path

from rivage.doors.views import account, entry, opening, proconnect, proof

app_name = "doors"
urlpatterns = [
    path("", entry.public, name="public"),
    path("entrer", entry.SignIn.as_view(), name="sign_in"),
    path("entrer/cle", entry.by_key, name="by_key"),
    path("entrer/cle/defi", entry.key_asked, name="key_asked"),
    path("entrer/proconnect", proconnect.enter, name="proconnect"),
    path("entrer/proconnect/retour", proconnect.returned, name="proconnect_returned"),
    path("entrer/proconnect/suite", proconnect.answered, name="proconnect_answered"),
    path("sorti", proconnect.left, name="proconnect_left"),
    path("ouvrir/<str:token>", opening.activate, name="activate"),
    path("sortir", entry.leave, name="leave"),
    path("fonctions", entry.functions, name="functions"),
    path("preuve", proof.proof, name="proof"),
    path("preuve/secours", proof.recovery_code, name="recovery_code"),
    path("preuve/cle", proof.by_key, name="proof_by_key"),
    path("preuve/cle/defi", proof.key_asked, name="proof_key_asked"),
    path("compte", account.account, name="account"),
    path("compte/premier", account.first, name="first_factor"),
    path("compte/application", account.add_application, name="add_application"),
    path("compte/cle", account.add_key, name="add_key"),
    path("compte/cle/defi", account.key_asked, name="new_key_asked"),
    path("compte/codes", account.new_codes, name="new_codes"),
    path("compte/codes/gardes", account.codes_kept, name="codes_kept"),
    path("compte/moyens/<uuid:moyen>/retirer", account.end_factor, name="end_factor"),
    path("compte/proconnect", proconnect.confirm, name="proconnect_confirm"),
    path("compte/proconnect/lier", proconnect.link, name="proconnect_link"),
    path("compte/proconnect/delier", proconnect.unlink, name="proconnect_unlink"),
    path("compte/rendu/refuser", account.refuse_recovery, name="refuse_recovery"),
    path("compte/sessions/fermer", account.end_sessions, name="end_sessions"),
    path("mot-de-passe", account.ChoosePassword.as_view(), name="password"),
]
