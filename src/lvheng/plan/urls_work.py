"""The plan's addresses for staff, below /work/plan/."""

from django.urls import path

from lvheng.plan import views, views_import

urlpatterns = [
    path("", views.plan_page, name="plan"),
    path("import/", views_import.import_page, name="plan_import"),
    path("import/<int:number>/", views_import.proposal_page, name="plan_proposal"),
    path("<str:code>/", views.plan_page, name="plan_of"),
    path("<str:code>/moved/", views.moved_part, name="plan_moved"),
    path("<str:code>/text/", views.text_page, name="plan_text"),
    path("<str:code>/targets/<str:number>/", views.target_page, name="plan_target"),
    path("<str:code>/tasks/<str:number>/", views.task_page, name="plan_task"),
]
