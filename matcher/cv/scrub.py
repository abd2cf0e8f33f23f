"""Free text without what tells who somebody is: names, contacts, address, age, sex, nationality, employers.

Two ways, by how much a fact colours the words around it. What stands by itself (a name, a number, an address) is replaced by "…".
Where a clause says something about the person ("I am a 34-year-old mother from Cobán") the clause goes.
What cannot be recognised by rule stays: the person, or the counsellor, reads an anonymous CV before it is sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale

from matcher.codes import COUNTRIES

GONE = "…"

_FLAGS = re.I | re.U


@cache
def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load((files("matcher.cv") / "private_words.yaml").read_text(encoding="utf-8"))
    return found


@cache
def _any(name: str) -> re.Pattern[str]:
    """Any of the words of one kind, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words()[name])})(?!\w)", _FLAGS)


#: E-mail, also as people hide it from robots; web addresses and accounts; days; runs of digits that are no years; numbers of papers.
_ENDINGS = "com|org|net|info|io|me|ee|es|fr|de|mx|gt|hn|sv|cr|pa|do|co|ca|uk|jo|ma|eu|bakery|shop|online|site"
#: "@" and "." as people write them to hide an address from robots.
_AT = r"(?:\s?(?:@|＠|\((?:at|arroba|a)\)|\[(?:at|arroba)\])\s?|\s(?:at|arroba|chez)\s)"
_DOT = r"(?:\s?(?:\.|\((?:dot|punto|point)\)|\[(?:dot|punto|point)\])\s?|\s(?:dot|punto|point)\s)"
_NETWORKS = (
    "instagram|insta|ig|facebook|fb|whatsapp|telegram|tiktok|twitter|linkedin|skype|snapchat|wechat|line|واتساب|فيسبوك|انستغرام|تلغرام"
)
_DIGIT = (
    "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|one|two|three|four|five|six|seven|eight|nine|"
    "un|deux|trois|quatre|cinq|sept|huit|neuf"
)
_PAPERS = r"id|dni|nie|dpi|curp|ssn|zip|cp|c\.p\.|pasaporte|passport|passeport"
_DIRECT = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}}",
        r"\b(?:https?://|www\.)\S{1,300}",
        rf"(?<![\w.-])[\w-]{{1,63}}\.(?:{_ENDINGS})\b(?:/\S{{0,200}})?",
        r"(?<!\w)@[\w.]{2,60}",
        rf"\b(?:{_NETWORKS})\s*[:=]\s*\S{{2,60}}",
        r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b",
        r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
        r"(?<!\w)[+(]?\d(?:[\s.()/·_|•*\u00a0\u202f-]{0,2}\d){6,16}(?!\w)",
        rf"\b(?:(?:{_DIGIT})[\s,-]{{1,2}}){{5,20}}(?:{_DIGIT})\b",
        r"(?<![\w-])(?=[\w-]{0,30}\d)(?=[\w-]{0,30}[A-Za-z])[A-Za-z0-9-]{0,30}\d{5}[A-Za-z0-9-]{0,30}(?![\w-])",
        rf"\b(?:{_PAPERS})\s*(?:n[º°o.]*|no\.?|#)?\s*:?\s*(?=[A-Z0-9 -]{{0,8}}\d)[A-Z0-9][A-Z0-9 -]{{3,18}}\b",
    )
)
_YEARS = re.compile(r"^(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}$")
_CAP = r"[A-ZÀ-ÞŠŽČ][\w'’.&-]*"
_JOINED = r"(?:\s+(?:de|del|la|las|los|el|y|e|&|du|des|le|les|et|and|of|the|da|do|dos)\b)*"
_LEGAL_FORM = (
    r"S\.?\s?A\.?(?:\s?de\s?C\.?\s?V\.?)?|S\.?\s?L\.?(?:\s?U\.?)?|S\.?R\.?L\.?|SARL|SAS|GmbH|AG|Ltd|LLC|Inc|Corp|LLP|PLC|B\.?V\.?|Cía|Co"
)
_CALLED = (
    r"me llamo|mi nombre es|me dicen|me conocen como|apodad[oa]|my name is|i am called|known as|this is|"
    r"je m['’]appelle|je me nomme|mon nom est|و?اسمي"
)
#: After these a name comes in small letters too.
_NAMED = r"me llamo|mi nombre es|my name is|je m['’]appelle|je me nomme|me dicen"
_OTHERS = (
    r"my (?:boss|brother|sister|aunt|uncle|cousin)|mi (?:jefe|jefa|hermano|hermana|tío|tía|primo|prima)|(?:los )?señores|"
    r"la familia|familia|chez (?:les|monsieur|madame)|بيت (?:أبو|أم)"
)


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    """Streets with a number, and firms by their kind or legal form, whether or not the CV names them elsewhere; and "my name is ..."."""
    street, firm, arabic_firm = ("|".join(_words()[name]) for name in ("street", "firm", "firm_arabic"))
    arabic = r"[\u0600-\u06ff]+"
    patterns = (
        rf"\b(?i:{street})\s+(?:\d[\w-]*|{_CAP})(?:\s+(?!con\b|donde\b|para\b|y\b)[\w#º°-]{{1,20}}){{0,5}}(?:[,]?\s*(?:n[º°o.]*\s*|#\s*)?\d[\w-]{{0,6}})?",
        rf"\b\d{{1,5}}[a-z]?,?\s+(?:{_CAP}\s+){{1,4}}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Square)\b\.?",
        r"\b\d{1,4}\s?(?:bis|ter)?,?\s+(?i:rue|avenue|boulevard|bd|place|impasse|chemin|allée|quai)\s+(?:(?!pour\b|où\b|avec\b|et\b)[\w'’-]{1,20}\s?){1,5}",
        rf"\b{_CAP}(?:straße|strasse|weg|allee|platz)\s+\d{{1,4}}\w?\b",
        r"(?:شارع|حي|زنقة|طريق)\s+[^\n.;،,]{2,40}(?:\s+رقم)?(?:\s*\d{1,5})?",
        rf"\b(?:{_CAP}{_JOINED}\s+){{0,5}}{_CAP},?\s+(?:{_LEGAL_FORM})(?![\w])\.?",
        rf"\b(?:{firm})(?:{_JOINED}\s+{_CAP})+",
        rf"(?:{arabic_firm})\s+\w+",
        rf"(?i:(?<!\w)(?:{_CALLED})\s+)(?:{_CAP}|{arabic})(?:\s+(?:{_CAP}|(?!و){arabic})){{0,3}}",
        rf"(?i:(?<!\w)(?:{_NAMED})\s+)[\w'’-]{{2,30}}(?:\s+(?!y\b|and\b|et\b)[\w'’-]{{2,30}}){{0,2}}",
        rf"(?i:(?<!\w)(?:{_OTHERS})\s+)(?:{_CAP}|{arabic})(?:\s+{_CAP})?",
        r"(?i:\bhotel\s+(?:las?|los|el)\s+\w+)",
    )
    return tuple(re.compile(pattern, re.U) for pattern in patterns)


