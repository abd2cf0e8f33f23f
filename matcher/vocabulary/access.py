"""Who may do what, and what each is told of."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    JOBSEEKER = "jobseeker"
    COUNSELLOR = "counsellor"
    VETTING_OFFICER = "vetting_officer"
    EMPLOYER = "employer"


class Permission(StrEnum):
    """What a route may ask for. PUBLIC is open to everyone and stands for a decision, not for a gap.

    EDIT_PROFILE, PREPARE (CVs, interviews) and SEE_MATCHES are also a jobseeker's, for their own profile: which one that is, the core
    says. MATCH is a counsellor's: without a name, and to judge matches.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    SEE_OWN_JOBSEEKERS = "see_own_jobseekers"
    EDIT_OWN_JOBSEEKERS = "edit_own_jobseekers"
    EDIT_PROFILE = "edit_profile"
    PREPARE = "prepare"
    SEE_MATCHES = "see_matches"
    MATCH = "match"
    SEE_VACANCIES = "see_vacancies"
    REFER = "refer"
    COMPLAIN = "complain"
    VET = "vet"
    INVITE_EMPLOYER = "invite_employer"
    EDIT_LEGAL_MINIMUM = "edit_legal_minimum"
    OWN_EMPLOYER = "own_employer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.JOBSEEKER: frozenset(
        {Permission.SIGNED_IN, Permission.EDIT_PROFILE, Permission.PREPARE, Permission.SEE_MATCHES, Permission.SEE_VACANCIES}
    ),
    Role.COUNSELLOR: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.SEE_OWN_JOBSEEKERS,
            Permission.EDIT_OWN_JOBSEEKERS,
            Permission.EDIT_PROFILE,
            Permission.PREPARE,
            Permission.SEE_MATCHES,
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


class NoticeCode(StrEnum):
    """What a user is told of, on the first page; never a person's data."""

    EMPLOYER_HIDDEN = "employer_hidden"
    EMPLOYER_BACK = "employer_back"
    APPLICATION_SUBMITTED = "application_submitted"
    PROPOSAL_WAITS = "proposal_waits"
    VETTING_DECIDED = "vetting_decided"
    VETTING_SENT_BACK = "vetting_sent_back"
    REFERRAL_RECEIVED = "referral_received"
    NEW_MATCHES = "new_matches"


class ChangedThing(StrEnum):
    """What the change log tells of. A vetting is named by its employer."""

    VACANCY = "vacancy"
    VETTING = "vetting"
