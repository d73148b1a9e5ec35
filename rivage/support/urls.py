from django.urls import include, path

from rivage.support.active import views as active
from rivage.support.after import views as after
from rivage.support.danger import views as danger
from rivage.support.evaluation import views as evaluation
from rivage.support.steps import views as steps
from rivage.support.tally import views as tally

app_name = "support"
pages = [
    path("", active.active, name="active"),
    path("fichier", active.active_export, name="active_export"),
    path("equipe", active.team, name="team"),
    path("equipe/postes", active.posts, name="posts"),
    path("equipe/semaine", active.week, name="week"),
    path("equipe/hors-definition", active.turned_away, name="turned_away"),
    path("<uuid:person>/resume", active.summary, name="summary"),
    path("<uuid:person>/rencontre", active.first_contact, name="first_contact"),
    path("<uuid:person>/attente", active.wait, name="wait"),
    path("<uuid:person>/evaluation-resume", evaluation.evaluated, name="evaluated"),
    path("<uuid:person>/evaluations", evaluation.evaluations, name="evaluations"),
    path("<uuid:person>/evaluations/noter", evaluation.evaluate, name="evaluate"),
    path("evaluations/<uuid:evaluation>/corriger", evaluation.correct_evaluation, name="correct_evaluation"),
    path("<uuid:person>/nouvelles", after.news, name="news"),
    path("<uuid:person>/nouvelles/aucune", after.no_news, name="no_news"),
    path("<uuid:person>/veille", danger.dangers, name="dangers"),
    path("<uuid:person>/veille/noter", danger.assess, name="assess_danger"),
    path("veille/<uuid:dangerassessment>/corriger", danger.correct, name="correct_danger"),
    path("avant-apres", evaluation.before_after, name="before_after"),
    path("avant-apres/fichier", evaluation.before_after_export, name="before_after_export"),
    path("sommes", tally.sums, name="sums"),
    path("sommes/<uuid:tally>/remettre", tally.let_go, name="let_go"),
    path("sommes/<uuid:tally>/refaire", tally.recount, name="recount"),
    path("<uuid:person>/demarches/resume", steps.steps_summary, name="steps_summary"),
    path("<uuid:person>/demarches", steps.steps, name="steps"),
    path("<uuid:person>/demarches/noter", steps.new_step, name="new_step"),
    path("<uuid:person>/demarches/noter/<slug:domain>", steps.new_step_of, name="new_step_of"),
    path("<uuid:person>/demarches/delais", steps.claims, name="claims"),
    path("demarches", steps.team_steps, name="team_steps"),
    path("demarches/fichier", steps.team_steps_export, name="team_steps_export"),
    path("demarche/<uuid:approach>/suite", steps.follow_step, name="follow_step"),
    path("demarche/<uuid:approach>/corriger", steps.correct_step, name="correct_step"),
]
urlpatterns = [path("file-active/", include(pages))]
