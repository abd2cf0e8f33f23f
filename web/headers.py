"""Headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request

#: No script runs at all: every page works without.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        # Pages hold people's data and answers that a suspension may change: never kept by a browser or a proxy.
        response.headers["Cache-Control"] = (
            "public, max-age=86400" if request.endpoint == "static" and response.status_code < 400 else "no-store"
        )
        return response
