"""The addresses of steering, below /work/plan/."""

from django.urls import path

from lvheng.steering import views_units

urlpatterns = [
    path("<str:code>/units/", views_units.units_page, name="plan_units"),
    path("<str:code>/units/<uuid:unit>/", views_units.unit_page, name="plan_unit"),
]
