"""Headers of every answer."""

from __future__ import annotations

from flask import Flask, Response, request

#: No script runs: every page works without. The one exception is practice, where reading aloud and recording stay on the device.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PRACTICE = "interviews.practise"
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
        if request.endpoint == PRACTICE:
            response.headers["Content-Security-Policy"] = f"{POLICY}; script-src 'self'; media-src blob:"
            response.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
        # Pages hold people's data and answers that a suspension may change: never kept by a browser or a proxy.
        response.headers["Cache-Control"] = (
            "public, max-age=86400" if request.endpoint == "static" and response.status_code < 400 else "no-store"
        )
        return response
