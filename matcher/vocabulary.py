"""The words of the field, each defined once. Everything else reads them from here."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of one person and one vacancy. UNKNOWN is never MET: it becomes a question."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @staticmethod
    def all_of(verdicts: list[Verdict]) -> Verdict:
        """Unmet if any is; else unknown if any is; else met (of nothing, too)."""
        if Verdict.UNMET in verdicts:
            return Verdict.UNMET
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MET


class RuleCode(StrEnum):
    """One code a rule. The list it stands in says the verdict: reasons (met), gaps (unmet), questions (unknown)."""

    EMPLOYER_VETTING = "EMPLOYER_VETTING"
    CLOSED = "CLOSED"
    COUNTRY = "COUNTRY"
    PERMIT = "PERMIT"
    LANGUAGE = "LANGUAGE"
    LICENCE = "LICENCE"
    QUALIFICATION = "QUALIFICATION"
    MINIMUM_AGE = "MINIMUM_AGE"
    LANGUAGE_WISHED = "LANGUAGE_WISHED"
    LICENCE_WISHED = "LICENCE_WISHED"
    START = "START"
    HOURS = "HOURS"
    SHIFTS = "SHIFTS"
    PAY = "PAY"
    ACCOMMODATION = "ACCOMMODATION"
    REFUSED_COUNTRY = "REFUSED_COUNTRY"


class FitCode(StrEnum):
    """Why a vacancy stands where it stands."""

    SAME_OCCUPATION = "SAME_OCCUPATION"
    NEAR_OCCUPATION = "NEAR_OCCUPATION"
    SIMILAR_WORK = "SIMILAR_WORK"
    SKILLS = "SKILLS"
    EXPERIENCE = "EXPERIENCE"


class Level(StrEnum):
    """Levels of the Common European Framework of Reference for Languages (Council of Europe, 2001)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"

    def reaches(self, other: Level) -> bool:
        order = list(Level)
        return order.index(self) >= order.index(other)


class Shift(StrEnum):
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    ROTATING = "rotating"
    SPLIT = "split"
    LIVE_IN = "live_in"


class PayPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Licence(StrEnum):
    """Licences vacancies ask for: driving classes after EU Directive 2006/126/EC, and permits to do certain work."""

    DRIVING_AM = "driving_am"
    DRIVING_A = "driving_a"
    DRIVING_B = "driving_b"
    DRIVING_C = "driving_c"
    DRIVING_CE = "driving_ce"
    DRIVING_D = "driving_d"
    FORKLIFT = "forklift"
    FOOD_HANDLING = "food_handling"
    WORK_AT_HEIGHT = "work_at_height"
    SECURITY_GUARD = "security_guard"


class Qualification(StrEnum):
    """Credentials by ISCED 2011 level and, where a trade is meant, its name (issue of recognition apart)."""

    PRIMARY = "isced_1"
    LOWER_SECONDARY = "isced_2"
    UPPER_SECONDARY = "isced_3"
    POST_SECONDARY = "isced_4"
    SHORT_TERTIARY = "isced_5"
    BACHELOR = "isced_6"
    MASTER = "isced_7"
    NURSE = "nurse"
    TEACHER = "teacher"
    ELECTRICIAN = "electrician"
    WELDER = "welder"
    CARE_ASSISTANT = "care_assistant"
    UNMAPPED = "unmapped"  # held, but nobody has yet said what it stands for

    @property
    def isced(self) -> int | None:
        """The ISCED 2011 level, 1 to 7; None for a credential named by its trade."""
        return int(self.value[6:]) if self.value.startswith("isced_") else None


class ContractType(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    SEASONAL = "seasonal"
    APPRENTICESHIP = "apprenticeship"


class VacancyState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    FILLED = "filled"
    CLOSED = "closed"


class VettingState(StrEnum):
    """Where a vetting stands. Only GRANTED, and only inside its dates, is in force."""

    PENDING = "pending"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentPurpose(StrEnum):
    MATCHING = "matching"


class ChangedThing(StrEnum):
    VACANCY = "vacancy"


class Role(StrEnum):
    COUNSELLOR = "counsellor"
    VETTING_OFFICER = "vetting_officer"


class Permission(StrEnum):
    """What a route may ask for. PUBLIC is open to everyone and stands for a decision, not for a gap."""

    PUBLIC = "public"
    SEE_OWN_JOBSEEKERS = "see_own_jobseekers"
    EDIT_OWN_JOBSEEKERS = "edit_own_jobseekers"
    MATCH = "match"
    SEE_VACANCIES = "see_vacancies"
    SUSPEND_EMPLOYER = "suspend_employer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: frozenset({Permission.SEE_OWN_JOBSEEKERS, Permission.EDIT_OWN_JOBSEEKERS, Permission.MATCH, Permission.SEE_VACANCIES}),
    Role.VETTING_OFFICER: frozenset({Permission.SEE_VACANCIES, Permission.SUSPEND_EMPLOYER}),
}
