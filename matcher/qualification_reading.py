"""From what a title was read as to the qualifications that vacancies ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.vocabulary import Qualification
from occupations import qualifications
from occupations.isced import tokens
from occupations.qualifications import Reading

#: Trade to its ISCED-F fields, the ISCED levels at which its credential stands, and words of which the title has one (none: any title).
_TRADES: tuple[tuple[Qualification, frozenset[str], range, frozenset[str]], ...] = (
    (Qualification.CARE_ASSISTANT, frozenset({"0913"}), range(2, 6), frozenset(tokens("auxiliar assistant aide مساعد helfer"))),
    (Qualification.NURSE, frozenset({"0913"}), range(5, 9), frozenset()),
    (Qualification.TEACHER, frozenset({"0112", "0113", "0114"}), range(5, 9), frozenset()),
    (Qualification.ELECTRICIAN, frozenset({"0713"}), range(3, 6), frozenset()),
    (
        Qualification.WELDER,
        frozenset({"0715"}),
        range(2, 6),
        frozenset(tokens("soldadura soldador welding welder soudure soudeur soudage لحام schweißer")),
    ),
    (Qualification.CARE_ASSISTANT, frozenset({"0921"}), range(2, 6), frozenset()),
)
#: Refrigeration and the like share the field of electricity, but not the trade.
_NOT_ELECTRICIAN = frozenset(tokens("refrigeración climatisation froid refrigeration تبريد تكييف aire air"))


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that a title can mean, to be confirmed. `key` names it among the others; `kind`: what it would count as, None: not held."""

    key: str
    reading: Reading
    kind: Qualification | None


def offers(title: str, country: str | None) -> tuple[Offer, ...]:
    """What the person may confirm of their words, the lowest level first; nothing where none was understood, or none is held."""
    held = [one for one in qualifications.read(title, country) if one.held]
    return tuple(Offer(key_of(one.isced, one.field), one, qualification_of([replace(one, sure=True)], title)) for one in held)


def key_of(isced: int | None, field: str | None) -> str:
    """
    >>> key_of(3, "0913"), key_of(None, None)
    ('3-0913', '-')
    """
    return f"{'' if isced is None else isced}-{field or ''}"


def qualification_of(readings: Sequence[Reading], title: str) -> Qualification | None:
    """What a title stands for among the qualifications of the vocabulary: a trade by field and level, else the ISCED level.

    None where nothing is held: no reading, unfinished study, less than primary. UNMAPPED where it is held but not surely read, so that a
    question is asked instead of a requirement being taken as met. A doctorate counts as ISCED 7, the highest that vacancies ask for.
    """
    if not readings or not any(one.held for one in readings) or all(one.isced == 0 for one in readings):
        return None
    reading = readings[0]
    if len(readings) > 1 or not reading.sure or reading.isced is None:
        return Qualification.UNMAPPED
    words = frozenset(tokens(title))
    for trade, fields, levels, needed in _TRADES:
        if reading.field in fields and reading.isced in levels and (not needed or needed & words):
            if trade is Qualification.ELECTRICIAN and words & _NOT_ELECTRICIAN:
                continue
            return trade
    return Qualification(f"isced_{min(reading.isced, 7)}")
