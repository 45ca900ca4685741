"""Settings come from the environment; the defaults suit a laptop, production must name its own."""

import os
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

SAMPLE_KEYS = ("only-for-development", "change-me", "changeme", "secret", "dev", "test")
INSTANCE = Path(__file__).parent.parent / "instance"


def setting(name: str, default: str = ""):
    return field(default_factory=lambda: os.environ.get(name, "").strip() or default)


def number(name: str, default: int):
    return field(default_factory=lambda: int(os.environ.get(name, "").strip() or default))


def switch(name: str, default: bool = False):
    def read() -> bool:
        text = os.environ.get(name, "").strip().lower()
        return text in ("1", "true", "yes", "on") if text else default

    return field(default_factory=read)


@dataclass(frozen=True)
class Config:
    APP_ENV: str = setting("APP_ENV", "development")  # development, test or production
    SECRET_KEY: str = setting("SECRET_KEY", "only-for-development")
    PORT: int = number("PORT", 8000)
    PUBLIC_URL: str = setting("PUBLIC_URL")
    HOSTS: str = setting("TRUSTED_HOSTS")  # separated by commas
    DATABASE_URL: str = setting("DATABASE_URL", f"sqlite:///{INSTANCE}/momentor.db")
    REDIS_URL: str = setting("REDIS_URL")
    MAIL_URL: str = setting("MAIL_URL")  # smtp://name:password@host:587, or smtps://…:465
    MAIL_FROM: str = setting("MAIL_FROM")
    VAPID_PRIVATE_KEY: str = setting("VAPID_PRIVATE_KEY")  # without it one is made, and kept
    PUSH_HOSTS: str = setting("PUSH_HOSTS")  # push services of our own; separated by commas
    PROXIES: str = setting("PROXIES")  # how many proxies of ours stand in front; "0" is an answer
    DEMO: bool = switch("DEMO")
    DEBUG: bool = switch("FLASK_DEBUG")
    WEB_CONCURRENCY: int = number("WEB_CONCURRENCY", 1)
    MAX_SOCKETS: int = number("MAX_SOCKETS", 1000)
    STUN_PORT: int = number("STUN_PORT", 3478)
    STUN_URLS: str = setting("STUN_URLS")  # replaces our own responder; separated by commas
    TURN_URLS: str = setting("TURN_URLS")
    TURN_SECRET: str = setting("TURN_SECRET")
    MEDIA_SOCKET: str = setting("MEDIA_SOCKET", "instance/media.sock")
    TESTING: bool = False
    WTF_CSRF_ENABLED: bool = True
    RATELIMIT_ENABLED: bool = True
    WTF_CSRF_TIME_LIMIT: None = None
    MAX_CONTENT_LENGTH: int = 6 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE: int = 256 * 1024
    SESSION_COOKIE_SAMESITE: str = "Lax"
    SESSION_COOKIE_HTTPONLY: bool = True

    @classmethod
    def for_tests(cls, database: str, **settings) -> Self:
        defaults = {
            "APP_ENV": "test",
            "PUBLIC_URL": "http://localhost",
            "REDIS_URL": "",
            "MAIL_URL": "",
            "VAPID_PRIVATE_KEY": "",
            "PUSH_HOSTS": "",
            "DEMO": False,
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
        }
        return cls(DATABASE_URL=database, **defaults | settings)

    def __post_init__(self):
        if not self.PUBLIC_URL:
            object.__setattr__(self, "PUBLIC_URL", f"http://localhost:{self.PORT}")
        if not self.MAIL_FROM:
            object.__setattr__(self, "MAIL_FROM", f"Momentor <momentor@{self.public_host}>")

    @property
    def public_host(self) -> str:
        return urlsplit(self.PUBLIC_URL).hostname or ""

    @property
    def IS_PRODUCTION(self) -> bool:
        return self.APP_ENV == "production"

    @property
    def TRUSTED_HOSTS(self) -> list[str]:
        named = [host.strip() for host in self.HOSTS.split(",") if host.strip()]
        if self.IS_PRODUCTION:
            return named
        return [*named, self.public_host, "localhost", "127.0.0.1", "[::1]"]

    @property
    def PUSH_SERVICES(self) -> list[str]:
        """Return the origins of push services beside those of the browsers."""
        named = (origin.strip().rstrip("/") for origin in self.PUSH_HOSTS.split(","))
        return [origin for origin in named if origin]

    @property
    def SQLALCHEMY_DATABASE_URI(self) -> str:
        """Name the driver we install; providers hand out `postgres://` and `postgresql://`."""
        scheme, _, rest = self.DATABASE_URL.partition("://")
        if scheme in ("postgres", "postgresql"):
            return f"postgresql+psycopg://{rest}"
        return self.DATABASE_URL

    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict:
        # what people wrote stands in no log, whatever fails
        common = {"pool_timeout": 5, "hide_parameters": True}
        if self.SQLALCHEMY_DATABASE_URI.startswith("sqlite"):
            # waiting writers hold connections: a small pool would make readers wait behind them
            return common | {"pool_size": 64, "max_overflow": 0}
        return common | {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}

    @property
    def SESSION_COOKIE_SECURE(self) -> bool:
        return self.IS_PRODUCTION

    @property
    def SESSION_COOKIE_NAME(self) -> str:
        return "__Host-session" if self.IS_PRODUCTION else "session"

    @property
    def DEVICE_COOKIE(self) -> str:
        # Safari refuses `__Host-` on http://localhost
        return "__Host-device" if self.IS_PRODUCTION else "device"

    @property
    def RATELIMIT_STORAGE_URI(self) -> str:
        return self.REDIS_URL or "memory://"

    @property
    def RATELIMIT_STORAGE_OPTIONS(self) -> dict:
        # a Redis that hangs must not hang the pages: memory takes over
        return {"socket_timeout": 0.5, "socket_connect_timeout": 0.5} if self.REDIS_URL else {}

    def problems(self) -> list[str]:
        """Return why this must not serve the public, a line each; empty means it may."""
        if self.APP_ENV not in ("development", "test", "production"):
            return [f"APP_ENV is {self.APP_ENV!r}: use development, test or production."]
        if self.VAPID_PRIVATE_KEY and not is_raw_key(self.VAPID_PRIVATE_KEY):
            return ["VAPID_PRIVATE_KEY must be 32 bytes in base64url, as P-256 keys are."]
        return list(production_problems(self)) if self.IS_PRODUCTION else []


