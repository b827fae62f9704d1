"""The plan's address for the public, below /plan/."""

from django.urls import path

from lvheng.plan import views_public

urlpatterns = [path("", views_public.plan_in_one_picture, name="public_plan")]
