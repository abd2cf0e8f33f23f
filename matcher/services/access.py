"""A person's own account: the counsellor gives an address, the person chooses a password, and sees their own profile alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound, WrongState
from matcher.models import Jobseeker, JobseekerAccess, User, UserRole
from matcher.services import consents
from matcher.vocabulary import ConsentPurpose, Permission, Role

GIVEN_FOR = timedelta(days=7)
#: Shorter than that of people who see others' data: it opens one profile, and eight wrong tries lock it for a quarter of an hour.
PASSWORD_LENGTH = 8
#: What makes a number look like an address, which is what accounts are looked up by. ".test" can never be one (RFC 2606).
DOMAIN = "number.test"


def give(session: Session, person: Jobseeker, by: User, at: datetime | None = None) -> str:
    """The secret part of an address with which the person makes an account, once. One given before no longer works.

    Raises ConsentMissing, NotAllowed, and WrongState where there is an account.
    """
    consents.require(session, person, ConsentPurpose.MATCHING)
    if not by.may(Permission.SEE_OWN_JOBSEEKERS) or by.centre_id != person.centre_id:
        raise NotAllowed(reason="only a counsellor of the centre gives access")
    if account(session, person) is not None:
        raise WrongState(state="has an account")
    session.execute(delete(JobseekerAccess).where(JobseekerAccess.jobseeker_id == person.id))
    secret = secrets.token_urlsafe(24)
    session.add(
        JobseekerAccess(jobseeker_id=person.id, secret=_hash(secret), given_by=by.id, expires_at=(at or now()) + GIVEN_FOR)
    )  # fmt: skip
    session.flush()
    return secret


def given(session: Session, secret: str, at: datetime | None = None) -> JobseekerAccess:
    """Raises NotFound for one that is used, over, or never was; and where the person's consent is no longer in force."""
    found = session.scalar(select(JobseekerAccess).where(JobseekerAccess.secret == _hash(secret)).with_for_update(of=JobseekerAccess))
    if found is None or found.used_at is not None or found.expires_at <= (at or now()):
        raise NotFound(access="")
    if consents.in_force(session, found.jobseeker, ConsentPurpose.MATCHING) is None:
        raise NotFound(access="")
    return found


def accept(
    session: Session, secret: str, password: str, lang: str, hash_password: Callable[[str], str], at: datetime | None = None
) -> User:
    """Makes the account. Its number is what the person signs in with. Raises NotFound, InvalidInput for a short password."""
    used = given(session, secret, at)
    if len(password) < PASSWORD_LENGTH:
        raise InvalidInput(field="password", reason=f"shorter than {PASSWORD_LENGTH} characters")
    person = used.jobseeker
    if easily_guessed(password, person.name):
        raise InvalidInput(field="password", reason="easily guessed")
    user = User(
        email=f"{_number(session)}@{DOMAIN}", name=person.name, password=hash_password(password), fs_uniquifier=secrets.token_hex(32),
        centre_id=person.centre_id, jobseeker_id=person.id, lang=lang, roles=[UserRole(name=Role.JOBSEEKER)],
    )  # fmt: skip
    session.add(user)
    used.used_at = at or now()
    session.flush()
    return user


#: Rows of keyboards and of the alphabet: a password that is a piece of one is tried first.
_ROWS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")
_COMMON = ("password", "contrasena", "contraseña", "motdepasse", "iloveyou", "teamo", "jesus", "dios", "oficio", "كلمةالسر", "qwerty")


def easily_guessed(password: str, name: str) -> bool:
    """Few different characters, a row of keys, one of the commonest words, or the person's own name."""
    plain = "".join(password.casefold().split())
    rows = any(plain in row * 2 for row in _ROWS)
    own = any(part in plain for part in name.casefold().split() if len(part) > 3)
    return len(set(plain)) < 4 or len(plain) < 6 or rows or own or any(plain.startswith(word) for word in _COMMON)


def close(session: Session, person: Jobseeker, by: User) -> None:
    """Ends the account; the profile stays. Raises NotAllowed."""
    if not by.may(Permission.SEE_OWN_JOBSEEKERS) or by.centre_id != person.centre_id:
        raise NotAllowed(reason="only a counsellor of the centre ends access")
    session.execute(delete(JobseekerAccess).where(JobseekerAccess.jobseeker_id == person.id))
    found = account(session, person)
    if found is not None:
        session.delete(found)
    session.flush()


def account(session: Session, person: Jobseeker) -> User | None:
    return session.scalar(select(User).where(User.jobseeker_id == person.id))


def number(user: User) -> str:
    """What the person signs in with, in groups that can be read out: "482 139 07"."""
    plain = user.email.split("@")[0]
    return f"{plain[:3]} {plain[3:6]} {plain[6:]}"


def _number(session: Session) -> str:
    while True:
        made = f"{secrets.randbelow(90_000_000) + 10_000_000}"
        if not session.scalar(select(User.id).where(User.email == f"{made}@{DOMAIN}")):
            return made


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
