"""Every address of the site. /healthz and /readyz are answered before these (operations/health.py)."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.urls import include, path, re_path

from common.styleguide import styleguide
from common.typed_pages import typed_page
from config import views
from operations import disk, machinery
from operations.log import views as log
from operations.maintenance import views as maintenance
from operations.metrics import metrics
from operations.setup import views as setup
from people import limits, sign_in

handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

admin.site.site_header = admin.site.site_title = "Duet settings"
admin.site.index_title = "Settings"
admin.site.login = secure_admin_login(admin.site.login)  # one sign-in, and its limits, for every page

# The password and the mail that tells of it are written in one transaction.
account_pages = [
    path("login/", sign_in.limited(limits.SIGN_INS)(account.login), name="account_login"),
    path(
        "login/link/",
        sign_in.limited(limits.LINKS_ASKED_FOR)(sign_in.ask_for_link),
        name="account_ask_for_link",
    ),
    path(
        "login/link/<str:token>/",
        sign_in.limited(limits.LINKS_FOLLOWED)(sign_in.follow_link),
        name="account_follow_link",
    ),
    path(
        "invitation/<str:token>/",
        sign_in.limited(limits.LINKS_FOLLOWED)(sign_in.accept_invitation),
        name="account_accept_invitation",
    ),
    path("logout/", account.logout, name="account_logout"),
    path(
        "reauthenticate/",
        sign_in.limited(limits.OWN_PASSWORD, by=sign_in.person_of)(account.reauthenticate),
        name="account_reauthenticate",
    ),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path(
        "password/change/",
        sign_in.limited(limits.OWN_PASSWORD, by=sign_in.person_of)(transaction.atomic(account.password_change)),
        name="account_change_password",
    ),
    path(
        "password/reset/",
        sign_in.limited(limits.LINKS_ASKED_FOR)(account.password_reset),
        name="account_reset_password",
    ),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # not path(): the key has a dash of its own
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.limited(limits.LINKS_FOLLOWED)(transaction.atomic(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # allauth's pages link to these by name.
    path("signup/", login_not_required(views.closed), name="account_signup"),
    path("email/", login_not_required(views.closed), name="account_email"),
    path("password/set/", login_not_required(views.closed), name="account_set_password"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("typed/<str:token>/", typed_page, name="typed"),
    path("requests/", include("intake.urls")),
    path("pipeline/", include("intake.pipeline_urls")),
    path("vendors/", include("vendors.urls")),
    path("contracts/", include("contracts.web.urls")),
    path("metrics", login_not_required(metrics), name="metrics"),
    path("settings/", machinery.settings_home, name="settings_home"),
    path("settings/machinery/", machinery.machinery, name="settings_machinery"),
    path(
        "settings/machinery/<slug:kind>/<int:pk>/again/",
        machinery.send_again,
        name="settings_send_again",
    ),
    path("settings/maintenance/", maintenance.maintenance, name="settings_maintenance"),
    path("settings/maintenance/announce/", maintenance.announce, name="settings_maintenance_announce"),
    path("settings/maintenance/<int:pk>/take-back/", maintenance.take_back, name="settings_maintenance_take_back"),
    path("settings/maintenance/read-only/", maintenance.read_only_begin, name="settings_maintenance_begin"),
    path("settings/maintenance/read-only/end/", maintenance.read_only_end, name="settings_maintenance_end"),
    path("settings/disk/", disk.disk, name="settings_disk"),
    path("settings/disk/limits/", disk.disk_limits, name="settings_disk_limits"),
    path("settings/disk/look/", disk.disk_look, name="settings_disk_look"),
    path("settings/start/", setup.set_up, name="settings_set_up"),
    path("settings/start/<slug:key>/aside/", setup.put_aside, name="settings_put_aside"),
    path("settings/start/<slug:key>/back/", setup.take_up, name="settings_take_up"),
    path("settings/mail/", setup.test_mail, name="settings_test_mail"),
    path("settings/log/", log.log, name="settings_log"),
    path("settings/log/export/", log.export, name="settings_log_export"),
    path("settings/", include("people.settings.urls")),
    path("settings/ladders/", include("reviews.web.settings.ladder_urls")),
    path("", include("reviews.web.urls")),
    path("", include("reviews.web.settings.urls")),
    path("", include("reviews.web.absences.urls")),
    path("", include("search.urls")),
    path("", include("checkins.urls")),
    path("", include("insights.urls")),
    path("", include("notices.urls")),
    path("", include("people.urls")),
    path("accounts/", include(account_pages)),
    path("admin/", admin.site.urls),
    path("api/", include("config.old_api")),
    path("api/v1/", include("config.api")),
]

if not settings.PRODUCTION:
    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
