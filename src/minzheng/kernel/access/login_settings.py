"""Django's, allauth's and axes' settings about signing in, all in one place.

`config/settings.py` imports every name from here. Nothing in this module may load a model.
"""

from datetime import timedelta

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "minzheng.kernel.access.passwords.LongEnough"},
    {"NAME": "minzheng.kernel.access.passwords.NotAboutOneself"},
    {"NAME": "minzheng.kernel.access.passwords.NotWorn"},
]

SESSION_ENGINE = "minzheng.kernel.access.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

LOGIN_URL = "account_login"
ENTRANCES = {"/my/": "portal:sign_in"}
"""Beginning of an address -> name of the page on which one signs in there."""

LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "minzheng.kernel.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_PRESERVE_USERNAME_CASING = True
# Waiting after wrong passwords is the business of axes (lockout.py): allauth's own limits count by
# address alone and would shut an office out.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reauthenticate": "10/m/user"}

MFA_ADAPTER = "minzheng.kernel.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_ISSUER = "民政业务平台"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "minzheng.kernel.access.adapters.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False

AXES_HANDLER = "minzheng.kernel.access.lockout.GrowingWait"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(hours=24)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "access/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "oldpassword", "code"]
AXES_CLIENT_IP_CALLABLE = "minzheng.kernel.access.addresses.address_of"
