"""Evidence: documents that a vetting rests on. Checked by content, kept encrypted, read only by those it concerns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import documents
from matcher.database import now
from matcher.errors import DocumentUnreadable, InvalidInput, NotAllowed, NotFound, WrongState
from matcher.models import Employer, Evidence, EvidenceContent, User, Vetting
from matcher.models.vacancy import public_id
from matcher.services.criteria import of
from matcher.services.steps import record
from matcher.services.vault import Vault
from matcher.services.vetting import OPEN
from matcher.vocabulary import Permission, StepKind, VettingState

#: Documents of one vetting: 21 criteria with some each.
MOST = 120


def add(
    session: Session,
    vault: Vault,
    case: Vetting,
    raw: bytes,
    name: str,
    by: User,
    *,
    criterion: str | None = None,
    title: str = "",
    expires_on: date | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Keeps one document. Officers may add at any time before the end, employers while the case is being worked on.

    Raises InvalidInput for a file that may not be kept, for one that is there already, and for one that has expired.
    """
    of_employer = _may_add(case, by)
    if criterion is not None and criterion not in of(case.criteria_version):
        raise NotFound(criterion=criterion)
    media_type = documents.check(raw, name)
    digest = hashlib.sha256(raw).hexdigest()
    # Of the same side only: what officers hold must not show by a file being refused.
    own = [one for one in case.evidence if one.of_employer is of_employer]
    if any(one.sha256 == digest and one.criterion == criterion for one in own):
        raise InvalidInput(file=documents.clean_name(name), field="file", reason="this very document is there already")
    if expires_on is not None and expires_on < (at or now()).date():
        raise InvalidInput(file=documents.clean_name(name), field="expires_on", reason="it has expired already")
    if len(own) >= MOST:
        raise InvalidInput(file=documents.clean_name(name), field="file", reason=f"more than {MOST} documents")
    made = Evidence(
        public_id=public_id(), criterion=criterion, title=documents.clean_name(title or name), media_type=media_type,
        size=len(raw), sha256=digest, expires_on=expires_on, of_employer=of_employer, by=by.id, at=at or now(),
        content=EvidenceContent(ciphertext=vault.seal(raw)),
    )  # fmt: skip
    case.evidence.append(made)
    record(session, case, StepKind.EVIDENCE_ADDED, by, at, criterion=criterion, sha256=digest, title=made.title)
    return made


def of_employer(session: Session, employer: Employer) -> Sequence[Evidence]:
    """Every document of an employer, of earlier vettings too: what is still valid need not be sent again."""
    return session.scalars(select(Evidence).join(Vetting).where(Vetting.employer_id == employer.id).order_by(Evidence.id)).all()


def get(session: Session, public: str, reader: User) -> tuple[Evidence, Vetting]:
    """A document the reader may open: officers any, an employer those it gave itself. Any other does not exist (NotFound)."""
    found = session.execute(
        select(Evidence, Vetting).join(Vetting, Evidence.vetting_id == Vetting.id).where(Evidence.public_id == public)
    ).first()
    if found is not None:
        document, case = found.tuple()
        own = document.of_employer and reader.employer_id is not None and reader.employer_id == case.employer_id
        if own or (reader.may(Permission.VET) and reader.employer_id is None):
            return document, case
    raise NotFound(evidence=public)


def read(vault: Vault, document: Evidence) -> bytes:
    """Raises DocumentUnreadable where it is not, byte for byte, what was given."""
    raw = vault.open(document.content.ciphertext)
    if hashlib.sha256(raw).hexdigest() != document.sha256:
        raise DocumentUnreadable(evidence=document.public_id, reason="not what was given")
    return raw


def file_name(document: Evidence) -> str:
    """A name to save it under, with the ending its content has."""
    ending = documents.ENDINGS[document.media_type]
    return document.title if document.title.casefold().endswith(ending) else document.title + ending


def _may_add(case: Vetting, by: User) -> bool:
    """Whether it comes from the employer. Raises NotAllowed or WrongState."""
    if by.employer_id is not None:
        if by.employer_id != case.employer_id:
            raise NotAllowed(reason="not this employer")
        if case.state not in OPEN:
            raise WrongState(state=str(case.state))
        return True
    if not by.may(Permission.VET):
        raise NotAllowed(reason="not a vetting officer")
    if case.state not in (*OPEN, VettingState.SUSPENDED, VettingState.GRANTED):
        raise WrongState(state=str(case.state))
    return False
