"""How to reach a person, an employer or a school, as SkillsPassport and learnerinfo write it."""

from __future__ import annotations

from dataclasses import replace

from matcher.cv.europass.codes import from_country
from matcher.cv.europass.identity import PICTURE
from matcher.cv.europass.parsing import Node
from matcher.cv.resume import Account, Location


def contact(node: Node) -> str:
    """V3 has the text in an element of its own, beside its use; V2 has only the text."""
    return (node.at("contact") or node).line()


def phones(around: Node) -> list[Node]:
    return [*around.at("telephonelist").all("telephone"), *around.all("telephone", "mobile")]


def photo(person: Node) -> str:
    held = person.at("photo")
    kind, data = held.at("mimetype").line(), "".join((held.at("data") or held).raw().split())
    kind = kind or f"image/{held.get('type').lower()}"
    return f"data:{kind};base64,{data}" if data and kind in {"image/jpeg", "image/png"} and len(data) < 2_000_000 else ""


def accounts(around: Node) -> tuple[tuple[Account, ...], str, str]:
    """(accounts, the person's own page, the address of a picture). An account with a page stands in both lists, under one name."""
    found: list[Account] = []
    url, picture = "", ""
    sites = around.at("websitelist").all("website")
    own = next((one for one in sites if one.at("use/code").line() == "personal"), None)
    own = own or next((one for one in sites if not one.at("use")), None)
    for site in sites:
        use, address = _use(site), site.at("contact").line()
        if own and site.element is own.element:
            url = address
        elif use == PICTURE and not picture:
            picture = address
        else:
            found.append(Account(use, "", address))
    for one in around.at("instantmessaginglist").all("instantmessaging"):
        network, username = _use(one), one.at("contact").line()
        at = next((at for at, known in enumerate(found) if known.network == network and not known.username), None)
        if at is None:
            found.append(Account(network, username))
        else:
            found[at] = replace(found[at], username=username)
    return tuple(found), url, picture


def _use(node: Node) -> str:
    code, label = node.at("use/code").line(), node.at("use/label").line()
    return label or code


def country(node: Node) -> str:
    """A code of ISO 3166, or the name where there is none. A code that is known says all that its name says."""
    label = node.at("country/label").line()
    code = node.at("country/code")
    known = from_country(code.text())
    if known:
        code.raw()
    return known or label


def location(address: Node) -> Location:
    lines = (address.at("addressline").plain(), address.at("addressline2").plain())
    return Location(
        address="\n".join(filter(None, lines)),
        postal_code=address.at("postalcode").line(),
        city=address.at("municipality").line(),
        country_code=country(address),
    )


def organisation(node: Node) -> tuple[str, str, str, str]:
    """(name, place, country, page) of an employer or a school."""
    around = node.at("contactinfo") or node
    where = around.at("address/contact") or around.at("address")
    parts = (*where.at("addressline").plain().split("\n"), where.at("addressline2").line(), where.at("postalcode").line())
    place = ", ".join(filter(None, (*parts, where.at("municipality").line())))
    return node.at("name").line(), place, country(where), contact(around.at("website"))