#: An age that nobody introduces: "Cook, 34 years, ...".
_ALONE = re.compile(r"^\W*(?:\d{2}|\d{2}\s*(?:años|years?|yrs?|ans|سنة|سنوات|عاماً|عاما|عام))\W*$", _FLAGS)
_CLAUSE = re.compile(r"([,;|\n]+|[.!?:]+(?=\s|$)|[؟؛،]+|\s[–—-]\s)")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words()['labels'])})\s*[:=]\s*[^.;,،\n|]*", _FLAGS)


class Scrubber:
    """Takes out what is known of one person, and what can be recognised in anybody's text.

    `names`: of the person and of others; `employers`, `places`: as the CV writes them; `facts`: anything else, word for word.
    """

    def __init__(
        self, *, names: Iterable[str] = (), employers: Iterable[str] = (), places: Iterable[str] = (), facts: Iterable[str] = ()
    ) -> None:
        wanted: set[str] = set()
        for name in names:
            wanted.update(_parts(name, shortest=3))
            wanted.update((fold(name).strip(), re.sub(r"\W+", "", fold(name))))
        for employer in employers:
            wanted.update(_employer(employer))
        for value in (*places, *facts):
            wanted.add(fold(value).strip())
        found = sorted((one for one in wanted if len(one) > 1 and any(map(str.isalnum, one))), key=len, reverse=True)
        # Arabic writes "and", "to" and "by" at the front of the word.
        self._known = re.compile(rf"(?<!\w)[ولبفك]?(?:{'|'.join(map(_loose, found))})(?!\w)") if found else None

    def text(self, text: str, about_self: bool = False) -> str:
        """The text without the facts. `about_self`: a text in which the person presents themselves, where less is let through."""
        if not text.strip():
            return ""
        kept = [pair for sentence in _sentences(_labelled().sub("", text)) for pair in _quiet(sentence, about_self)]
        left = _tidy(self._masked(_joined(kept)))
        return left if left.strip(f"{GONE} .,;:") else ""

    def _masked(self, text: str) -> str:
        for pattern in _places():
            text = pattern.sub(GONE, text)
        for pattern in _DIRECT:
            text = pattern.sub(lambda found: found[0] if _YEARS.match(found[0].strip()) else GONE, text)
        text = _any("pronouns").sub(GONE, self._mask_known(text))
        return nationality().sub(lambda found: found[0] if _of_things(text, found) else GONE, text)

    def _mask_known(self, text: str) -> str:
        if self._known is None:
            return text
        folded, kept, last = fold(text), [], 0
        for found in self._known.finditer(folded):
            kept += [text[last : found.start()], GONE]
            last = found.end()
        return "".join([*kept, text[last:]])


