"""The workbench's addresses, below /work/."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from lvheng.workbench.views import acts, approvals, attachments, figures, find, intakes, lists, records, sensitive

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/work/plan/"), name="work"),
    path("plan/", include("lvheng.plan.urls_work")),
    path("lists/<slug:code>/", lists.list_page, name="work_list"),
    path("lists/<slug:code>/export.<slug:kind>", lists.list_export, name="work_export"),
    path("lawyers/<uuid:subject>/", records.lawyer_page, name="work_lawyer"),
    path("lawyers/<uuid:subject>/sensitive/", sensitive.reveal_page, name="work_sensitive"),
    path("approvals/", approvals.approvals_page, name="work_approvals"),
    path("approvals/<int:number>/", approvals.approval_decided, name="work_approval"),
    path("approvals/<int:number>/files/<uuid:key>/", attachments.proposed_file, name="work_proposed_file"),
    path("views/", sensitive.viewings_page, name="work_viewings"),
    path("elevate/", sensitive.elevate_page, name="work_elevate"),
    path("elevations/", sensitive.elevations_page, name="work_elevations"),
    path("firms/<uuid:subject>/", records.firm_page, name="work_firm"),
    path("records/<str:code>/<uuid:subject>/", records.thing_page, name="work_record"),
    path("offices/<uuid:subject>/", records.office_page, name="work_office"),
    path("figures/", figures.figures_page, name="work_figures"),
    path("figures/<str:code>/", figures.figure_page, name="work_figure"),
    path("figures/<str:code>/movement/", figures.movement_page, name="work_movement"),
    path("acts/<str:kind>/", acts.act_page, name="work_act"),
    path("entries/<int:entry>/", acts.entry_page, name="work_entry"),
    path("entries/<int:entry>/reverse/", acts.reverse_page, name="work_reverse"),
    path("entries/<int:entry>/files/<int:place>/", attachments.attachment_file, name="work_attachment"),
    path("import/", intakes.intakes_page, name="work_intakes"),
    path("import/templates/<str:kind>/", intakes.template_file, name="work_template"),
    path("import/<uuid:key>/", intakes.intake_page, name="work_intake"),
    path("import/<uuid:key>/accept/", intakes.intake_accept, name="work_intake_accept"),
    path("import/<uuid:key>/stop/", intakes.intake_stop, name="work_intake_stop"),
    path("import/<uuid:key>/rejected/", intakes.intake_rejected, name="work_intake_rejected"),
    path("search/", find.find_page, name="work_find"),
    path("options/", find.options, name="work_options"),
]
