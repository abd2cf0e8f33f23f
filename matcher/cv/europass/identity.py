"""Who the CV is of, in the Identification of a SkillsPassport."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from matcher.cv.europass.codes import to_country
from matcher.cv.europass.xml import labelled, leaf, listed, node
from matcher.cv.resume import Account, Basics, Location
from matcher.cv.sheet import Words, country

#: The uses of an InstantMessaging account that the schema has a code for.
_MESSENGERS = {"gtalk", "skype", "icq", "aim", "msn", "yahoo"}
_PHOTO = re.compile(r"^data:(image/(?:jpeg|png));base64,([A-Za-z0-9+/=\s]+)$")
#: The use of a website that is the address of a picture: the schema takes only the picture itself as a photo.
PICTURE = "image"


def identification(basics: Basics, words: Words) -> Element | None:
    photo = _PHOTO.match(basics.image)
    return node(
        "Identification",
        _name(basics.name),
        node(
            "ContactInfo",
            _address(basics.location, words),
            node("Email", leaf("Contact", basics.email)),
            node("TelephoneList", node("Telephone", leaf("Contact", basics.phone))),
            listed("WebsiteList", _websites(basics, "" if photo else basics.image)),
            listed("InstantMessagingList", (_messenger(one) for one in basics.profiles)),
        ),
        node("Photo", leaf("MimeType", photo[1]), leaf("Data", photo[2])) if photo else None,
    )


def _name(name: str) -> Element | None:
    """Nobody says where the surname begins: the last two words of four and more, else the last. A space between gives the name again."""
    words = name.split(" ")
    if len(words) == 1 or any(not word.strip() or word != word.strip() for word in words):
        return node("PersonName", leaf("FirstName", name))
    cut = -2 if len(words) >= 4 else -1
    return node("PersonName", leaf("FirstName", " ".join(words[:cut])), leaf("Surname", " ".join(words[cut:])))


def _address(where: Location, words: Words) -> Element | None:
    return node(
        "Address",
        node(
            "Contact",
            leaf("AddressLine", where.address),
            leaf("AddressLine2", where.region),
            leaf("PostalCode", where.postal_code),
            leaf("Municipality", where.city),
            labelled("Country", country(where.country_code, words.locale), to_country(where.country_code)),
        ),
    )


def _websites(basics: Basics, picture: str) -> list[Element | None]:
    return [
        _contact("Website", basics.url, labelled("Use", "", "personal")),
        *(_contact("Website", one.url, labelled("Use", one.network)) for one in basics.profiles),
        _contact("Website", picture, labelled("Use", PICTURE)),
    ]


def _messenger(one: Account) -> Element | None:
    code = one.network.casefold()
    return _contact("InstantMessaging", one.username, labelled("Use", one.network, code if code in _MESSENGERS else ""))


def _contact(tag: str, value: str, use: Element | None) -> Element | None:
    return node(tag, leaf("Contact", value), use) if value.strip() else None
