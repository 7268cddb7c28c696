"""All settings, filled from the environment. `.env.example` lists every variable with its default.

Without DATABASE_URL and REDIS_URL the local servers that `make run` started are used (config/local/); a
production process (DUET_ENV=production) refuses to start without them.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from local.addresses import local_addresses

BASE_DIR = Path(__file__).resolve().parent.parent
RUN_DIR = BASE_DIR / ".run"  # data of the local servers, mails as files, uploads; ignored by git

env = environ.Env()
PRODUCTION = env.str("DUET_ENV", default="development") == "production"
DEBUG = env.bool("DEBUG", default=False)


def required(name, *, otherwise):
    """The variable `name`; in production it must be set, elsewhere `otherwise` stands in."""
    if value := env.str(name, default=""):
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"Set {name} (see .env.example): production has no default for it.")
    return otherwise


SECRET_KEY = required("SECRET_KEY", otherwise="for-development-only-" + "x" * 40)
SITE_URL = required("SITE_URL", otherwise=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)

# --- applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "djmoney",
    "drf_spectacular_sidecar",
    "lucide",
    "pgtrigger",
    "rest_framework",
    "common",
    "people",
    "notices",
    "vendors",
    "contracts",
    "reviews",
    "checkins",
    "insights",
    "operations",
    "intake",
    "search",
]

MIDDLEWARE = [
    "operations.health.HealthMiddleware",
    "config.compression.CompressionMiddleware",
    "contracts.storing.WholeUploadsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.GarbageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.tokens.middleware.TokenMiddleware",
    "common.middleware.SignInMiddleware",
    "config.middleware.RoleMiddleware",
    "people.seen.SeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "search.lately.LatelyMiddleware",
    "common.middleware.TimeZoneMiddleware",
    "common.middleware.NoBlankPageMiddleware",
    "common.maintenance.middleware.ReadOnlyMiddleware",
    "common.once.OncePerKeyMiddleware",  # the last: it calls the view itself
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
            "builtins": [
                "lucide.templatetags.lucide",
                "common.templatetags.duet",
                "common.templatetags.posts",
                "common.templatetags.rows",
            ],
        },
    },
    {  # what is drawn many times on a page: rows of lists and their small components (common/templatetags/jinja.py)
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "common.templatetags.jinja.environment"},
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- storage --------------------------------------------------------------------------------------

LOCAL = local_addresses(RUN_DIR)

DATABASES = {"default": env.db_url_config(required("DATABASE_URL", otherwise=LOCAL["DATABASE_URL"]))}
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening a connection per page costs 60 % of the throughput
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", otherwise=LOCAL["REDIS_URL"])
CACHES = {"default": {"BACKEND": "common.guards.forgetful_cache.ForgetfulCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # nothing that matters lives in Redis alone

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(RUN_DIR / "uploads"))
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", default=25) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "contracts.storing.CarefulUploadHandler",
]

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "collected")) if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "common.guards.whole_files.WholeFiles"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# --- people and sign-in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SHOW_DEMO_ACCOUNTS = env.bool("SHOW_DEMO_ACCOUNTS", default=DEBUG)  # names them on the sign-in page
ACCOUNT_ADAPTER = "people.adapters.ClosedDoorAdapter"  # accounts are made by admins, nobody signs up
ACCOUNT_FORMS = {
    "login": "people.sign_in.SignInForm",
    "reset_password": "people.sign_in.ForgottenPasswordForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Duet: "
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address just because somebody typed it
ACCOUNT_RATE_LIMITS = False  # they live in the cache; ours are in the database (people/limits.py)
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # who had to wait is in, and known on this device

# The client's address, by which sign-in attempts are counted, is the last one that our own proxy wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0)

# --- mail -----------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
EMAIL_FILE_PATH = str(RUN_DIR / "mail")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
SHOW_OUTBOX = not PRODUCTION and not EMAIL_URL  # the page that shows everybody's mails (notices/outbox.py)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Duet <duet@duet.example>")
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")  # where mails go back to that could not be delivered
BOUNCE_TOKEN = env.str(
    "BOUNCE_TOKEN", default=""
)  # opens /bounces/ to the mail server; without it there is no such page

WEBHOOKS_TO_PRIVATE_ADDRESSES = env.bool("WEBHOOKS_TO_PRIVATE_ADDRESSES", default=False)  # a chat server of our own

# --- work that the clock starts -------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # results that matter are rows
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
READING_QUEUE = "reading"  # reading a document takes minutes; nothing that somebody waits for may stand behind it
CHANNELS_QUEUE = "channels"  # chat servers are others' and may be slow; no mail may stand behind one
CELERY_TASK_QUEUES = [  # a worker that is started without names of queues serves all of them
    Queue("celery"),
    Queue(READING_QUEUE, routing_key=READING_QUEUE),
    Queue(CHANNELS_QUEUE, routing_key=CHANNELS_QUEUE),
]
CELERY_TASK_ROUTES = {
    "contracts.tasks.read_document": READING_QUEUE,
    "notices.tasks.deliver_posts": CHANNELS_QUEUE,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # every sweep is harmless when repeated, so no file remembers them


def every(seconds, task):
    """A beat entry. A run that no worker took before the next is due is dropped, so that they never pile up."""
    return {"task": task, "schedule": timedelta(seconds=seconds), "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "tick": every(5, "common.tasks.tick"),
    "look-after-disk": every(3600, "contracts.tasks.look_after_disk"),
    "watch-disk": every(60, "operations.tasks.watch_disk"),
    "sweep-sign-in": every(3600, "people.tasks.sweep_sign_in"),
    "sweep-forms": every(3600, "common.tasks.sweep_forms"),
    "deliver-notices": every(env.int("MAIL_SECONDS", default=10), "notices.tasks.deliver_notices"),
    "deliver-posts": every(15, "notices.tasks.deliver_posts"),
    "follow-absences": every(60, "reviews.tasks.absences.follow_absences"),
    "end-pauses": every(60, "reviews.tasks.pauses.end_pauses"),
    "look-for-unheld": every(60, "reviews.tasks.unheld.look_for_unheld"),
    "climb-ladders": every(env.int("LADDER_SECONDS", default=30), "reviews.tasks.reminders.climb_ladders"),
    "prepare-check-ins": every(300, "checkins.tasks.prepare_check_ins"),
    "read-waiting": every(env.int("READING_SECONDS", default=30), "contracts.tasks.read_waiting"),
    "work-out-dates": every(600, "contracts.tasks.work_out_dates"),
    "remind-of-contracts": every(600, "contracts.tasks.remind_of_contracts"),
    "remind-of-obligations": every(600, "contracts.tasks.remind_of_obligations"),
    "follow-merges": every(600, "vendors.tasks.move_rest"),
    "propose-waiting": every(env.int("READING_SECONDS", default=30), "reviews.tasks.proposals.propose_waiting"),
}

# --- language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = True
FORMAT_MODULE_PATH = ["common.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]  # where libraries use other words than we do
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")  # each person's own zone wins (common.middleware)
USE_THOUSAND_SEPARATOR = False  # it would write ids in anchors and addresses as 1,234; {% money %} groups by itself
DATE_ORDER = env.str("DATE_ORDER", default="")  # what stands first in 03/04/2027, where the paper does not say so
if DATE_ORDER not in ("", "day", "month"):
    raise ImproperlyConfigured("DATE_ORDER is “day” or “month”, or empty where both are written (see .env.example).")
CURRENCIES = ("EUR", "USD", "GBP", "CHF")
DEFAULT_CURRENCY = "EUR"
PREPARE_BUSINESS_DAYS = 60  # before a contract ends by itself: when what comes after is begun with

# --- the browser's rules --------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its carets and check marks as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # common.typed reads on which page a form stood
CSRF_FAILURE_VIEW = "common.typed_pages.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- the API: closed unless a view opens it -------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["config.authentication.TokenBearer", "config.authentication.SignedInBrowser"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "config.permissions.WithinScopes",
    ],
    "DEFAULT_SCHEMA_CLASS": "config.api_schema.ResourceSchema",
    "DEFAULT_PARSER_CLASSES": ["config.parsers.PlainJSON"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "config.api.refusals_as_conflicts",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Duet",
    "DESCRIPTION": "Everything that Duet's pages do, for programs: the same rights, rules and sentences. "
    "Lists are paged by key: follow `next`. Times are ISO 8601 with a zone, days are `2026-12-31`.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token from the page of your tokens."},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
}

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # opens /metrics; without it, only this machine may ask

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
