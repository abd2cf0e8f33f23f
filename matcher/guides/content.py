"""What guides are made of, read from YAML and checked: a text that lacks a language is an error that names file, entry and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from matcher.errors import InvalidInput

#: Every text stands in each of these.
LANGUAGES = ("en", "es", "fr", "ar")
#: Languages in which an interview may be held, beyond those of the readers.
SPOKEN = (*LANGUAGES, "de")

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Example:
    """One question answered weakly and well; `strong` has four parts: situation, task, action, result."""

    question: int
    weak: Words
    strong: tuple[Words, Words, Words, Words]


@dataclass(frozen=True, slots=True)
class Trade:
    """What belongs to one occupation (four digits of ISCO-08) or to a group of them (one or two digits)."""

    isco: str
    about: Words
    questions: tuple[Question, ...]
    example: Example
    test: Words
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A chapter of the general part: `fields` are its texts by name ("title", "text", "say", "ask", "note")."""

    key: str
    fields: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text`: by language spoken; `say`: how it sounds, by language spoken and language of the reader."""

    key: str
    when: str
    text: Words
    say: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything. `general`: by name of the list (sections, questions, topics, forbidden, to_ask)."""

    trades: Mapping[str, Trade]
    general: Mapping[str, tuple[Topic, ...]]
    phrases: tuple[Sentence, ...]

    def trade(self, isco: str) -> Trade | None:
        """The occupation's own content, else that of the nearest group above it."""
        return next((self.trades[isco[:digits]] for digits in (4, 3, 2, 1) if isco[:digits] in self.trades), None)


GENERAL: Mapping[str, tuple[str, ...]] = {
    "sections": ("title", "text"),
    "questions": ("ask", "why"),
    "topics": ("title", "text", "say"),
    "forbidden": ("ask", "say", "note"),
    "to_ask": ("ask", "why"),
}
#: Chapters without which a guide is not one; a centre may add others.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "sections": ("papers", "way", "online", "phone", "star", "customs", "after"),
    "topics": ("gaps", "informal", "diploma"),
    "to_ask": ("pay", "deductions", "hours", "contract", "costs", "documents", "housing", "contact"),
    "questions": (),
    "forbidden": (),
}


@dataclass
class Checker:
    """Reads values out of one file and collects what is wrong with them."""

    file: str
    problems: list[tuple[str, str]] = field(default_factory=list)

    def words(self, given: Any, place: str, langs: Sequence[str] = LANGUAGES) -> Words:
        """A text in every language."""
        if not isinstance(given, Mapping):
            self.problems.append((place, "not a text in the languages " + ", ".join(langs)))
            return dict.fromkeys(langs, "")
        for lang in langs:
            if not isinstance(given.get(lang), str) or not given[lang].strip():
                self.problems.append((f"{place}.{lang}", "missing"))
        return {lang: str(given.get(lang) or "").strip() for lang in langs}

    def list(self, given: Any, place: str) -> list[Any]:
        if not isinstance(given, list):
            self.problems.append((place, "not a list"))
            return []
        return [one if isinstance(one, Mapping) else {} for one in given]

    def done(self) -> None:
        """Raises InvalidInput with every problem (fact `problems`), the first of them as `field` and `reason`."""
        if self.problems:
            place, reason = self.problems[0]
            raise InvalidInput(file=self.file, field=place, reason=reason, problems=tuple(self.problems))


def read(files: Mapping[str, Any]) -> Content:
    """`files`: what each YAML file holds, by name. Raises InvalidInput naming file and place."""
    trades: dict[str, Trade] = {}
    general: Mapping[str, tuple[Topic, ...]] = {}
    phrases: tuple[Sentence, ...] = ()
    for name, given in files.items():
        check = Checker(name)
        if name.endswith("general.yaml"):
            general = _general(check, given)
        elif name.endswith("phrases.yaml"):
            phrases = tuple(_sentence(check, one, number) for number, one in enumerate(check.list(given, "phrases")))
        else:
            for trade in _trades(check, given):
                if trade.isco in trades:
                    check.problems.append((trade.isco, "stands twice"))
                trades[trade.isco] = trade
        check.done()
    return Content(trades, general, phrases)


def _trades(check: Checker, given: Any) -> Iterator[Trade]:
    for number, one in enumerate(check.list(given, "occupations")):
        isco = str(one.get("isco", ""))
        if not isco.isdigit() or len(isco) > 4:
            check.problems.append((f"[{number}].isco", "no code of ISCO-08"))
            continue
        told = list(enumerate(check.list(one.get("questions"), f"{isco}.questions")))
        asked = [
            Question(f"{isco}.{at}", *(check.words(q.get(part), f"{isco}.questions[{at}].{part}") for part in ("ask", "why")))
            for at, q in told
        ]
        words = tuple(check.words(word, f"{isco}.words[{at}]", SPOKEN) for at, word in enumerate(one.get("words") or ()))
        yield Trade(
            isco, check.words(one.get("about"), f"{isco}.about"), tuple(asked), _example(check, one.get("example"), isco, len(asked)),
            check.words(one.get("test"), f"{isco}.test"), words,
        )  # fmt: skip


def _example(check: Checker, given: Any, isco: str, questions: int) -> Example:
    told = given if isinstance(given, Mapping) else {}
    place = told.get("question")
    if type(place) is not int or not 0 <= place < questions:
        check.problems.append((f"{isco}.example.question", "names no question"))
        place = 0
    situation, task, action, result = (
        check.words(told.get(name), f"{isco}.example.{name}") for name in ("situation", "task", "action", "result")
    )
    return Example(place, check.words(told.get("weak"), f"{isco}.example.weak"), (situation, task, action, result))


def _general(check: Checker, given: Any) -> Mapping[str, tuple[Topic, ...]]:
    if not isinstance(given, Mapping):
        check.problems.append(("general", "not a mapping"))
        return {}
    found: dict[str, tuple[Topic, ...]] = {}
    for name, wanted in GENERAL.items():
        topics = []
        for number, one in enumerate(check.list(given.get(name), name)):
            key = str(one.get("key") or f"[{number}]")
            topics.append(Topic(key, {part: check.words(one.get(part), f"{name}.{key}.{part}") for part in wanted}))
        found[name] = tuple(topics)
        check.problems += [(f"{name}.{key}", "missing") for key in NEEDED[name] if key not in {topic.key for topic in topics}]
    return found


def _sentence(check: Checker, given: Mapping[str, Any], number: int) -> Sentence:
    key = str(given.get("key") or f"[{number}]")
    heard = given.get("say") if isinstance(given.get("say"), Mapping) else {}
    say = {
        spoken: check.words((heard or {}).get(spoken), f"{key}.say.{spoken}", [reader for reader in LANGUAGES if reader != spoken])
        for spoken in SPOKEN
    }
    return Sentence(key, str(given.get("when", "")), check.words(given.get("text"), f"{key}.text", SPOKEN), say)


def read_yaml(entry: Traversable, file: str) -> Any:
    """What one YAML file holds. Raises InvalidInput with the line."""
    try:
        return yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise InvalidInput(file=file, field="file", reason="does not exist") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InvalidInput(file=file, line=line, field="YAML", reason=str(error.problem)) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(file=file, field="file", reason="not UTF-8") from error
    except OSError as error:
        raise InvalidInput(file=file, field="file", reason="cannot be read") from error
