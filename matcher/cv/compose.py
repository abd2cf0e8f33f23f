"""A CV for one purpose out of everything a person told: what it shows, in which language, and what nobody has translated yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from matcher.cv.resume import Education, Resume, Work
from matcher.cv.sheet import Words
from matcher.vocabulary import Heading


@dataclass(frozen=True, slots=True)
class Free:
    """A free text that the CV shows: only a person can translate it. `text` is what somebody made of it, or ""."""

    section: Heading
    original: str
    lang: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose for one CV. `headline` and `about` are in its language, `name` in its letters; "" is as in the profile."""

    lang: str
    occupation: str = ""
    headline: str = ""
    about: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """The CV, and every free text in it that is not in its language."""

    resume: Resume
    foreign: tuple[Free, ...]

    @property
    def untranslated(self) -> tuple[Free, ...]:
        return tuple(one for one in self.foreign if not one.text)


def digest(original: str) -> str:
    """By which a translation finds its original: another text, another digest."""
    return hashlib.sha256(original.encode()).hexdigest()


def compose(whole: Resume, choice: Choice, translations: Mapping[str, str], words: Words) -> Composed:
    """`whole`: what the person told, without what this CV leaves out. `translations`: by digest of the original, into `choice.lang`."""
    translator = _Translator(choice.lang, translations)
    about = choice.about or translator(Heading.SUMMARY, whole.basics.summary_lang)(whole.basics.summary)
    label = choice.headline or (words.occupation(choice.occupation) if choice.occupation else whole.basics.label)
    basics = replace(
        whole.basics,
        name=choice.name or whole.basics.name,
        summary=about,
        label=label,
        summary_lang=translator.language_of(about, whole.basics.summary_lang),
    )
    resume = replace(
        whole,
        basics=basics,
        work=tuple(_work(one, translator) for one in sorted(whole.work, key=_recent, reverse=True)),
        education=tuple(_education(one, translator) for one in sorted(whole.education, key=_recent, reverse=True)),
        **_others(whole, translator),
        meta=replace(whole.meta, lang=choice.lang, plans=None),
    )
    return Composed(resume, tuple(translator.foreign))


class _Translator:
    def __init__(self, lang: str, translations: Mapping[str, str]) -> None:
        self.lang, self._known = lang, translations
        self.foreign: list[Free] = []
        self._made: set[str] = set()

    def __call__(self, section: Heading, lang: str) -> Callable[[str], str]:
        def one(text: str) -> str:
            if not text or not lang or lang == self.lang:
                return text
            made = self._known.get(digest(text), "")
            self.foreign.append(Free(section, text, lang, made))
            self._made.add(made)
            return made or text

        return one

    def language_of(self, text: str, lang: str) -> str:
        """The language a text is in after translation."""
        return self.lang if text in self._made else lang


def _work(one: Work, translator: _Translator) -> Work:
    """Sentences made for the CV stand in place of the words as they were told, which are kept in the profile."""
    own = translator(Heading.WORK, one.lang)
    position = own(one.position)
    if one.highlights or one.tasks:
        made = replace(one, position=position, summary="", highlights=tuple(own(line) for line in one.highlights))
    else:
        made = replace(one, position=position, summary=own(one.summary))
    texts = [text for text in (made.position, made.summary, *made.highlights) if text]
    translated = bool(texts) and all(translator.language_of(text, one.lang) == translator.lang for text in texts)
    return replace(made, lang=translator.lang if translated else one.lang)


def _others(whole: Resume, translator: _Translator) -> dict[str, Any]:
    """The sections whose texts name no language: they are in the person's own."""
    spoken = whole.meta.lang

    def own(section: Heading) -> Callable[[str], str]:
        return translator(section, spoken)

    certificate, award, help_given = own(Heading.CERTIFICATES), own(Heading.AWARDS), own(Heading.VOLUNTEER)
    project, interest, known = own(Heading.PROJECTS), own(Heading.INTERESTS), own(Heading.REFERENCES)
    return {
        "certificates": tuple(one if one.licence else replace(one, name=certificate(one.name)) for one in whole.certificates),
        "awards": tuple(replace(one, title=award(one.title), summary=award(one.summary)) for one in whole.awards),
        "volunteer": tuple(replace(one, position=help_given(one.position), summary=help_given(one.summary)) for one in whole.volunteer),
        "projects": tuple(replace(one, name=project(one.name), description=project(one.description)) for one in whole.projects),
        "interests": tuple(replace(one, name=interest(one.name)) for one in whole.interests),
        "references": tuple(replace(one, reference=known(one.reference)) for one in whole.references),
        "skills": tuple(one if one.skill else replace(one, name=own(Heading.SKILLS)(one.name)) for one in whole.skills),
    }


def _education(one: Education, translator: _Translator) -> Education:
    own = translator(Heading.EDUCATION, one.lang)
    title = own(one.study_type)
    return replace(one, study_type=title, lang=translator.language_of(title, one.lang))


def _recent(one: Work | Education) -> tuple[bool, str, str]:
    """What goes on comes first, then what ended last; what has no days comes after, in the order it was told."""
    return one.ongoing, one.end_date or one.start_date, one.start_date
