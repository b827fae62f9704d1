"""The public's addresses."""

from django.urls import path

from lvheng.portal import check, extracts, log, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("lawyers/<uuid:subject>/", views.lawyer, name="lawyer"),
    path("lawyers/<uuid:subject>/extract.json", extracts.lawyer_extract, {"kind": "json"}, name="lawyer_extract"),
    path("lawyers/<uuid:subject>/extract.pdf", extracts.lawyer_extract, {"kind": "pdf"}, name="lawyer_paper"),
    path("firms/<uuid:subject>/", views.firm, name="firm"),
    path("firms/<uuid:subject>/extract.json", extracts.firm_extract, {"kind": "json"}, name="firm_extract"),
    path("firms/<uuid:subject>/extract.pdf", extracts.firm_extract, {"kind": "pdf"}, name="firm_paper"),
    path("figures/", views.figures, name="figures"),
    path("figures/<str:code>/", views.figure, name="figure"),
    path("check/", check.page, name="check"),
    path("check/worker.js", check.worker, name="check_worker"),
    path("check/answer/", check.answer, name="check_answer"),
    path("log/", log.about, name="log"),
    path("look/", views.look, name="look"),
]
