"""All addresses: the public's at the root, staff and members below /work/, signing in below /account/."""

from django.urls import include, path, re_path

from lvheng.workbench.enter import enter
from lvheng.workbench.errors import not_offered

urlpatterns = [
    path("", include("lvheng.portal.urls")),
    path("plan/", include("lvheng.plan.urls")),
    path("work/", include("lvheng.workbench.urls")),
    path("enter/", enter, name="enter"),
    # Accounts are made by those who answer for them and know no mail address.
    re_path(r"^account/(signup|email|confirm-email|password/(re)?set|login/code)/", not_offered),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
handler400 = "lvheng.workbench.errors.bad_request"
handler403 = "lvheng.workbench.errors.forbidden"
handler404 = "lvheng.workbench.errors.not_found"
handler500 = "lvheng.workbench.errors.failed"
