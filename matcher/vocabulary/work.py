"""Work as vacancies ask for it and people have done it: hours, pay, licences, qualifications."""

from __future__ import annotations

from enum import StrEnum


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


class ContractType(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    SEASONAL = "seasonal"
    APPRENTICESHIP = "apprenticeship"


class WorkKind(StrEnum):
    """What kind of work an experience was. All of it counts: unpaid and informal work is work (ILO, 19th ICLS, 2013)."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    INFORMAL = "informal"
    FAMILY_BUSINESS = "family_business"
    CARE_AT_HOME = "care_at_home"
    VOLUNTEER = "volunteer"
    APPRENTICE = "apprentice"


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


class Finished(StrEnum):
    """Whether a school or training was finished. What was not, or is still going on, is never held."""

    YES = "yes"
    NO = "no"
    STILL = "still"
