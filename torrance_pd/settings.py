"""Settings of the portal, read from the environment (and from an ignored .env file).

The scheme of SITE_URL decides what transport safety is on: https turns on Secure
cookies, HSTS and the redirect; plain http is for this machine alone.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from torrance_pd import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Where the portal lives -------------------------------------------------------

SECRET_KEY = environment.secret_key(env)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_KEYS = environment.field_keys(env)
_site = environment.site_url(env)
SITE_URL = _site.geturl()
IS_HTTPS = _site.scheme == "https"
IS_LOOPBACK = environment.is_loopback(_site.hostname)
DEBUG = False
ALLOWED_HOSTS = [_site.hostname, *env.list("ALLOWED_HOSTS", default=[])]
if IS_LOOPBACK:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Demo content and the demo mailbox: for looking around, never where residents are.
DEMO = env.bool("DEMO", default=False)
if DEMO and not IS_LOOPBACK:
    raise ImproperlyConfigured("DEMO is on: it is only allowed when SITE_URL is on this machine.")

# How many proxies of ours stand in front and append to X-Forwarded-For.
TRUSTED_PROXIES = environment.whole_number(env, "TRUSTED_PROXIES", default=0)

# A load test lifts the limits; a site that residents can reach never runs without them.
RATE_LIMITS_ON = env.bool("RATE_LIMITS_ON", default=True)
if not RATE_LIMITS_ON and not IS_LOOPBACK:
    raise ImproperlyConfigured("RATE_LIMITS_ON is off: it must be on when SITE_URL is not this machine.")

# --- What it is made of -----------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "phonenumber_field",
    "core",
    "mailroom",
    "programs",
    "vacation_checks",
    "chat_sessions",
    "staff",
    "portal",
]

MIDDLEWARE = [
    "core.middleware.SafeHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.languages.BrowserLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "torrance_pd.urls"
WSGI_APPLICATION = "torrance_pd.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["uswds"]
CRISPY_TEMPLATE_PACK = "uswds"

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
                "core.context_processors.department",
            ],
        },
    },
]

# --- Data, mail, and what the worker does ------------------------------------------

DATABASES = {"default": environment.database(env, BASE_DIR)}

globals().update(environment.mail(env, BASE_DIR))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"Torrance Police Community Programs <programs@{_site.hostname}>")
MAIL_TO_FOLDER = "EMAIL_FILE_PATH" in globals()

# Called in turn by every worker; each may run twice, or in two workers at once, without harm.
WORKER_DUTIES = [
    "programs.services.upkeep.settle_overdue_seats",
    "programs.services.upkeep.warn_of_ending_offers",
    "programs.services.upkeep.remind_of_sessions",
    "programs.services.upkeep.announce_open_classes",
    "programs.services.counselor_upkeep.send_digests",
    "programs.services.packet_upkeep.remind_of_packets",
    "programs.services.attendance_upkeep.warn_of_used_absences",
    "programs.services.survey_upkeep.invite_graduates",
    "programs.services.nominations.upkeep.remind_families",
    "programs.services.nominations.upkeep.expire_unanswered",
    "programs.services.nominations.upkeep.forget_ended",
    "programs.services.nominations.upkeep.forget_mails",
    "programs.services.nominations.credit_posting.follow_all_releases",
    "programs.services.nominations.absence_upkeep.tell_of_absences",
    "programs.services.nominations.absence_upkeep.tell_counselors_of_absences",
    "vacation_checks.services.clock_upkeep.move_on",
    "vacation_checks.services.clock_upkeep.remind_returned",
    "vacation_checks.services.clock_upkeep.seal_ended",
    "vacation_checks.services.tours.close_over",
    "vacation_checks.services.drafts.forget_old",
    "chat_sessions.services.survey_upkeep.ask_how_it_was",
    "chat_sessions.services.upkeep.settle_overdue_places",
    "chat_sessions.services.upkeep.remind",
    "chat_sessions.services.interest.tell_of_new_sessions",
    "core.services.fill_coming_closure_days",
    "core.services.forget_expired_traces",
    "programs.imports.runs.drop_forgotten",
]
# The same, each time the worker looks for mail (every second): a person waits for it, so each asks one cheap question.
WORKER_QUICK_DUTIES = ["programs.imports.worker.work"]

# What each room says on the Monday page of the staff side (core/monday.py).
MONDAY_LINES = [
    "programs.monday.lines",
    "chat_sessions.monday.lines",
    "mailroom.monday.lines",
    "vacation_checks.monday.lines",
]

# Whose mails a member of staff sees in the list of messages, by the folder of the template (mailroom/readers.py).
MAIL_READERS = {
    "programs": "programs.view_registration",
    "students": "programs.view_nomination",
    "chat_sessions": "chat_sessions.view_signup",
    "requests": "vacation_checks.view_vacationcheckrequest",
}

# Pages that anyone reads are kept for so long: when registration opens, hundreds read the
# same one at once. Seats are counted live where a seat is taken.
PAGE_CACHE_SECONDS = environment.whole_number(env, "PAGE_CACHE_SECONDS", default=5)

# --- Language and time --------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("zh-hans", "简体中文"),
    ("vi", "Tiếng Việt"),
]
# What is translated into all of them so far: folders of pages (templates/<folder>/, addresses /<folder>/...) and of
# mails (templates/mail/<folder>/). The rest is English, whatever language a person chose (core/languages.py).
# Their strings come from the files that deploy/messages.py lists.
TRANSLATED = ["consent", "students"]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
TIME_ZONE = "America/Los_Angeles"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "US"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

# --- Static files -------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "data" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Safety -------------------------------------------------------------------------

_host_prefix = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_host_prefix}session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_host_prefix}csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# X-Frame-Options comes from SafeHeadersMiddleware, on errors and static files too.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Staff sign-in ------------------------------------------------------------------

LOGIN_URL = "admin:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# One bad typist must not lock out a whole address, nor a stranger lock out one person everywhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_CLIENT_IP_CALLABLE = "core.limits.client_ip"
AXES_LOCKOUT_CALLABLE = "core.views.too_many_sign_ins"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Log: one line an event, to standard error; never a request body ------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        # It tells of every step, and of single letters in people's names.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