def production_problems(config: Config):
    if is_weak(config.SECRET_KEY):
        yield "SECRET_KEY is missing, shorter than 32 characters, or a known sample."
    if not config.PUBLIC_URL.startswith("https://"):
        yield "PUBLIC_URL must begin with https://."
    if config.public_host not in config.TRUSTED_HOSTS:
        yield "TRUSTED_HOSTS must contain the host of PUBLIC_URL."
    if config.DEBUG:
        yield "FLASK_DEBUG must be off."
    if config.DEMO:
        yield "DEMO must be off: it lets anybody continue as anybody."
    if config.WEB_CONCURRENCY > 1 and not config.REDIS_URL:
        yield "WEB_CONCURRENCY is above 1: several processes need REDIS_URL."
    if not config.PROXIES.isdigit():
        yield "PROXIES is unset: say how many proxies stand in front (0 if none)."
    if config.TURN_URLS and is_weak(config.TURN_SECRET):
        yield "TURN_SECRET is missing, shorter than 32 characters, or a known sample."
    yield from delivery_problems(config)


def delivery_problems(config: Config):
    if not config.MAIL_URL:
        yield "MAIL_URL is missing: nobody could sign in."
    if not all(origin.startswith("https://") for origin in config.PUSH_SERVICES):
        yield "PUSH_HOSTS must name each push service as https://host."


def is_raw_key(text: str) -> bool:
    try:
        return len(urlsafe_b64decode(text + "=" * (-len(text) % 4))) == 32
    except ValueError:
        return False


def is_weak(secret: str) -> bool:
    return len(secret) < 32 or secret.startswith(SAMPLE_KEYS) or len(set(secret)) < 8
