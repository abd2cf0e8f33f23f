"""Where what the tables say was read: publisher, document and place beside every row."""

from __future__ import annotations

from dataclasses import dataclass

from occupations.builtin import rows

_COLUMNS = ("source", "publisher", "document", "place", "kind", "says", "read_on")


@dataclass(frozen=True, slots=True)
class Source:
    """`kind`: standard, official, recognition (an ENIC-NARIC or the like), reference, secondary, wikipedia, or none."""

    publisher: str
    document: str
    place: str
    kind: str
    says: str
    read_on: str


def sources_of(table: str) -> dict[str, Source]:
    """The sources of one table (a file of data/), by key."""
    return {
        row["source"]: Source(row["publisher"], row["document"], row["place"], row["kind"], row["says"], row["read_on"])
        for _, row in rows(table, _COLUMNS)
    }
