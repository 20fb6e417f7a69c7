"""Settings. Everything that differs between two installations comes from the environment; each has a default that
lets one machine run the whole without any."""

from pathlib import Path

from celery.schedules import crontab

from config import environment as env
from config.csp import POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
# What the program writes while it runs: the database, keys, collected static files, the embedded broker's files.
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()

# --- Where it is served -------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", False)
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Local: it listens on this machine alone, under this machine's names alone. There plain http and a generated key
# are safe.
LOCAL = all(env.is_loopback(name) for name in [HOST, *ALLOWED_HOSTS])
HTTPS = env.flag("HTTPS", not (LOCAL or DEBUG))

SECRET_KEY = env.secret_key(VAR_DIR, may_generate=LOCAL or DEBUG)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A load balancer asks for this one over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 24 * 3600) if HTTPS else 0
# Whether the promise of https covers sibling names of the domain is for the domain's owner to say, not for this site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = POLICY
# Whose pages may show the map in a frame. All others of this site's pages stand in no frame at all.
EMBED_ANCESTORS = env.words("EMBED_ANCESTORS", ["*"])
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600

# Bytes: all of a form's texts together, and one uploaded file (the form that takes it checks UPLOAD_LIMIT).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 10 * 1024 * 1024

# A second editor must agree before a grave breach counts as confirmed or refuted.
FOUR_EYES = env.flag("FOUR_EYES", False)
# Where links in e-mails lead.
SITE_URL = env.text("SITE_URL", f"http://{HOST}:{PORT}").rstrip("/")
# Names and passwords that sources ask for: {"source-key": {"password": "…"}}.
SOURCE_SECRETS = env.secrets_of_sources("SOURCE_SECRETS")
MAIL_FOLDERS = Path(env.text("MAIL_FOLDERS", str(VAR_DIR / "mail")))
# Whom a publisher may write to; it stands in the User-Agent of each request.
FETCH_CONTACT = env.text("FETCH_CONTACT", "")
# Feeds and pages on private networks are refused, lest an address makes this machine ask its own neighbours. On for
# an installation whose sources live on its own network.
FETCH_PRIVATE_ADDRESSES = env.flag("FETCH_PRIVATE_ADDRESSES", False)
# An optional language model that reads texts: the base of an OpenAI-compatible API. Off where no address is given.
# Every editor gets what waits, once a day at that hour (UTC).
DAILY_MAIL = env.flag("DAILY_MAIL", False)
DAILY_MAIL_HOUR = env.hour("DAILY_MAIL_HOUR", 6)
# Who follows something and wants one message a day gets it at that hour where the agreement is.
FOLLOW_DIGEST_HOUR = env.hour("FOLLOW_DIGEST_HOUR", 7)
# Any account may name a webhook, so it is asked on public networks only, save where the operator says otherwise.
WEBHOOK_PRIVATE_ADDRESSES = env.flag("WEBHOOK_PRIVATE_ADDRESSES", False)
# E-mail goes to the log until a server is named.
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "ceasefire-tracker@localhost")

LLM_URL = env.text("LLM_URL", "")
LLM_MODEL = env.text("LLM_MODEL", "")
LLM_KEY = env.text("LLM_KEY", "")
LLM_TIMEOUT = env.number("LLM_TIMEOUT", 20)
LLM_DAILY_CAP = env.number("LLM_DAILY_CAP", 500)
# Where names are looked up that the gazetteer lacks, in this order: nominatim, photon, pelias, geonames, arcgis.
GEOCODERS = env.words("GEOCODERS", ["gazetteer"])
GEOCODER_CONTACT = env.text("GEOCODER_CONTACT", "")
GEOCODER_ADDRESSES = {
    "nominatim": env.text("NOMINATIM_URL", ""),
    "photon": env.text("PHOTON_URL", ""),
    "pelias": env.text("PELIAS_URL", ""),
}
GEOCODER_KEYS = {"pelias": env.text("PELIAS_KEY", ""), "geonames": env.text("GEONAMES_USER", "")}
GEOCODER_INTERVAL_MS = env.number("GEOCODER_INTERVAL_MS", 1100)
GEOCODER_CACHE_DAYS = env.number("GEOCODER_CACHE_DAYS", 90)

# --- What it is made of -------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "config.compression.CompressPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "tracker.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.csp.nonce",
                "tracker.views.context.nav",
            ]
        },
    }
]

# --- Accounts -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "tracker.Account"
AUTHENTICATION_BACKENDS = ["tracker.views.backend.AccountBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Counts of the API -----------------------------------------------------------------------------------------------
# Questions a minute: of one network address without a token, and of one token.
API_ANONYMOUS_PER_MINUTE = env.number("API_ANONYMOUS_PER_MINUTE", 60)
API_TOKEN_PER_MINUTE = env.number("API_TOKEN_PER_MINUTE", 600)

# --- Language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files --------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
SERVESTATIC_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "servestatic.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Queue ---------------------------------------------------------------------------------------------------------
# The broker only rings the bell; what is to be done is a column in the database. So nothing is kept here.
# A command in another shell finds the broker that `runall` started by its address in this file.
BROKER_ADDRESS_FILE = VAR_DIR / "valkey" / "address"
REDIS_URL = env.broker(BROKER_ADDRESS_FILE)
CELERY_BROKER_URL = REDIS_URL
# What all web processes count together. One that does not answer is not waited for: each then counts by itself.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tracker",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.5, "retry": None},
    },
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Seconds. A task still running when its message becomes visible again would be started a second time.
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
VISIBILITY_TIMEOUT = 300
# With the broker down a page must not wait: the publisher tries once, and the sweep finds the work later.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": VISIBILITY_TIMEOUT,
    "max_retries": 0,
    "socket_connect_timeout": 0.2,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep what is due and was never rung": {"task": "tracker.tasks.sweep", "schedule": 10.0},
    "tell editors what waits": {
        "task": "tracker.tasks.tell_editors",
        "schedule": crontab(hour=DAILY_MAIL_HOUR, minute=0),
    },
    "poll the sources that are due": {"task": "tracker.tasks.poll_due_sources", "schedule": 30.0},
}

# How long a worker may hold a row before it counts as lost; longer than a task may run, save in a drill.
LEASE_SECONDS = env.number("LEASE_SECONDS", 180)

# --- Log -----------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        # An open live stream ends with the server; that is no error.
        "not_open_streams": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: not str(record.msg).startswith("Cancel %s running task"),
        }
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "uvicorn.error": {"level": "WARNING", "filters": ["not_open_streams"]},
        "tracker": {"level": env.text("LOG_LEVEL", "INFO")},
    },
}
