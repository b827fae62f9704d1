"""All addresses: the public's at the root, staff and members below /work/, signing in below /account/."""

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from allauth.usersessions import views as usersessions
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from lvheng.portal import signposts
from lvheng.portal.check import status_list, status_lists
from lvheng.portal.verifying.page import verify_page
from lvheng.workbench.enter import enter
from lvheng.workbench.errors import not_offered

urlpatterns = [
    # Chinese at the root, English below /en/.
    *i18n_patterns(
        path("", include("lvheng.portal.urls")),
        path("plan/", include("lvheng.plan.urls")),
        prefix_default_language=False,
    ),
    path("robots.txt", signposts.robots, name="robots"),
    path("favicon.ico", signposts.icon, name="icon"),
    path("sitemap.xml", signposts.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", signposts.sitemap, name="sitemap_section"),
    path(".well-known/security.txt", signposts.security, name="security_txt"),
    path("log/", include("lvheng.portal.log_urls")),
    path("licence/status/all", status_lists, name="status_lists"),
    path("licence/status/<int:number>", status_list, name="status_list"),
    path("verify/", verify_page, name="verify"),
    path("work/", include("lvheng.workbench.urls")),
    path("api/v1/", include("lvheng.api.urls")),
    path("enter/", enter, name="enter"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    # Whoever has no password is part of a demonstration; no account can be made or recovered by mail.
    path("account/password/set/", not_offered, name="account_set_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/oidc-cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/oidc-failed/", socialaccount.login_error, name="socialaccount_login_error"),
]
handler400 = "lvheng.workbench.errors.bad_request"
handler403 = "lvheng.workbench.errors.forbidden"
handler404 = "lvheng.workbench.errors.not_found"
handler500 = "lvheng.workbench.errors.failed"
