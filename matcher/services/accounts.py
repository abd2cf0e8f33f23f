"""Employers' own accounts: an officer invites, the employer's clerk makes an account that acts for this employer alone."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.codes import COUNTRIES
from matcher.database import now
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.models import Employer, Invitation, User, UserRole
from matcher.services import cases
from matcher.services.access import DOMAIN
from matcher.services.vetting import latest
from matcher.vocabulary import Permission, Role

INVITED_FOR = timedelta(days=14)
#: As for every account.
PASSWORD_LENGTH = 15


def register_employer(session: Session, name: str, country: str, place: str, recruiter: bool, by: User) -> Employer:
    """A new employer, not yet vetted. Raises InvalidInput for an empty name or an unknown country."""
    _may_invite(by)
    if not name.strip():
        raise InvalidInput(field="name", reason="missing")
    if country not in COUNTRIES:
        raise InvalidInput(field="country", reason="no code of ISO 3166-1")
    employer = Employer(slug=_slug(session, name), name=name.strip(), country=country, place=place.strip() or None, recruiter=recruiter)
    session.add(employer)
    session.flush()
    return employer


def invite(session: Session, employer: Employer, by: User, at: datetime | None = None) -> str:
    """The secret part of an address that lets the employer make its account, once, within INVITED_FOR. Only its hash is kept."""
    _may_invite(by)
    secret, moment = secrets.token_urlsafe(24), at or now()
    session.add(Invitation(employer=employer, secret=_hash(secret), invited_by=by.id, created_at=moment, expires_at=moment + INVITED_FOR))
    session.flush()
    return secret


def invitation(session: Session, secret: str, at: datetime | None = None) -> Invitation:
    """Raises NotFound for one that is used, over, or never was."""
    found = session.scalar(select(Invitation).where(Invitation.secret == _hash(secret)).with_for_update(of=Invitation))
    if found is None or found.used_at is not None or found.expires_at <= (at or now()):
        raise NotFound(invitation="")
    return found


def accept(
    session: Session,
    secret: str,
    name: str,
    email: str,
    password: str,
    lang: str,
    hash_password: Callable[[str], str],
    at: datetime | None = None,
) -> User:
    """Makes the clerk's account, and an application where the employer has none. Raises NotFound, InvalidInput naming the field."""
    used = invitation(session, secret, at)
    inviter = session.get_one(User, used.invited_by)
    if not name.strip():
        raise InvalidInput(field="name", reason="missing")
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise InvalidInput(field="email", reason="not an e-mail address") from error
    if address.lower().endswith(f"@{DOMAIN}"):
        raise InvalidInput(field="email", reason="not an e-mail address")
    if len(password) < PASSWORD_LENGTH:
        raise InvalidInput(field="password", reason=f"shorter than {PASSWORD_LENGTH} characters")
    if session.scalar(select(User.id).where(func.lower(User.email) == address.lower())):
        raise InvalidInput(field="email", reason="has an account already")
    user = User(
        email=address, name=name.strip(), password=hash_password(password), fs_uniquifier=secrets.token_hex(32),
        centre_id=inviter.centre_id, employer_id=used.employer_id, lang=lang, roles=[UserRole(name=Role.EMPLOYER)],
    )  # fmt: skip
    session.add(user)
    session.flush()
    used.used_at = at or now()
    if latest(used.employer) is None:
        cases.open_case(session, used.employer, inviter.centre, user, at)
    return user


def employer_of(session: Session, user: User) -> Employer:
    """The employer a clerk acts for. Raises NotAllowed for anybody else."""
    if user.employer_id is None:
        raise NotAllowed(reason="acts for no employer")
    return session.get_one(Employer, user.employer_id)


def clerks_of(session: Session, employer: Employer) -> Sequence[User]:
    return session.scalars(select(User).where(User.employer_id == employer.id).order_by(User.id)).all()


def _may_invite(by: User) -> None:
    if not by.may(Permission.INVITE_EMPLOYER):
        raise NotAllowed(reason="may not invite")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _slug(session: Session, name: str) -> str:
    """Latin letters and digits of the name, and a number where that is taken or nothing is left (an Arabic name)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "employer"
    slug, number = base, 2
    while session.scalar(select(Employer.id).where(Employer.slug == slug)):
        slug, number = f"{base}-{number}", number + 1
    return slug