def _sentences(text: str) -> Iterator[list[tuple[str, str]]]:
    """The clauses of each sentence, each with the mark that ends it."""
    pieces, sentence = [*_CLAUSE.split(text), ""], list[tuple[str, str]]()
    for clause, end in zip(pieces[::2], pieces[1::2], strict=True):
        sentence.append((clause, end))
        if re.search(r"[.!?؟\n]", end):
            yield sentence
            sentence = []
    yield sentence


def _quiet(sentence: list[tuple[str, str]], about_self: bool) -> list[tuple[str, str]]:
    """A sentence whose one clause tells who somebody is speaks of the person: its other clauses are read more strictly."""
    strictly = about_self or any(_tells(clause, False) for clause, _ in sentence)
    return [("" if _tells(clause, strictly) else clause, end) for clause, end in sentence]


@cache
def _from() -> re.Pattern[str]:
    """ "I am from Guatemala", "soy de Guatemala": any country, in four languages. In work a country says where it was."""
    names = {str(name) for lang in ("en", "es", "fr", "ar") for code, name in Locale.parse(lang).territories.items() if code in COUNTRIES}
    listed = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    begun = r"(?:i am|i['’]m|soy|je suis|originari[oa]|originaire|أنا|انا)\s+(?:from|de|del|d['’]|du|des|من)?\s*(?:la\s|el\s|les?\s)?"
    return re.compile(rf"(?<!\w){begun}(?:{listed})(?!\w)|^\s*(?:from|من)\s+(?:{listed})(?!\w)", _FLAGS)


def _tells(clause: str, about_self: bool) -> bool:
    if _from().search(clause):
        return True
    if _any("age").search(clause) or _any("origin").search(clause) or (about_self and _ALONE.match(clause)):
        return True
    alone = len(clause.split()) < 3
    return bool(_any("sex").search(clause)) and (about_self or alone or bool(_any("self").search(clause)))


def tells_private(text: str, about_self: bool = False) -> bool:
    """Whether a text says an age, an origin, papers held, or being a woman or a man: things a CV need not say."""
    return bool(_labelled().search(text)) or any(_tells(clause, about_self) for clause in _CLAUSE.split(text))


