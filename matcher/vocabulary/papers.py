"""CVs and interview guides: how they look, what stands on them, how they leave the house."""

from __future__ import annotations

from enum import StrEnum


class Design(StrEnum):
    """How a CV looks on paper; what it says is the same in each."""

    PLAIN = "plain"
    CLASSIC = "classic"
    MODERN = "modern"


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class CvFormat(StrEnum):
    """The ways a CV leaves the house."""

    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    EUROPASS = "europass"
    TEXT = "text"


class GuideFormat(StrEnum):
    """The ways an interview guide leaves the house."""

    HTML = "html"
    PDF = "pdf"
    EPUB = "epub"
    MD = "md"


class Heading(StrEnum):
    """The sections of a CV, in the order in which they stand on paper."""

    SUMMARY = "summary"
    WORK = "work"
    SKILLS = "skills"
    EDUCATION = "education"
    CERTIFICATES = "certificates"
    LANGUAGES = "languages"
    VOLUNTEER = "volunteer"
    PROJECTS = "projects"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"
    REFERENCES = "references"


class PersonalDetail(StrEnum):
    """What a CV shows of the person beyond their work only where the person asks for it."""

    PHOTO = "photo"
    BIRTH_YEAR = "birth_year"
    ADDRESS = "address"


class HintCode(StrEnum):
    """What could be better on a CV. None of them stops anybody."""

    NO_CONTACT = "NO_CONTACT"
    SCRIPT = "SCRIPT"
    NO_WORK = "NO_WORK"
    NO_TITLE = "NO_TITLE"
    NO_DATES = "NO_DATES"
    RAW_WORDS = "RAW_WORDS"
    UNTRANSLATED = "UNTRANSLATED"
    NO_SKILLS = "NO_SKILLS"
    NO_LANGUAGES = "NO_LANGUAGES"
    NO_EDUCATION = "NO_EDUCATION"
    NO_ABOUT = "NO_ABOUT"
    LONG_SENTENCE = "LONG_SENTENCE"
    CAPITALS = "CAPITALS"
    PERSONAL = "PERSONAL"
    LONG = "LONG"
