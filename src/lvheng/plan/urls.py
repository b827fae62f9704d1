"""The plans' addresses for the public, below /plan/."""

from django.urls import path

from lvheng.plan import views_public

urlpatterns = [
    path("", views_public.plan_in_one_picture, name="public_plan"),
    path("<str:code>/", views_public.plan_in_one_picture, name="public_plan_of"),
    path("<str:code>/picture.<str:kind>", views_public.picture_file, name="public_picture"),
]
