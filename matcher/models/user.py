"""People who sign in: counsellors, vetting officers, and employers' clerks. The columns Flask-Security needs keep its names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.database import Base, UTCDateTime, now, words
from matcher.models.centre import Centre
from matcher.vocabulary import PERMISSIONS, Permission, Role


class UserRole(Base):
    __tablename__ = "user_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[Role] = mapped_column(words(Role))

    def get_permissions(self) -> frozenset[Permission]:
        """Under the name Flask-Security asks by. From the vocabulary, never from the database."""
        return PERMISSIONS[self.name]


class User(Base):
    """Belongs to one centre and sees that centre's jobseekers only.

    An employer's clerk acts for `employer_id` alone; its centre is the one that invited it. A jobseeker's own account is for
    `jobseeker_id` alone, and goes with it; its `email` is a number that looks like an address.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    lang: Mapped[str] = mapped_column(String(8), default="en")
    demonstration: Mapped[bool] = mapped_column(default=False)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    jobseeker_id: Mapped[int | None] = mapped_column(ForeignKey("jobseeker.id", ondelete="CASCADE"), unique=True)
    centre: Mapped[Centre] = relationship(lazy="joined")
    roles: Mapped[list[UserRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def may(self, permission: Permission) -> bool:
        return any(permission in role.get_permissions() for role in self.roles)


class SignInFailure(Base):
    """A failed sign-in, kept for a day to slow guessing down: a hash of the address asked for, never the address."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