def _of_things(text: str, found: re.Match[str]) -> bool:
    """Whether a word such as "Mexican" or "French" tells of food, speech or customers, by the words beside it."""
    before, after = text[: found.start()].split()[-4:], " ".join(text[found.end() :].split()[:2]).strip("(")
    beside = (" ".join(before), after.split(" ")[0])
    return any(_any("things").search(words) for words in beside) or bool(re.match(r"[ABC][12]\b", after))


def _joined(pieces: list[tuple[str, str]]) -> str:
    """Clauses that went take the mark before them along."""
    made = ""
    for clause, end in pieces:
        if clause.strip(" …\t"):
            made += clause + end
        elif made and end.strip(" ,:|"):
            made = made.rstrip(" ,;:|.") + end
        elif "\n" in end:
            made += "\n"
    return made


def _tidy(text: str) -> str:
    made = "".join("" if _hollow(one) else one for one in re.split(r"(?<=[.!?؟])(?=\s)|(?=\n)", text))
    made = re.sub(rf"(?:{GONE}[\s,]*)+{GONE}", GONE, made)
    made = re.sub(r"\(\s*[)]|\s+([,.;:!?])", lambda found: found[1] or "", made)
    return "\n".join(re.sub(r"[ \t]+", " ", one).strip(" ,;:|") for one in made.split("\n")).strip()


def _hollow(sentence: str) -> bool:
    """Whether too little is left of a sentence to say anything: "I am …", "call me at …"."""
    said = re.findall(r"\w+", sentence)
    return GONE in sentence and len(said) < 4 and not any(len(word) > 6 for word in said)


def fold(text: str) -> str:
    """The same text letter for letter, without accents, marks of Arabic vowels and case; its length does not change."""
    return "".join(_folded(one) for one in text)


@cache
def _folded(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    lower = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"}.get(base, base.lower())
    return lower if len(lower) == 1 else base


@cache
def _shared(name: str) -> frozenset[str]:
    return frozenset(map(fold, _words()[name]))


def _parts(name: str, shortest: int) -> set[str]:
    return {part for part in re.split(r"[^\w]+", fold(name)) if len(part) >= shortest and part not in _shared("small")}


def _employer(name: str) -> set[str]:
    """The whole name, what is left of it without words that many share, and that without its legal form."""
    words = [word for word in re.split(r"[^\w&]+", fold(name)) if word]
    own = [word for word in words if word not in _shared("common") and word not in _shared("small")]
    found = {fold(name).strip()}
    if own:
        first, last = words.index(own[0]), len(words) - 1 - words[::-1].index(own[-1])
        found.add(" ".join(words[first : last + 1]))
        found.update(word for word in own if len(word) >= 5)
    for named in (words, [word for word in words if word not in _shared("small")]):
        initials = "".join(word[0] for word in named)
        if len(initials) > 2:
            found.update((initials, ".".join(initials)))
    return found


def _loose(words: str) -> str:
    """The words with any marks between them, as people write a name now with a hyphen, now without."""
    return r"[\W_]+".join(re.escape(part) for part in re.split(r"[\W_]+", words) if part)


@cache
def nationality() -> re.Pattern[str]:
    """Words for belonging to a country, in four languages."""
    lines = (files("matcher.cv") / "nationalities.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t")[1:] for line in lines if line and not line.startswith("#")]
    stems = {stem for row in rows for cell in row for stem in cell.split("|") if stem}
    longest_first = sorted(stems, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:ال)?(?:{'|'.join(map(_stem, longest_first))})(?!\w)", _FLAGS)


def _stem(stem: str) -> str:
    """Short stems take only the endings of their language, so that "ruso" is found and "rústico" is not."""
    if re.search(r"[\u0600-\u06ff]", stem):
        return re.escape(stem) + r"(?:ة|ه|ون|ين|ات)?"
    return re.escape(stem) + (r"(?:o|a|os|as|e|es|s|ne|nes)?" if len(stem) < 6 else r"\w{0,4}")
