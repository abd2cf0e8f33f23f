"""Languages of the pages: which one, in which direction, and names from CLDR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from babel import Locale
from flask import Flask, has_app_context, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale
from flask_security import current_user

from matcher.codes import COUNTRIES
from matcher.cv import names

#: Languages every page is complete in, with their own names.
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية"}


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=_chosen)
    app.context_processor(
        lambda: {
            "lang": lang(),
            "direction": direction(),
            "languages": LANGUAGES,
            "country_name": country_name,
            "language_name": language_name,
        }
    )

    @app.before_request
    def _remember() -> None:
        if request.args.get("lang") in LANGUAGES:
            session["lang"] = request.args["lang"]


def _chosen() -> str | None:
    """The language asked for in the address, then the one chosen before, then the user's, then the browser's."""
    if not has_request_context():
        return None
    for wanted in (request.args.get("lang"), session.get("lang")):
        if wanted in LANGUAGES:
            return str(wanted)
    if current_user and current_user.is_authenticated and current_user.lang in LANGUAGES:
        return str(current_user.lang)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def in_english() -> AbstractContextManager[None]:
    """For what a command prints: sentences in English, without a request."""
    return in_language("en")


@contextmanager
def in_language(wanted: str) -> Iterator[None]:
    """For what is written in another language than the reader's, or without a request."""
    with ExitStack() as held:
        if not has_app_context():
            held.enter_context(_COMMANDS.app_context())
        held.enter_context(force_locale(wanted))
        yield


_COMMANDS = Flask("web")
Babel(_COMMANDS)


def locale() -> Locale:
    return get_locale() or Locale("en")


def lang() -> str:
    return str(locale().language)


def direction() -> str:
    return "rtl" if locale().character_order == "right-to-left" else "ltr"


def country_name(code: str | None) -> str:
    return locale().territories.get(code or "", code or "")


def language_name(code: str) -> str:
    return names.language_name(code, locale())


def all_countries() -> list[str]:
    """Every country of ISO 3166-1."""
    return sorted(COUNTRIES)
