"""CVs, translations, interview practice, jobseekers' own accounts

Revision ID: 0003
Revises: 0002

What is added to people known before is not known of them, and stays empty. There is no way down: go back by restoring a backup.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DAY = sa.String(length=10)
WORK_KIND = sa.Enum(
    "employed",
    "self_employed",
    "informal",
    "family_business",
    "care_at_home",
    "volunteer",
    "apprentice",
    name="workkind",
    native_enum=False,
    create_constraint=False,
    length=32,
)
#: Name, type, and what it is where nothing is known (None: empty), of the columns that are added.
COLUMNS: dict[str, list[tuple[str, Any, str | None]]] = {
    "jobseeker": [
        ("phone", sa.String(length=40), None),
        ("email", sa.String(length=255), None),
        ("address", sa.Text(), None),
        ("postal_code", sa.String(length=20), None),
        ("city", sa.String(length=120), None),
        ("region", sa.String(length=120), None),
        ("lives_in", sa.String(length=2), None),
        ("web", sa.String(length=300), None),
        ("about", sa.Text(), None),
        ("about_lang", sa.String(length=8), None),
        ("other_skills", sa.JSON(), "'[]'"),
    ],
    "jobseeker_qualification": [
        ("lang", sa.String(length=8), None),
        ("institution", sa.String(length=200), None),
        ("started", DAY, None),
        ("ended", DAY, None),
        ("ongoing", sa.Boolean(), "false"),
    ],
    "user": [("jobseeker_id", sa.Integer(), None)],
    "work_experience": [
        ("title", sa.String(length=200), None),
        ("employer", sa.String(length=200), None),
        ("city", sa.String(length=120), None),
        ("started", DAY, None),
        ("ended", DAY, None),
        ("ongoing", sa.Boolean(), "false"),
        ("kind", WORK_KIND, None),
        ("tasks", sa.JSON(), "'[]'"),
        ("lines", sa.JSON(), "'[]'"),
    ],
}
ROLES = "name IN ('jobseeker', 'counsellor', 'vetting_officer', 'employer')"
KINDS = "kind IN ('employed', 'self_employed', 'informal', 'family_business', 'care_at_home', 'volunteer', 'apprentice')"


def upgrade() -> None:
    _tables()
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for name, kind, _ in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
        for name, _, known in columns:
            if known is not None:
                op.execute(sa.text(f"UPDATE {table} SET {name} = {known}"))
        with op.batch_alter_table(table) as batch_op:
            for name, kind, known in columns:
                if known is not None:
                    batch_op.alter_column(name, existing_type=kind, nullable=False)
            if table == "user":
                batch_op.create_unique_constraint(op.f("uq_user_jobseeker_id"), ["jobseeker_id"])
                batch_op.create_foreign_key(
                    op.f("fk_user_jobseeker_id_jobseeker"), "jobseeker", ["jobseeker_id"], ["id"], ondelete="CASCADE"
                )
            if table == "work_experience":
                batch_op.create_check_constraint(op.f("ck_work_experience_workkind"), sa.text(KINDS))
    with op.batch_alter_table("user_role") as batch_op:
        batch_op.drop_constraint(op.f("ck_user_role_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_user_role_role"), sa.text(ROLES))


def _tables() -> None:
    op.create_table(
        "curriculum_vitae",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("occupation", sa.String(length=16), nullable=True),
        sa.Column("edition", sa.String(length=32), nullable=True),
        sa.Column("vacancy_id", sa.Integer(), nullable=True),
        sa.Column(
            "design",
            sa.Enum("plain", "classic", "modern", name="design", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("paper", sa.Enum("a4", "letter", name="paper", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("headline", sa.String(length=200), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("shows", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_curriculum_vitae_jobseeker_id_jobseeker"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name=op.f("fk_curriculum_vitae_vacancy_id_vacancy"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_vitae")),
        sa.UniqueConstraint("public_id", name=op.f("uq_curriculum_vitae_public_id")),
    )
    with op.batch_alter_table("curriculum_vitae", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_curriculum_vitae_jobseeker_id"), ["jobseeker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_curriculum_vitae_vacancy_id"), ["vacancy_id"], unique=False)

    op.create_table(
        "jobseeker_extra",
        sa.Column(
            "section",
            sa.Enum(
                "summary",
                "work",
                "skills",
                "education",
                "certificates",
                "languages",
                "volunteer",
                "projects",
                "awards",
                "publications",
                "interests",
                "references",
                name="heading",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("started", sa.String(length=10), nullable=True),
        sa.Column("ended", sa.String(length=10), nullable=True),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_jobseeker_extra_jobseeker_id_jobseeker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobseeker_extra")),
    )
    with op.batch_alter_table("jobseeker_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobseeker_extra_jobseeker_id"), ["jobseeker_id"], unique=False)

    op.create_table(
        "photo",
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_photo_jobseeker_id_jobseeker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("jobseeker_id", name=op.f("pk_photo")),
    )
    op.create_table(
        "jobseeker_access",
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["user.id"], name=op.f("fk_jobseeker_access_given_by_user"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_jobseeker_access_jobseeker_id_jobseeker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobseeker_access")),
        sa.UniqueConstraint("secret", name=op.f("uq_jobseeker_access_secret")),
    )
    with op.batch_alter_table("jobseeker_access", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobseeker_access_jobseeker_id"), ["jobseeker_id"], unique=False)

    op.create_table(
        "practice_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("commented_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_practice_note_rating")),
        sa.ForeignKeyConstraint(["commented_by"], ["user.id"], name=op.f("fk_practice_note_commented_by_user"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_practice_note_jobseeker_id_jobseeker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_note")),
        sa.UniqueConstraint("jobseeker_id", "subject", "question", name=op.f("uq_practice_note_jobseeker_id_subject_question")),
    )
    with op.batch_alter_table("practice_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_note_jobseeker_id"), ["jobseeker_id"], unique=False)

    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jobseeker_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_user", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_user"], ["user.id"], name=op.f("fk_translation_by_user_user"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["jobseeker_id"], ["jobseeker.id"], name=op.f("fk_translation_jobseeker_id_jobseeker"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("jobseeker_id", "lang", "digest", name=op.f("uq_translation_jobseeker_id_lang_digest")),
    )
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_jobseeker_id"), ["jobseeker_id"], unique=False)
