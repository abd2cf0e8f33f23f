"""CVs: views of a profile for one purpose. Nothing is typed twice; what a person told stays in the profile."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.codes import COUNTRIES
from matcher.cv import compose
from matcher.cv.compose import Choice, Composed
from matcher.cv.json_resume import clean_prose
from matcher.cv.resume import Resume
from matcher.cv.sheet import Words
from matcher.database import now
from matcher.errors import InvalidInput, NotFound
from matcher.exchange.texts import clean
from matcher.models import CurriculumVitae, Jobseeker, Photo, Translation, User
from matcher.services import consents, own_data, photos
from matcher.services.vault import Vault
from matcher.vocabulary import ConsentPurpose, Design, Paper, PersonalDetail

#: Enough for every trade and country somebody applies in; more are a mistake or a flood.
MOST = 30
LONGEST_TEXT = 5_000
#: Countries whose papers are Letter; A4 everywhere else (CLDR, supplemental data, measurementData/paperSize).
LETTER = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the page of a CV asks. `left_out`: parts of the profile ("work:12"); `shows`: personal details, none by default."""

    lang: str
    country: str | None = None
    occupation: str | None = None
    design: Design = Design.PLAIN
    paper: Paper | None = None
    name: str = ""
    headline: str = ""
    about: str = ""
    left_out: tuple[str, ...] = ()
    shows: tuple[PersonalDetail, ...] = ()


def paper_of(country: str | None) -> Paper:
    """The paper that is in the printers of a country."""
    return Paper.LETTER if country in LETTER else Paper.A4


def of_person(session: Session, person: Jobseeker) -> Sequence[CurriculumVitae]:
    """Last changed first."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    query = select(CurriculumVitae).where(CurriculumVitae.jobseeker_id == person.id)
    return session.scalars(query.order_by(CurriculumVitae.updated_at.desc(), CurriculumVitae.id.desc())).all()


def get(session: Session, person: Jobseeker, public_id: str) -> CurriculumVitae:
    """One of the person's own; any other does not exist (NotFound)."""
    for one in of_person(session, person):
        if one.public_id == public_id:
            return one
    raise NotFound(cv=public_id)


def make(
    session: Session, person: Jobseeker, wanted: Settings, vacancy_id: int | None = None, edition: str | None = None
) -> CurriculumVitae:
    """A new CV. Raises ConsentMissing, InvalidInput."""
    if len(of_person(session, person)) >= MOST:
        raise InvalidInput(field="cvs", reason=f"more than {MOST}")
    made = CurriculumVitae(public_id=secrets.token_hex(8), jobseeker_id=person.id, vacancy_id=vacancy_id, edition=edition, lang=wanted.lang)
    session.add(made)
    change(session, made, wanted)
    return made


def change(session: Session, cv: CurriculumVitae, wanted: Settings) -> None:
    """What is chosen takes the place of what was. Raises InvalidInput naming the field."""
    if wanted.country is not None and wanted.country not in COUNTRIES:
        raise InvalidInput(field="country", reason="no code of ISO 3166-1")
    for name, text, longest in (("name", wanted.name, 200), ("headline", wanted.headline, 200), ("about", wanted.about, LONGEST_TEXT)):
        if len(text) > longest:
            raise InvalidInput(field=name, reason=f"longer than {longest} characters")
    cv.lang, cv.country, cv.occupation = wanted.lang, wanted.country, wanted.occupation
    cv.design, cv.paper = wanted.design, wanted.paper or paper_of(wanted.country)
    cv.name = clean(wanted.name, 200) or None
    cv.headline, cv.about = clean(wanted.headline, 200) or None, clean_prose(wanted.about) or None
    cv.left_out, cv.shows, cv.updated_at = list(wanted.left_out), [str(one) for one in wanted.shows], now()
    session.flush()


def remove(session: Session, cv: CurriculumVitae) -> None:
    session.delete(cv)
    session.flush()


def composed(session: Session, cv: CurriculumVitae, words: Words) -> Composed:
    """The CV as it stands now, in its language. `words` are those of that language."""
    person = cv.jobseeker
    consents.require(session, person, ConsentPurpose.MATCHING)
    whole = own_data.resume(person, words, frozenset(cv.left_out))
    if PersonalDetail.ADDRESS not in cv.shows:
        # Town and country say where somebody can start to work; the street is for when there is a contract.
        whole = own_data.without_street(whole)
    if PersonalDetail.BIRTH_YEAR in cv.shows and person.birth_year:
        whole = own_data.with_birth_year(whole, person.birth_year)
    choice = Choice(cv.lang, cv.occupation or "", cv.headline or "", cv.about or "", cv.name or "")
    return compose.compose(whole, choice, translations(session, person, cv.lang), words)


def photo(session: Session, cv: CurriculumVitae, vault: Vault) -> bytes | None:
    """The picture, where the person has one and this CV is to show it."""
    kept = session.get(Photo, cv.jobseeker_id) if PersonalDetail.PHOTO in cv.shows else None
    return vault.open(kept.sealed) if kept else None


def keep_photo(session: Session, person: Jobseeker, raw: bytes, name: str, vault: Vault) -> None:
    """In place of the one before. Raises ConsentMissing, and InvalidInput for what is no picture."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    remove_photo(session, person)
    session.add(Photo(jobseeker_id=person.id, sealed=vault.seal(photos.drawn_anew(raw, name))))
    session.flush()


def remove_photo(session: Session, person: Jobseeker) -> None:
    session.execute(delete(Photo).where(Photo.jobseeker_id == person.id))


def has_photo(session: Session, person: Jobseeker) -> bool:
    return session.get(Photo, person.id) is not None


def translations(session: Session, person: Jobseeker, lang: str) -> dict[str, str]:
    """What people translated for this person into a language, by digest of the original."""
    query = select(Translation).where(Translation.jobseeker_id == person.id, Translation.lang == lang)
    return {one.digest: one.text for one in session.scalars(query)}


def translate(session: Session, person: Jobseeker, lang: str, original: str, text: str, by: User) -> None:
    """Keeps what a person made of a free text, beside the original; empty takes it back."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(field="text", reason=f"longer than {LONGEST_TEXT} characters")
    key = compose.digest(original)
    found = session.scalar(
        select(Translation).where(Translation.jobseeker_id == person.id, Translation.lang == lang, Translation.digest == key)
    )
    if not text.strip():
        if found:
            session.delete(found)
    elif found is None:
        session.add(Translation(jobseeker_id=person.id, lang=lang, digest=key, original=original, text=text.strip(), by_user=by.id))
    elif found.text != text.strip():
        found.text, found.by_user, found.at = text.strip(), by.id, now()
    session.flush()


def parts(person: Jobseeker) -> Iterator[tuple[str, str]]:
    """(key, title) of each thing of the profile that a CV may leave out."""
    return own_data.parts(person)


def whole(session: Session, person: Jobseeker, words: Words) -> Resume:
    """Everything the person told, for themselves: to keep, or to take along to another centre."""
    consents.require(session, person, ConsentPurpose.MATCHING)
    return own_data.whole(person, words)
