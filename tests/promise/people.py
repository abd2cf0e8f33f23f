"""What happens to jobseekers, through the services; what they told is also kept as the JSON that `oficio match` reads."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.models import Jobseeker, User
from matcher.services import consents, jobseekers, referrals, vacancies
from matcher.services.jobseekers import Answers
from matcher.vocabulary import ConsentPurpose, Shared
from tests.promise.plain_verdicts import Person
from web.schemas.profile import load_profile

MOST = 3
#: What the page "where and when" asks, beside the languages; what is missing is not known.
ASKED = ("birth_year", "countries", "refused_countries", "permits", "licences", "qualifications")


class PeopleEdits:
    """`told`: by public number, what each jobseeker who agrees to be matched has told; `gone`: those who no longer do, or are erased."""

    told: dict[str, Person]
    gone: set[str]

    def take_in(self, session: Session, person: Person) -> None:
        if len(self.told) <= MOST:
            made = jobseekers.register(session, self._counsellor(session), "Somebody", "es", consented=True)
            for one in person.get("experiences", ()):
                jobseekers.add_experience(session, made, one["text"], one["lang"])
            self.after.append(lambda: self.told.update({made.public_id: {"experiences": person.get("experiences", [])}}))
            self._tell(session, made, person, person.get("experiences", []))

    def tell(self, session: Session, which: int, person: Person) -> None:
        """Other answers, in place of those before; the words about work stay."""
        for number, found in self._people(session, which):
            self._tell(session, found, person, self.told[number]["experiences"])

    def come_back(self, session: Session, which: int, country: str | None) -> None:
        """To live there; then they would work there, too."""
        for number, found in self._people(session, which):
            if found.returns_to != country:
                found.returns_to = country
                at_home = [country] if country else []
                before = [] if found.countries is None else [one for one in found.countries if one not in at_home]
                if found.countries is not None:
                    self.after.append(partial(self.told[number].update, {"countries": [*before, *at_home]}))

    def withdraw_consent(self, session: Session, which: int) -> None:
        for number, found in self._people(session, which, ana=False):
            consents.withdraw(session, found, ConsentPurpose.MATCHING)
            self.after.append(partial(self._leave, number))

    def erase(self, session: Session, which: int) -> None:
        for number, found in self._people(session, which, ana=False):
            jobseekers.erase(session, found)
            self.after.append(partial(self._leave, number))

    def refer(self, session: Session, which: int, vacancy: int) -> None:
        """Refused exactly where the vacancy may not be shown."""
        for row in self._row(session, vacancy):
            for _, found in self._people(session, which):
                consents.give(session, found, ConsentPurpose.PROPOSING, "es", None)
                may = row.id in vacancies.visible(session, [row.id])
                assert may == (row.id in self.rows(session.connection()).allowed())
                try:
                    referrals.refer(session, found, row, [Shared.NAME], "", self._counsellor(session))
                except NotFound:
                    assert not may
                else:
                    assert may

    def _tell(self, session: Session, found: Jobseeker, person: Person, experiences: Any) -> None:
        profile, _ = load_profile(person, self.here.taxonomy)
        answers = {name: getattr(profile, name) for name in ASKED}
        untold = dict.fromkeys(("shifts", "hours", "pay_floor", "accommodation_needed", "available_from"))
        jobseekers.set_answers(session, found, Answers(**answers, **untold))
        # Languages once told are told: no page takes them back.
        kept = {"languages": person["languages"]} if "languages" in person else {}
        if kept:
            jobseekers.set_languages(session, found, profile.languages)
        before = {name: value for name, value in self.told.get(found.public_id, {}).items() if name == "languages"}
        now_told = {"experiences": experiences} | before | kept | {name: person[name] for name in ASKED if name in person}
        self.after.append(lambda: self.told.update({found.public_id: now_told}))

    def _people(self, session: Session, which: int, ana: bool = True) -> list[tuple[str, Jobseeker]]:
        """One whose consent is in force; Ana, who has CVs and an account, stays."""
        numbers = sorted(self.told) if ana else sorted(self.told.keys() - {self.ana})
        if not numbers:
            return []
        number = numbers[which % len(numbers)]
        return [(number, session.scalars(select(Jobseeker).where(Jobseeker.public_id == number)).one())]

    def _leave(self, number: str) -> None:
        del self.told[number]
        self.gone.add(number)

    def _counsellor(self, session: Session) -> User:
        return session.scalars(select(User).where(User.email == "counsellor@c.example")).one()
