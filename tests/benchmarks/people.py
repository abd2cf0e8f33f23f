"""How long it takes to say who of a centre fits one vacancy. Run: `python -m tests.benchmarks.people`.

People who all agree to be proposed and whom no rule leaves out, each with two works told in a sentence of their own; so many of them
confirmed as `--confirmed` says. One process, one thread.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from matcher.bootstrap import Services, build
from matcher.models import Centre, Consent, Jobseeker, JobseekerLanguage, JobseekerSkill, User, UserRole, VacancyRow, WorkExperience
from matcher.services import consents, jobseekers, people
from matcher.settings import Settings
from matcher.vocabulary import ConsentPurpose, Level, Role
from tests.benchmarks.filling import fill
from tests.benchmarks.scale import timed


def take_in(services: Services, count: int, confirmed: float, seed: int) -> int:
    """`count` people of one centre; returns the number of their counsellor."""
    rng = random.Random(seed)
    spanish = [(label.concept, label.text) for label in services.taxonomy.labels if label.lang == "es"]
    with services.transaction() as session:
        centre = Centre(slug="c", name="C", country="GT", city="G", timezone="America/Guatemala")
        user = User(email="u@c.example", name="U", fs_uniquifier="u", centre=centre, roles=[UserRole(name=Role.COUNSELLOR)])
        session.add(user)
        session.flush()
        for number in range(count):
            person = Jobseeker(public_id=f"p{number}", centre_id=centre.id, name=f"P {number}", lang="es", answered=["skills", "languages"])
            for code, title in rng.sample(spanish, 2):
                words = f"trabajé de {title} {rng.randrange(1, 30)} años en {rng.choice(['casa', 'el campo', 'una fábrica'])} y cobré bien"
                known = code if rng.random() < confirmed else None
                person.experiences.append(WorkExperience(text=words, lang="es", months=rng.randrange(1, 99), occupation=known))
            person.skills = [JobseekerSkill(skill=one) for one in rng.sample(["weld-arc", "use-power-tools", "grind-welds"], 2)]
            person.languages = [JobseekerLanguage(code="es", level=Level.C2)]
            session.add(person)
            session.flush()
            session.add_all(
                Consent(jobseeker_id=person.id, purpose=one, wording=consents.WORDING[one], lang="es") for one in ConsentPurpose
            )
        return user.id


def measure(name: str, work: Callable[[], Any], repeats: int) -> None:
    print(f"{name:40} p50 {np.median([timed(work)[0] for _ in range(repeats)]):8.1f} ms")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=2_000)
    arguments.add_argument("--confirmed", type=float, default=0.8)
    arguments.add_argument("--vacancies", type=int, default=1_000)
    arguments.add_argument("--repeats", type=int, default=3)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        services = build(Settings(Path(folder), f"sqlite:///{folder}/bench.db"))
        services.migrate()
        with services.transaction() as session:
            fill(services, session, given.vacancies, 1, given.data)
        counsellor = take_in(services, given.people, given.confirmed, 1)
        with services.transaction(writes=False) as session:
            services.search.current(session)
            shown = services.matching.match(session, jobseekers.as_told(session.get_one(Jobseeker, 1)), 50).matches
            number = next(one.vacancy.id for one in shown if not session.get_one(VacancyRow, one.vacancy.id).languages)
            by = session.get_one(User, counsellor)
            print(f"{given.people} people, {given.confirmed:.0%} of their works confirmed")
            begin = time.perf_counter()
            people.who_fit(session, services.matching, number, by)
            print(f"the first time, all words new: {time.perf_counter() - begin:.1f} s")
            measure("who fits one vacancy, words known", lambda: people.who_fit(session, services.matching, number, by), given.repeats)
            profiles = [jobseekers.as_told(one) for one in jobseekers.to_propose(session, by)]
            measure("  read from the store", lambda: (session.expire_all(), jobseekers.to_propose(session, by)), given.repeats)
            measure("  understand their words", lambda: services.matching.matcher.understand(profiles), given.repeats)


if __name__ == "__main__":
    main()
