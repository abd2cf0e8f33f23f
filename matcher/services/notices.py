"""What users are told of on their first page. Codes with slugs or public numbers, never a person's data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database import now
from matcher.errors import NotFound
from matcher.models import Notice, User, UserRole
from matcher.vocabulary import NoticeCode, Role


def tell(
    session: Session, users: Iterable[int], code: NoticeCode, at: datetime | None = None, search: int | None = None, **facts: str
) -> None:
    """Once for each user; one that waits unread with the same facts is not said twice.

    `search`: the saved search it is about, by id.
    """
    for user_id in dict.fromkeys(users):
        waiting = session.scalars(select(Notice).where(Notice.user_id == user_id, Notice.code == code, Notice.read_at.is_(None)))
        if not any((one.facts, one.saved_search_id) == (facts, search) for one in waiting):
            session.add(Notice(user_id=user_id, code=code, facts=facts, at=at or now(), saved_search_id=search))
    session.flush()


def officers(session: Session) -> Sequence[int]:
    query = select(User.id).join(UserRole).where(UserRole.name == Role.VETTING_OFFICER, User.active.is_(True))
    return session.scalars(query).all()


def clerks(session: Session, employer_id: int) -> Sequence[int]:
    return session.scalars(select(User.id).where(User.employer_id == employer_id, User.active.is_(True))).all()


def unread(session: Session, user: User) -> Sequence[Notice]:
    return session.scalars(select(Notice).where(Notice.user_id == user.id, Notice.read_at.is_(None)).order_by(Notice.id.desc())).all()


def mark_read(session: Session, user: User, notice_id: int) -> None:
    """Raises NotFound for somebody else's."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.user_id != user.id:
        raise NotFound(notice=notice_id)
    notice.read_at = notice.read_at or now()
    session.flush()
