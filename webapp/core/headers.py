"""The security headers of every answer. The policy allows nothing inline and no other host."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: Flask-WTF checks the referrer of forms on https
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), screen-wake-lock=(self), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self), "
        "geolocation=(), payment=(), usb=()"
    ),
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def init_app(app: Flask) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["IS_PRODUCTION"]:
            response.headers.setdefault("Strict-Transport-Security", TWO_YEARS)
        if "Cache-Control" not in response.headers and request.method != "OPTIONS":
            response.headers["Cache-Control"] = "no-store"
        return response
