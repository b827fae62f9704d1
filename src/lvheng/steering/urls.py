"""The addresses of steering, below /work/plan/."""

from django.urls import path

from lvheng.steering import views_alerts, views_compare, views_dispatch, views_reporting, views_reviews, views_units

urlpatterns = [
    path("<str:code>/units/", views_units.units_page, name="plan_units"),
    path("<str:code>/units/<uuid:unit>/", views_units.unit_page, name="plan_unit"),
    path("<str:code>/alerts/", views_alerts.alerts_page, name="plan_alerts"),
    path("<str:code>/compare/<str:other>/", views_compare.compare_page, name="plan_compare"),
    path("<str:code>/dispatch/", views_dispatch.rounds_page, name="plan_rounds"),
    path("<str:code>/dispatch/<uuid:called>/", views_dispatch.round_page, name="plan_dispatch"),
    path("<str:code>/dispatch/<uuid:called>/<uuid:unit>/", views_dispatch.form_page, name="plan_dispatch_form"),
    path("<str:code>/dispatch/<uuid:called>/<uuid:unit>/draft/", views_reporting.drafted, name="plan_drafted"),
    path("<str:code>/dispatch/<uuid:called>/<uuid:unit>/report/", views_reporting.reported, name="plan_reported"),
    path("<str:code>/dispatch/<uuid:called>/<uuid:unit>/check/", views_reporting.checked, name="plan_checked"),
    path("<str:code>/reviews/", views_reviews.reviews_page, name="plan_reviews"),
    path("<str:code>/reviews/<uuid:review>/", views_reviews.review_page, name="plan_review"),
    path("<str:code>/reviews/<uuid:review>/judge/", views_reviews.judged, name="plan_judged"),
    path("<str:code>/reviews/<uuid:review>/report.<str:kind>", views_reviews.review_report, name="plan_review_report"),
]
