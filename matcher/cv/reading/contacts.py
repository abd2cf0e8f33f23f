"""The top of a CV: who it is and how to reach them. What an employer need not know is not taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import phonenumbers

from matcher.cv.reading import places, words
from matcher.cv.reading.lines import TextLine
from matcher.cv.resume import Account, Basics, Location

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s|·•<>\"]+"
    r"|(?<![\w@.])(?:[\w-]{1,63}\.){1,6}(?:com|org|net|io|dev|me|info|eu|es|fr|de|it|pt|gt|mx|jo|ma|example|co|cv|page|app)(?:/[^\s|·•,;]*)?(?![\w@])",
    re.I,
)
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d\s()./-]{5,20}\d")
_PARTS = re.compile(r"\s*(?:\t|\s·\s|\||•|\s[–—]\s|\s{3,}|;|(?<=\S)\s*·\s*)\s*")
_NETWORKS = {
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "twitter": "Twitter",
    "xing": "Xing",
}
_LONGEST_NAME, _LONGEST_LABEL, _PROSE, _LONGEST_REACH = 60, 90, 60, 500


@dataclass(slots=True)
class Known:
    """What was found so far."""

    name: str = ""
    first: str = ""
    last: str = ""
    label: str = ""
    email: str = ""
    phone: str = ""
    urls: list[str] = field(default_factory=list)
    place: str = ""
    street: str = ""
    summary: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read(top: Sequence[TextLine], contact: Sequence[TextLine]) -> tuple[Basics, list[str]]:
    """(the basics, lines that were not understood) out of the top block and of a section of contacts or personal data."""
    known = Known()
    largest = max((one.size for one in top), default=0)
    for line in sorted(top, key=lambda one: one.size != largest) if _one_is_large(top, largest) else top:
        _line(known, line, True)
    for line in contact:
        _line(known, line, False)
    if not known.name:
        known.name = " ".join(filter(None, (known.first, known.last)))
    if not known.name and known.label:
        known.name, known.label = known.label, ""
    return _basics(known), known.unread


def _one_is_large(top: Sequence[TextLine], largest: float) -> bool:
    """Whether one line is larger than all others: then it is the name, wherever it stands."""
    found = [one.text for one in top if one.size == largest]
    return len(found) == 1 and words.key(found[0]) not in words.keys("titles")


def _line(known: Known, line: TextLine, top: bool) -> None:
    if words.key(line.text) in words.keys("titles"):
        return
    prose = len(line.text) > _PROSE and not can_reach(line.text)
    if top and prose and line.text.count(" ") > 6:
        known.summary.append(line.text)
        return
    if words.label(line.text)[0] == "private":
        known.unread.append(line.text)
        return
    for part in filter(None, _PARTS.split(line.text)):
        if not _part(known, part, top):
            known.unread.append(part)


def can_reach(text: str) -> bool:
    """Whether a text holds an e-mail address, a telephone number or an address on the web."""
    return bool(_EMAIL.search(text) or _PHONE.search(text) or _URL.search(text))


def _part(known: Known, part: str, top: bool) -> bool:
    """Takes one part of a line; false where it is not understood."""
    meaning, rest = words.label(part)
    if meaning == "private" or not rest:
        return False
    if meaning in ("first_name", "last_name", "name") and not re.search(r"[\d@]", rest):
        target = {"first_name": "first", "last_name": "last", "name": "name"}[meaning]
        return _set(known, target, rest)
    if meaning == "address":
        return _set(known, "place", rest)
    if _reach(known, rest):
        return True
    if meaning:
        return bool(meaning == "position" and _set(known, "label", rest))
    if places.split(part)[1] and (known.name or not top):
        return _set(known, "place", part)
    if places.is_street(part) and "," not in part and (known.name or not top) and re.search(r"\d", part) and not known.place:
        return _set(known, "street", part)
    letters = not re.search(r"[\d@:]", part)
    if top and letters and not known.name and len(part) <= _LONGEST_NAME and len(part.split()) <= 6:
        return _set(known, "name", part)
    if top and letters and known.name and not known.label and len(part) <= _LONGEST_LABEL and not _reached(known):
        return _set(known, "label", part)
    numbered = re.search(r"\d", part) and re.search(r"[^\W\d_]{3}", part)
    if (numbered or (letters and _reached(known))) and len(part) <= _LONGEST_LABEL:
        return bool(places.location(part).city or "," in part) and _looks_like_place(part) and _set(known, "place", part)
    return False


def _looks_like_place(part: str) -> bool:
    """A street with a number, a postal code, or a word or two with capitals."""
    if re.search(r"\d", part):
        return not re.search(r"(?:19|20)\d\d", part)
    return len(part.split()) <= 5 and all(one[:1].isupper() or not one[:1].isascii() or len(one) < 4 for one in part.split())


def _reached(known: Known) -> bool:
    return bool(known.email or known.phone or known.urls)


def _set(known: Known, name: str, value: str) -> bool:
    if getattr(known, name):
        return False
    setattr(known, name, value)
    return True


def _reach(known: Known, text: str) -> bool:
    """Takes e-mail, telephone and addresses on the web out of a text; true where nothing else is left."""
    left = text
    for found in _EMAIL.findall(text):
        if _set(known, "email", found) or found == known.email:
            left = left.replace(found, " ")
    for found in _URL.findall(_EMAIL.sub(" ", text)):
        known.urls.append(found.rstrip(".,;)"))
        left = left.replace(found, " ")
    for found in _phones(left):
        if _set(known, "phone", found):
            left = left.replace(found, " ")
    if left == text:
        return False
    rest = " ".join(part for part in re.split(r"[\s:/()·,-]+", left) if part and words.by_word("labels").get(words.key(part)) is None)
    if rest.strip(" .:"):
        known.unread.append(text)
    return True


def _phones(text: str) -> Iterable[str]:
    """Telephone numbers as they are written: with the code of a country, else anything that has the digits of one and is no year."""
    text = text[:_LONGEST_REACH]
    international = [found.raw_string for found in phonenumbers.PhoneNumberMatcher(text, None, leniency=phonenumbers.Leniency.POSSIBLE)]
    if international:
        return international
    found = (one[0].strip() for one in _PHONE.finditer(text))
    return [
        one
        for one in found
        if 7 <= len(re.sub(r"\D", "", one)) <= 15 and not re.fullmatch(r"(?:19|20)\d\d\D+(?:19|20)\d\d|\d\d?[/.-]\d\d?[/.-]\d{4}", one)
    ]


def _basics(known: Known) -> Basics:
    urls = list(dict.fromkeys(known.urls))
    accounts = tuple(_account(url) for url in urls if _network(url))
    plain = [url for url in urls if not _network(url)]
    own = plain[0] if plain else ""
    accounts += tuple(Account(url=_full(url)) for url in plain[1:])
    located = places.location(", ".join(filter(None, (known.street, known.place)))) if known.street or known.place else Location()
    basics = Basics(
        name=known.name, label=known.label, email=known.email, phone=known.phone, url=_full(own), location=located, profiles=accounts
    )
    return replace(basics, summary="\n".join(known.summary))


def _network(url: str) -> str:
    return next((name for word, name in _NETWORKS.items() if re.search(rf"(?:^|[/.]){word}\.", url.lower())), "")


def _account(url: str) -> Account:
    return Account(_network(url), url.rstrip("/").rsplit("/", 1)[-1] if "/" in url.split("//")[-1] else "", _full(url))


def _full(url: str) -> str:
    return url if not url or re.match(r"https?://", url) else f"https://{url}"
