"""What a CV says, into the profile of a person: only what was confirmed, and nothing that is there already twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from matcher.codes import COUNTRIES, LANGUAGES
from matcher.cv import names, sound
from matcher.cv.resume import Education, Plans, Resume, Work
from matcher.models import (
    Jobseeker,
    JobseekerExtra,
    JobseekerLanguage,
    JobseekerPermit,
    JobseekerQualification,
    JobseekerSkill,
    WorkExperience,
)
from matcher.services import carrying, consents
from matcher.services.carrying import Left
from matcher.vocabulary import ConsentPurpose, Heading
from occupations.isced import LEVELS, field_names
from occupations.taxonomy import Occupation, Taxonomy

#: As the columns have it; a longer text is kept whole where it is read as a text.
_TITLE, _PLACE = 200, 200


def take_in(session: Session, person: Jobseeker, resume: Resume, lang: str, taxonomy: Taxonomy) -> list[Left]:
    """Adds what the CV says to the profile. `lang`: of texts that do not say theirs. Raises ConsentMissing.

    Codes of another edition are carried over. Answers with the occupations and tasks that the taxonomy has nothing for, by the number
    of their work.
    """
    consents.require(session, person, ConsentPurpose.MATCHING)
    resume = sound.sound(resume, lang)
    if resume.meta.plans is not None:
        _plans(person, resume.meta.plans)
    _basics(person, resume, lang)
    known = {(one.text, one.employer, one.started) for one in person.experiences}
    added: list[tuple[Work, WorkExperience]] = []
    for work in resume.work:
        made = _work(work, lang, taxonomy)
        if (made.text, made.employer, made.started) not in known:
            person.experiences.append(made)
            added.append((work, made))
    titles = {(one.title, one.kind, one.institution) for one in person.qualifications}
    for school in resume.education:
        held = _education(school, lang)
        if (held.title, held.kind, held.institution) not in titles:
            person.qualifications.append(held)
    _skills(person, resume, taxonomy)
    _languages(person, resume)
    _extras(person, resume, lang)
    session.flush()
    return [left for work, made in added for left in _left(work, made, taxonomy)]


def _left(work: Work, made: WorkExperience, taxonomy: Taxonomy) -> Iterator[Left]:
    """What could not be taken in of one work."""
    missing = f"{taxonomy.edition} has nothing that is the same"
    if made.occupation is None and (was := work.occupation or work.occupation_uri):
        yield Left("work", str(made.id), was, missing)
    yield from (Left("task", str(made.id), task, missing) for task in work.tasks if taxonomy.find_skill(task) is None)


def _basics(person: Jobseeker, resume: Resume, lang: str) -> None:
    basics, home = resume.basics, resume.basics.location
    if basics.name:
        person.name = basics.name[:_TITLE]
    links = [one for one in (basics.url, *(one.url or one.username for one in basics.profiles)) if one]
    for name, value, longest in (
        ("phone", basics.phone, 40), ("email", basics.email, 255), ("web", " ".join(links), 300), ("address", home.address, 500),
        ("postal_code", home.postal_code, 20), ("city", home.city, 120), ("region", home.region, 120),
    ):  # fmt: skip
        if value:
            setattr(person, name, value[:longest])
    if home.country_code.upper() in COUNTRIES:
        person.lives_in = home.country_code.upper()
    about = "\n".join(filter(None, (basics.label if basics.label not in basics.summary else "", basics.summary)))
    if about:
        person.about, person.about_lang = about, basics.summary_lang or lang


def _work(work: Work, lang: str, taxonomy: Taxonomy) -> WorkExperience:
    """The words as they were written; a CV without any is told by its title or by what was done."""
    told = "\n".join(dict.fromkeys(filter(None, (work.description, work.summary))))
    lines = list(work.highlights)
    made = WorkExperience(
        text=told or work.position or "\n".join(lines) or work.name,
        lang=work.lang or lang,
        months=work.months,
        country=work.country if work.country in COUNTRIES else None,
        title=work.position[:_TITLE] or None,
        employer=work.name[:_PLACE] or None,
        city=work.location[:120] or None,
        started=work.start_date or None,
        ended=work.end_date or None,
        ongoing=work.ongoing,
        kind=work.kind,
        tasks=list(dict.fromkeys(found.id for task in work.tasks if (found := taxonomy.find_skill(task)))),
        lines=lines,
    )
    if meant := _occupation(work, taxonomy):
        made.occupation, made.occupation_uri, made.edition = meant.code, work.occupation_uri or meant.uri, taxonomy.edition
    return made


def _occupation(work: Work, taxonomy: Taxonomy) -> Occupation | None:
    """The confirmed occupation as this edition has it. A code that stands alone is one of this edition, where it has it."""
    if not work.occupation_uri and work.occupation in taxonomy.occupations:
        return taxonomy.occupations[work.occupation]
    return carrying.same_in(taxonomy, work.occupation_uri, work.occupation.partition(".")[0])


def _education(school: Education, lang: str) -> JobseekerQualification:
    title = ", ".join(filter(None, (school.study_type, school.area)))
    details = " · ".join(filter(None, (f"({school.score})" if school.score else "", *school.courses)))
    return JobseekerQualification(
        title=" ".join(filter(None, (title, details))),
        country=school.country if school.country in COUNTRIES else None,
        kind=None if school.finished is False else school.kind,
        lang=school.lang or (lang if title else None),
        institution=school.institution[:_PLACE] or None,
        started=school.start_date or None,
        ended=school.end_date or None,
        ongoing=school.ongoing,
        finished=school.finished,
        isced=school.isced if school.isced in LEVELS else None,
        field=school.isced_field if school.isced_field in field_names() else None,
    )


def _skills(person: Jobseeker, resume: Resume, taxonomy: Taxonomy) -> None:
    held, others = {one.skill for one in person.skills}, list(person.other_skills)
    for one in resume.skills:
        told = one.name or one.skill
        words = [f"{told} ({one.level})" if one.level and not one.skill else told, *one.keywords]
        for text in filter(None, words):
            found = taxonomy.skills.get(one.skill if text == told else "") or taxonomy.find_skill(text)
            if found is None:
                others += [text] if text not in others else []
            elif found.id not in held:
                held.add(found.id)
                person.skills.append(JobseekerSkill(skill=found.id))
    person.other_skills = others
    if resume.skills and "skills" not in person.answered:
        person.answered = sorted({*person.answered, "skills"})


def _languages(person: Jobseeker, resume: Resume) -> None:
    held = {one.code: one for one in person.languages}
    for one in resume.languages:
        code = LANGUAGES.get(one.code, "") or names.language_code(one.language) or ""
        level = one.level or names.level(one.fluency)
        if not code:
            person.other_skills = [*person.other_skills, ": ".join(filter(None, (one.language, one.fluency)))]
        elif code not in held:
            held[code] = JobseekerLanguage(code=code, level=level)
            person.languages.append(held[code])
        elif held[code].level is None:
            held[code].level = level
    if resume.languages and "languages" not in person.answered:
        person.answered = sorted({*person.answered, "languages"})


def _extras(person: Jobseeker, resume: Resume, lang: str) -> None:
    """What the profile has no column for, each under its own section of a CV."""
    licences = [str(one.licence) for one in resume.certificates if one.licence]
    if new := [one for one in dict.fromkeys(licences) if one not in (person.licences or ())]:
        person.licences = [*(person.licences or ()), *new]
    known = {(one.section, one.title, one.place) for one in person.extras}
    for extra in _others(resume):
        if (extra.section, extra.title, extra.place) not in known:
            extra.lang = lang if extra.text else None
            person.extras.append(extra)


def _others(resume: Resume) -> Iterator[JobseekerExtra]:
    """Each thing with all that is said of it: what has no field of its own stands in the text."""
    for one in resume.certificates:
        if not one.licence:
            yield _extra(Heading.CERTIFICATES, one.name, one.issuer, "", one.date, one.url)
    for award in resume.awards:
        yield _extra(Heading.AWARDS, award.title, award.awarder, "", award.date, award.summary)
    for help_given in resume.volunteer:
        made = _extra(
            Heading.VOLUNTEER, help_given.position, help_given.organization, help_given.start_date, help_given.end_date,
            help_given.summary, *help_given.highlights, help_given.url,
        )  # fmt: skip
        made.ongoing = help_given.ongoing
        yield made
    for project in resume.projects:
        yield _extra(
            Heading.PROJECTS, project.name, project.entity, project.start_date, project.end_date, project.description,
            *project.highlights, ", ".join(project.keywords), ", ".join(project.roles), project.type, project.url,
        )  # fmt: skip
    for book in resume.publications:
        yield _extra(Heading.PUBLICATIONS, book.name, book.publisher, "", book.release_date, book.summary, book.url)
    for interest in resume.interests:
        yield _extra(Heading.INTERESTS, ": ".join(filter(None, (interest.name, ", ".join(interest.keywords)))), interest.place, "", "")
    for known in resume.references:
        yield _extra(Heading.REFERENCES, known.name, known.place, "", "", known.reference)


def _extra(section: Heading, title: str, place: str, started: str, ended: str, *texts: str) -> JobseekerExtra:
    return JobseekerExtra(
        section=section,
        title=(title or place)[:400],
        place=place[:_PLACE] or None,
        started=started or None,
        ended=ended or None,
        ongoing=False,
        text="\n".join(filter(None, texts)) or None,
    )


def _plans(person: Jobseeker, plans: Plans) -> None:
    """A profile that its owner brings along: it answers what is open here, and never takes the place of what was decided here."""
    told = set(plans.answered)
    for name in ("birth_year", "accommodation_needed", "hours_low", "hours_high"):
        if getattr(person, name) is None:
            setattr(person, name, getattr(plans, name))
    if person.available_from is None and len(plans.available_from) == 10:
        person.available_from = date.fromisoformat(plans.available_from)
    if person.pay_amount is None and plans.pay_amount is not None and plans.pay_currency and plans.pay_period:
        person.pay_amount, person.pay_currency, person.pay_period = plans.pay_amount, plans.pay_currency, plans.pay_period
    for name in ("countries", "refused_countries", "licences", "shifts"):
        if name in told and getattr(person, name) is None:
            setattr(person, name, [str(one) for one in getattr(plans, name)])
    if "regions" in told and person.regions is None:
        person.regions = [[one.country_code, one.region] for one in plans.regions]
    person.returns_to = person.returns_to or plans.returns_to or None
    if "permits" not in person.answered:
        person.permits.extend(JobseekerPermit(country=one) for one in plans.permits)
    person.answered = sorted({*person.answered, *(told & {"skills", "languages", "qualifications", "permits"})})
