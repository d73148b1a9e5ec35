from django.urls import path

from rivage.rights.views import afis, clocks, running

app_name = "rights"
urlpatterns = [
    path("reprise", running.take_over_new, name="take_over_new"),
    path("<uuid:person>/reprise", running.take_over, name="take_over"),
    path("reprise/<uuid:takeover>/corriger", running.correct, name="take_over_correct"),
    path("reprise/<uuid:takeover>/effacer", running.undo, name="take_over_undo"),
    path("reprise/<uuid:takeover>/confirmer", running.confirm, name="take_over_confirm"),
    path("reprise/<uuid:takeover>/differe", running.contest, name="take_over_contest"),
    path("<uuid:person>/", clocks.clocks, name="clocks"),
    path("aide/<uuid:demande>", afis.afis, name="afis"),
]
