"""Any Europass XML to a CV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from matcher.cv.europass.candidate import candidate
from matcher.cv.europass.parsing import Node, Reading, local, parse
from matcher.cv.europass.passport import passport
from matcher.cv.json_resume import Unreadable
from matcher.cv.resume import Resume
from matcher.errors import InvalidInput
from matcher.exchange.texts import clean, shown

MOST_OTHERS = 200
_LONGEST_OTHER = 1_000
#: What says how the file was made or will be printed, the sender of the file, and bytes of pictures.
_NOT_OF_THE_PERSON = {
    *("documentinfo", "docinfo", "printingpreferences", "prefs", "renderinginformation", "processinginformation"),
    *("documentid", "alternatedocumentid", "id", "candidatesupplier", "data", "embeddeddata", "mimetype"),
}


def loads(raw: bytes, file: str) -> Resume:
    """The CV. Raises InvalidInput where the file is no XML, hostile or of another kind, Unreadable (all problems, by
    the path of their element) where a field cannot be read.

    Texts of elements that are not understood are in `others["europass"]` as [path, text], MOST_OTHERS at most;
    attributes that are not understood are left out.
    """
    root = parse(raw, file)
    reading = Reading()
    top = Node(reading, root, root.tag.rpartition("}")[2][:60])
    kind = local(root)
    if kind == "skillspassport" and top.at("learnerinfo"):
        found = passport(top.at("learnerinfo"), top)
    elif kind == "learnerinfo":
        found = passport(top, top)
    elif kind == "candidate" and (top.at("candidateperson") or top.at("candidateprofile")):
        found = candidate(top)
    else:
        raise InvalidInput(file=file, field="file", reason=f"XML, but no Europass CV: begins with {shown(top.path)}")
    if reading.problems:
        raise Unreadable(file, reading.problems)
    left = [[path, text] for path, text in islice(_left(top), MOST_OTHERS)]
    return replace(found, others={"europass": left}) if left else found


def _left(here: Node) -> Iterator[tuple[str, str]]:
    """Texts that nothing has read, with their paths."""
    element = here.element
    if element is None or local(element) in _NOT_OF_THE_PERSON:
        return
    if element not in here.reading.used:
        for said in (element.text, *(child.tail for child in element)):
            if text := clean(said or "", _LONGEST_OTHER):
                yield here.path, text
    for child in here.children():
        yield from _left(child)
