"""All addresses: the public's at the root, staff and members below /work/, signing in below /account/."""

from django.urls import include, path

from lvheng.workbench.enter import enter

urlpatterns = [
    path("", include("lvheng.portal.urls")),
    path("work/", include("lvheng.workbench.urls")),
    path("enter/", enter, name="enter"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
handler400 = "lvheng.workbench.errors.bad_request"
handler403 = "lvheng.workbench.errors.forbidden"
handler404 = "lvheng.workbench.errors.not_found"
handler500 = "lvheng.workbench.errors.failed"
