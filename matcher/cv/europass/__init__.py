"""Europass CV as XML, out and in.

Written is the SkillsPassport of the Europass XML Schema V3.4.0 (Cedefop, October 2019, EUPL 1.1), in the order of its XSD: the one whose
schema is public. Read are SkillsPassport V3, the `learnerinfo` of V2, and the `Candidate` of europass.eu (Europass2 XML, DG EMPL 2020,
after HR Open 3), whose schema is not published: that one is read after its documentation and after files that its editor wrote.
"""

from matcher.cv.europass.reading import loads
from matcher.cv.europass.writing import dumps

__all__ = ["dumps", "loads"]
