"""The words of the field, each defined once. Everything else reads them from here."""

from __future__ import annotations

from enum import StrEnum

from occupations.languages import Level as Level


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


class Finished(StrEnum):
    """Whether a school or training was finished. What was not, or is still going on, is never held."""

    YES = "yes"
    NO = "no"
    STILL = "still"


class WorkKind(StrEnum):
    """What kind of work an experience was. All of it counts: unpaid and informal work is work (ILO, 19th ICLS, 2013)."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    INFORMAL = "informal"
    FAMILY_BUSINESS = "family_business"
    CARE_AT_HOME = "care_at_home"
    VOLUNTEER = "volunteer"
    APPRENTICE = "apprentice"


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


class CostLine(StrEnum):
    """Recruitment fees and related costs: the lines of a cost sheet, each to be answered (ILO definition; IOM's list)."""

    RECRUITMENT = "recruitment"
    MEDICAL = "medical"
    VACCINATION = "vaccination"
    TRAINING = "training"
    SKILLS_TEST = "skills_test"
    TRAVEL = "travel"
    VISA_PERMITS = "visa_permits"
    DOCUMENTS = "documents"
    INSURANCE = "insurance"
    ACCOMMODATION = "accommodation"
    EQUIPMENT = "equipment"
    ADMINISTRATION = "administration"


class Payer(StrEnum):
    """Who pays a cost line. NOBODY: the cost does not arise."""

    EMPLOYER = "employer"
    AGENCY = "agency"
    STATE = "state"
    NOBODY = "nobody"
    WORKER = "worker"


class DeductionKind(StrEnum):
    """What is taken off the pay before the worker gets it."""

    TAX = "tax"
    SOCIAL_SECURITY = "social_security"
    MEALS = "meals"
    ACCOMMODATION = "accommodation"
    TRANSPORT = "transport"
    EQUIPMENT = "equipment"
    ADVANCE = "advance"
    OTHER = "other"


class Severity(StrEnum):
    STOP = "stop"
    WARN = "warn"


class CheckCode(StrEnum):
    """What a check of a vacancy before publication can find."""

    UNREADABLE = "UNREADABLE"
    MISSING = "MISSING"
    COST_LINE_MISSING = "COST_LINE_MISSING"
    COST_AMOUNT_MISSING = "COST_AMOUNT_MISSING"
    WORKER_PAYS = "WORKER_PAYS"
    DEPOSIT = "DEPOSIT"
    BELOW_LEGAL_MINIMUM = "BELOW_LEGAL_MINIMUM"
    BELOW_GENERAL_MINIMUM = "BELOW_GENERAL_MINIMUM"
    LEGAL_MINIMUM_UNKNOWN = "LEGAL_MINIMUM_UNKNOWN"
    PAY_NOT_COMPARABLE = "PAY_NOT_COMPARABLE"
    DISCRIMINATORY = "DISCRIMINATORY"
    UNSAFE = "UNSAFE"
    UNDER_18 = "UNDER_18"
    CLOSING_PAST = "CLOSING_PAST"
    START_PAST = "START_PAST"
    ADVANCE_DEDUCTED = "ADVANCE_DEDUCTED"
    INTERMEDIARY_NOT_VETTED = "INTERMEDIARY_NOT_VETTED"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


class DiscriminationGround(StrEnum):
    SEX = "sex"
    AGE = "age"
    NATIONALITY = "nationality"
    RELIGION = "religion"
    LOOKS = "looks"
    FAMILY = "family"


class UnsafeGround(StrEnum):
    """What the free text of an advert may not ask of a worker, whatever its cost sheet says."""

    FEES = "fees"
    DEPOSIT = "deposit"
    PAPERS = "papers"


class VettingState(StrEnum):
    """Where a vetting stands. Only GRANTED, inside its dates and with no condition lapsed, is in force.

    APPLICATION: the employer writes it. EXAMINATION: officers answer the criteria. REPLACED: a later vetting took its place.
    """

    APPLICATION = "application"
    EXAMINATION = "examination"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Standing(StrEnum):
    """What a vetting amounts to at a moment: its state, told apart by the clock."""

    APPLICATION = "application"
    EXAMINATION = "examination"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Disqualifies(StrEnum):
    """Whether failing a criterion rules an employer out. IF_APPLIES: only where an officer has not ruled its condition out."""

    AT_ONCE = "at_once"
    ALWAYS = "always"
    IF_APPLIES = "if_applies"
    NEVER = "never"


class Shown(StrEnum):
    """What an officer found about a criterion. NOT_SHOWN is never MET."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_SHOWN = "not_shown"


class ObstacleCode(StrEnum):
    """Why a vetting cannot be granted."""

    NOT_ANSWERED = "NOT_ANSWERED"
    NOT_MET = "NOT_MET"
    NOT_SHOWN = "NOT_SHOWN"
    NO_EVIDENCE = "NO_EVIDENCE"
    EVIDENCE_EXPIRED = "EVIDENCE_EXPIRED"
    NO_CONDITION = "NO_CONDITION"
    OPEN_ACTION = "OPEN_ACTION"


class ProposalKind(StrEnum):
    """What a first officer can propose and a second one decide."""

    GRANT = "grant"
    REFUSE = "refuse"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"


class StepKind(StrEnum):
    """What can happen to a vetting; each is dated, signed and kept."""

    OPENED = "opened"
    EVIDENCE_ADDED = "evidence_added"
    STATEMENT = "statement"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    ACTION_AGREED = "action_agreed"
    ACTION_DONE = "action_done"
    EXCEPTION_RECORDED = "exception_recorded"
    PROPOSED = "proposed"
    PROPOSAL_VOID = "proposal_void"
    DECLINED = "declined"
    GRANTED = "granted"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    REOPENED = "reopened"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class TermCode(StrEnum):
    """How a term of an offer differs from the vacancy as published."""

    WORSE = "WORSE"
    BETTER = "BETTER"
    CHANGED = "CHANGED"
    NOT_SAID = "NOT_SAID"
    NOT_COMPARABLE = "NOT_COMPARABLE"
    BELOW_GENERAL_MINIMUM = "BELOW_GENERAL_MINIMUM"
    BELOW_LEGAL_MINIMUM = "BELOW_LEGAL_MINIMUM"
    LEGAL_MINIMUM_UNKNOWN = "LEGAL_MINIMUM_UNKNOWN"


class ConsentPurpose(StrEnum):
    """MATCHING: a profile is kept and matched. PROPOSING: an employer is told of the person, as far as each referral says."""

    MATCHING = "matching"
    PROPOSING = "proposing"


class Shared(StrEnum):
    """What of a person an employer may see with a referral; each is agreed to by itself."""

    NAME = "name"
    CONTACT = "contact"
    WORK = "work"
    SKILLS = "skills"
    LANGUAGES = "languages"
    AVAILABILITY = "availability"


class ReferralState(StrEnum):
    SENT = "sent"
    INTERVIEW = "interview"
    HIRED = "hired"
    NOT_HIRED = "not_hired"
    WITHDRAWN = "withdrawn"


class OfferDecision(StrEnum):
    """What the person decided about an offer; ASK is to have it mended before deciding."""

    ACCEPTED = "accepted"
    ASK = "ask"
    DECLINED = "declined"


class ComplaintGround(StrEnum):
    """What a complaint is about. Those of GRAVE hide the employer at once when a named person records that they are credible."""

    FEES = "fees"
    DOCUMENTS = "documents"
    DEPOSIT = "deposit"
    SUBSTITUTION = "substitution"
    FREEDOM = "freedom"
    FORCED_LABOUR = "forced_labour"
    UNDER_18 = "under_18"
    VIOLENCE = "violence"
    GRAVE_SAFETY = "grave_safety"
    PAY = "pay"
    HOUSING = "housing"
    OTHER = "other"

    @property
    def grave(self) -> bool:
        return self not in (ComplaintGround.PAY, ComplaintGround.HOUSING, ComplaintGround.OTHER)

    @property
    def criterion(self) -> str | None:
        """The vetting criterion that has to be shown anew after a credible complaint of this kind."""
        return _CRITERION_OF.get(self)


_CRITERION_OF = {
    ComplaintGround.FEES: "no_fees",
    ComplaintGround.DOCUMENTS: "documents_not_held",
    ComplaintGround.DEPOSIT: "no_deposits",
    ComplaintGround.SUBSTITUTION: "no_substitution",
    ComplaintGround.FREEDOM: "free_to_leave",
    ComplaintGround.FORCED_LABOUR: "no_forced_labour",
    ComplaintGround.UNDER_18: "adults_only",
    ComplaintGround.VIOLENCE: "no_forced_labour",
    ComplaintGround.GRAVE_SAFETY: "hours_safety",
    ComplaintGround.PAY: "pay_legal_regular",
    ComplaintGround.HOUSING: "decent_housing",
}


class NoticeCode(StrEnum):
    """What a user is told of, on the first page; never a person's data."""

    EMPLOYER_HIDDEN = "employer_hidden"
    EMPLOYER_BACK = "employer_back"
    APPLICATION_SUBMITTED = "application_submitted"
    PROPOSAL_WAITS = "proposal_waits"
    VETTING_DECIDED = "vetting_decided"
    VETTING_SENT_BACK = "vetting_sent_back"
    REFERRAL_RECEIVED = "referral_received"


class ChangedThing(StrEnum):
    VACANCY = "vacancy"


class Role(StrEnum):
    JOBSEEKER = "jobseeker"
    COUNSELLOR = "counsellor"
    VETTING_OFFICER = "vetting_officer"
    EMPLOYER = "employer"


class Permission(StrEnum):
    """What a route may ask for. PUBLIC is open to everyone and stands for a decision, not for a gap.

    EDIT_PROFILE and PREPARE (CVs, interviews) are also a jobseeker's, for their own profile: which one that is, the core says.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    SEE_OWN_JOBSEEKERS = "see_own_jobseekers"
    EDIT_OWN_JOBSEEKERS = "edit_own_jobseekers"
    EDIT_PROFILE = "edit_profile"
    PREPARE = "prepare"
    MATCH = "match"
    SEE_VACANCIES = "see_vacancies"
    REFER = "refer"
    COMPLAIN = "complain"
    VET = "vet"
    INVITE_EMPLOYER = "invite_employer"
    EDIT_LEGAL_MINIMUM = "edit_legal_minimum"
    OWN_EMPLOYER = "own_employer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.JOBSEEKER: frozenset({Permission.SIGNED_IN, Permission.EDIT_PROFILE, Permission.PREPARE}),
    Role.COUNSELLOR: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.SEE_OWN_JOBSEEKERS,
            Permission.EDIT_OWN_JOBSEEKERS,
            Permission.EDIT_PROFILE,
            Permission.PREPARE,
            Permission.MATCH,
            Permission.SEE_VACANCIES,
            Permission.REFER,
            Permission.COMPLAIN,
            Permission.EDIT_LEGAL_MINIMUM,
        }
    ),
    Role.VETTING_OFFICER: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.SEE_VACANCIES,
            Permission.VET,
            Permission.INVITE_EMPLOYER,
            Permission.EDIT_LEGAL_MINIMUM,
        }
    ),
    Role.EMPLOYER: frozenset({Permission.SIGNED_IN, Permission.OWN_EMPLOYER}),
}
