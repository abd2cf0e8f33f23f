"""Vetting as a case, cost sheets, referrals, complaints, legal minimum pay

Revision ID: 0002
Revises: 0001

What was vetted and published before the criteria and the cost sheet existed lacks what both now demand: it is suspended, or a
draft again, and says why. An evaluation installation keeps its adverts.
There is no way down: go back by restoring a backup.
"""

import secrets
from typing import Any

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

#: Checks that say something else from now on, and those that are new.
CHANGED = {
    'consent': [('ck_consent_consentpurpose', "purpose IN ('matching', 'proposing')")],
    'user_role': [('ck_user_role_role', "name IN ('counsellor', 'vetting_officer', 'employer')")],
    'vacancy': [('ck_vacancy_adults_only', "minimum_age IS NULL OR minimum_age >= 18 OR state = 'draft'")],
    'vetting': [('ck_vetting_vettingstate',
                 "state IN ('application', 'examination', 'granted', 'suspended', 'refused', 'withdrawn', 'replaced')")],
}
NEW = {
    'vetting': [('ck_vetting_no_one_decides_alone', 'decided_by IS NULL OR first_by IS NULL OR decided_by <> first_by'),
                ('ck_vetting_proposal_is_dated', '(proposal IS NULL) = (proposed_at IS NULL)'),
                ('ck_vetting_proposalkind', "proposal IN ('grant', 'refuse', 'reinstate', 'withdraw')")],
}
WHY = 'Vetted before the criteria were recorded one by one.'
#: Name, type, and whether it may stay empty, of the columns that are added to tables that existed.
MOMENT = sa.DateTime(timezone=True)
COLUMNS: dict[str, list[tuple[str, Any, bool]]] = {
    'consent': [],
    'user_role': [],
    'employer': [('recruiter', sa.Boolean(), False), ('registration', sa.String(length=120), False)],
    'user': [('employer_id', sa.Integer(), True)],
    'vacancy': [('public_id', sa.String(length=32), False), ('deposit', sa.Boolean(), True)],
    'vetting': [('centre_id', sa.Integer(), True), ('criteria_version', sa.String(length=32), False), ('last_day', sa.Date(), True),
                ('proposal', sa.String(length=32), True), ('proposed_last_day', sa.Date(), True), ('proposed_reason', sa.Text(), False),
                ('proposed_at', MOMENT, True), ('proposer', sa.Integer(), True), ('first_by', sa.Integer(), True), ('silent', sa.Boolean(), False),
                ('told_from', MOMENT, True), ('told_as', sa.JSON(), True)],
}
KEYS: dict[str, list[tuple[str, str, str, str | None]]] = {
    'user': [('fk_user_employer_id_employer', 'employer', 'employer_id', 'CASCADE')],
    'vetting': [('fk_vetting_centre_id_centre', 'centre', 'centre_id', None), ('fk_vetting_proposer_user', 'user', 'proposer', None),
                ('fk_vetting_first_by_user', 'user', 'first_by', None)],
}


def upgrade() -> None:
    op.create_table('allowed_wording',
    sa.Column('term', sa.Text(), nullable=False),
    sa.Column('law', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_allowed_wording_by_user')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_allowed_wording_vacancy_id_vacancy'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_allowed_wording')),
    sa.UniqueConstraint('vacancy_id', 'term', name=op.f('uq_allowed_wording_vacancy_id_term'))
    )
    with op.batch_alter_table('allowed_wording', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_allowed_wording_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('complaint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('jobseeker_id', sa.Integer(), nullable=True),
    sa.Column('centre_id', sa.Integer(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('ground', sa.Enum('fees', 'documents', 'deposit', 'substitution', 'freedom', 'forced_labour', 'under_18', 'violence', 'grave_safety', 'pay', 'housing', 'other', name='complaintground', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('told', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('credible_by', sa.Integer(), nullable=True),
    sa.Column('credible_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('credible_because', sa.Text(), nullable=False),
    sa.Column('safe_by', sa.Integer(), nullable=True),
    sa.Column('safe_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.CheckConstraint("credible_at IS NULL OR credible_because <> ''", name=op.f('ck_complaint_credible_for_a_reason')),
    sa.CheckConstraint('(credible_at IS NULL) = (credible_by IS NULL)', name=op.f('ck_complaint_credible_by_somebody')),
    sa.CheckConstraint('(safe_at IS NULL) = (safe_by IS NULL)', name=op.f('ck_complaint_safe_by_somebody')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_complaint_centre_id_centre')),
    sa.ForeignKeyConstraint(['credible_by'], ['user.id'], name=op.f('fk_complaint_credible_by_user')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_complaint_employer_id_employer')),
    sa.ForeignKeyConstraint(['jobseeker_id'], ['jobseeker.id'], name=op.f('fk_complaint_jobseeker_id_jobseeker'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['recorded_by'], ['user.id'], name=op.f('fk_complaint_recorded_by_user')),
    sa.ForeignKeyConstraint(['safe_by'], ['user.id'], name=op.f('fk_complaint_safe_by_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint')),
    sa.UniqueConstraint('public_id', name=op.f('uq_complaint_public_id'))
    )
    with op.batch_alter_table('complaint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_centre_id'), ['centre_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_jobseeker_id'), ['jobseeker_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('secret', sa.String(length=64), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_invitation_employer_id_employer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by'], ['user.id'], name=op.f('fk_invitation_invited_by_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('secret', name=op.f('uq_invitation_secret'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_employer_id'), ['employer_id'], unique=False)

    op.create_table('legal_minimum',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('region', sa.String(length=120), nullable=True),
    sa.Column('sector', sa.String(length=60), nullable=True),
    sa.Column('amount', sa.Double(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('period', sa.Enum('hour', 'day', 'week', 'month', 'year', name='payperiod', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('payments', sa.Integer(), nullable=True),
    sa.Column('hours_week', sa.Double(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('covers', sa.Text(), nullable=False),
    sa.Column('publisher', sa.String(length=200), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('document_date', sa.Date(), nullable=True),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('read_on', sa.Date(), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("publisher <> '' AND document <> '' AND place <> '' AND quote <> ''", name=op.f('ck_legal_minimum_has_source')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_legal_minimum_amount')),
    sa.CheckConstraint('payments IS NULL OR payments BETWEEN 1 AND 366', name=op.f('ck_legal_minimum_payments')),
    sa.ForeignKeyConstraint(['entered_by'], ['user.id'], name=op.f('fk_legal_minimum_entered_by_user')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['user.id'], name=op.f('fk_legal_minimum_withdrawn_by_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_minimum'))
    )
    with op.batch_alter_table('legal_minimum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legal_minimum_country'), ['country'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Enum('employer_hidden', 'employer_back', 'application_submitted', 'proposal_waits', 'vetting_decided', 'vetting_sent_back', 'referral_received', name='noticecode', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_notice_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_user_id'), ['user_id'], unique=False)

    op.create_table('publication',
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_publication_by_user')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_publication_vacancy_id_vacancy'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication'))
    )
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publication_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('referral',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('jobseeker_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('counsellor_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('sent', 'interview', 'hired', 'not_hired', 'withdrawn', name='referralstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('shared', sa.JSON(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['counsellor_id'], ['user.id'], name=op.f('fk_referral_counsellor_id_user')),
    sa.ForeignKeyConstraint(['jobseeker_id'], ['jobseeker.id'], name=op.f('fk_referral_jobseeker_id_jobseeker'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_referral_vacancy_id_vacancy')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('jobseeker_id', 'vacancy_id', name=op.f('uq_referral_jobseeker_id_vacancy_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_referral_public_id'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_counsellor_id'), ['counsellor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_jobseeker_id'), ['jobseeker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_cost',
    sa.Column('line', sa.Enum('recruitment', 'medical', 'vaccination', 'training', 'skills_test', 'travel', 'visa_permits', 'documents', 'insurance', 'accommodation', 'equipment', 'administration', name='costline', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('payer', sa.Enum('employer', 'agency', 'state', 'nobody', 'worker', name='payer', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('amount', sa.Double(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount IS NULL OR amount >= 0', name=op.f('ck_vacancy_cost_amount')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_cost_vacancy_id_vacancy'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_cost')),
    sa.UniqueConstraint('vacancy_id', 'line', name=op.f('uq_vacancy_cost_vacancy_id_line'))
    )
    with op.batch_alter_table('vacancy_cost', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_cost_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_deduction',
    sa.Column('kind', sa.Enum('tax', 'social_security', 'meals', 'accommodation', 'transport', 'equipment', 'advance', 'other', name='deductionkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('amount', sa.Double(), nullable=True),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('amount IS NULL OR amount >= 0', name=op.f('ck_vacancy_deduction_amount')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_deduction_vacancy_id_vacancy'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_deduction'))
    )
    with op.batch_alter_table('vacancy_deduction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_deduction_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_intermediary',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_vacancy_intermediary_employer_id_employer')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancy.id'], name=op.f('fk_vacancy_intermediary_vacancy_id_vacancy'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_intermediary')),
    sa.UniqueConstraint('vacancy_id', 'name', name=op.f('uq_vacancy_intermediary_vacancy_id_name'))
    )
    with op.batch_alter_table('vacancy_intermediary', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_intermediary_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_intermediary_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('corrective_action',
    sa.Column('criterion', sa.String(length=64), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_note', sa.Text(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_corrective_action_by_user')),
    sa.ForeignKeyConstraint(['done_by'], ['user.id'], name=op.f('fk_corrective_action_done_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_corrective_action_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrective_action'))
    )
    with op.batch_alter_table('corrective_action', schema=None) as batch_op:
        batch_op.create_index('ix_corrective_action_open', ['vetting_id', 'lapses_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_corrective_action_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('criterion_answer',
    sa.Column('criterion', sa.String(length=64), nullable=False),
    sa.Column('shown', sa.Enum('met', 'not_met', 'not_shown', name='shown', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('applies', sa.Boolean(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_criterion_answer_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_criterion_answer_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion_answer'))
    )
    with op.batch_alter_table('criterion_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_answer_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('evidence',
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('criterion', sa.String(length=64), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('of_employer', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.CheckConstraint('size > 0', name=op.f('ck_evidence_not_empty')),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_evidence_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_evidence_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('public_id', name=op.f('uq_evidence_public_id'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('interview',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('where', sa.String(length=300), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 5 AND 480', name=op.f('ck_interview_minutes')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_interview_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview')),
    sa.UniqueConstraint('public_id', name=op.f('uq_interview_public_id'))
    )
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_referral_id'), ['referral_id'], unique=False)

    op.create_table('law_exception',
    sa.Column('criterion', sa.String(length=64), nullable=False),
    sa.Column('law', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_law_exception_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_law_exception_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_law_exception'))
    )
    with op.batch_alter_table('law_exception', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_law_exception_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision', sa.Enum('accepted', 'ask', 'declined', name='offerdecision', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['user.id'], name=op.f('fk_offer_decided_by_user')),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_offer_publication_id_publication')),
    sa.ForeignKeyConstraint(['recorded_by'], ['user.id'], name=op.f('fk_offer_recorded_by_user')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_offer_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer')),
    sa.UniqueConstraint('public_id', name=op.f('uq_offer_public_id'))
    )
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_referral_id'), ['referral_id'], unique=False)

    op.create_table('placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['recorded_by'], ['user.id'], name=op.f('fk_placement_recorded_by_user')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_placement_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement')),
    sa.UniqueConstraint('referral_id', name=op.f('uq_placement_referral_id'))
    )
    op.create_table('vetting_statement',
    sa.Column('criterion', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_vetting_statement_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_vetting_statement_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vetting_statement'))
    )
    with op.batch_alter_table('vetting_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vetting_statement_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('vetting_step',
    sa.Column('kind', sa.Enum('opened', 'evidence_added', 'statement', 'submitted', 'sent_back', 'answered', 'action_agreed', 'action_done', 'exception_recorded', 'proposed', 'proposal_void', 'declined', 'granted', 'refused', 'suspended', 'lapsed', 'reopened', 'reinstated', 'withdrawn', 'replaced', name='stepkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vetting_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_vetting_step_by_user')),
    sa.ForeignKeyConstraint(['vetting_id'], ['vetting.id'], name=op.f('fk_vetting_step_vetting_id_vetting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vetting_step'))
    )
    with op.batch_alter_table('vetting_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vetting_step_vetting_id'), ['vetting_id'], unique=False)

    op.create_table('answer_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['criterion_answer.id'], name=op.f('fk_answer_evidence_answer_id_criterion_answer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_answer_evidence_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_evidence')),
    sa.UniqueConstraint('answer_id', 'evidence_id', name=op.f('uq_answer_evidence_answer_id_evidence_id'))
    )
    with op.batch_alter_table('answer_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_evidence_answer_id'), ['answer_id'], unique=False)

    op.create_table('evidence_content',
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('ciphertext', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_evidence_content_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('evidence_id', name=op.f('pk_evidence_content'))
    )
    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=True),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('fees_paid', sa.Boolean(), nullable=True),
    sa.Column('documents_held', sa.Boolean(), nullable=True),
    sa.Column('pay_as_promised', sa.Boolean(), nullable=True),
    sa.Column('contract_as_promised', sa.Boolean(), nullable=True),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user.id'], name=op.f('fk_follow_up_by_user')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_follow_up_employer_id_employer')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_follow_up_placement_id_placement'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_employer_id'), ['employer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_placement_id'), ['placement_id'], unique=False)
    _loosen()
    _carry_over()
    _tighten()


def _loosen() -> None:
    """New columns, empty at first, and away with the checks that will say something else."""
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for name, kind, _ in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
            for name, _ in CHANGED.get(table, ()):
                batch_op.drop_constraint(op.f(name), type_='check')


def _carry_over() -> None:
    link = op.get_bind()
    link.execute(sa.text("UPDATE employer SET recruiter = :no, registration = ''").bindparams(no=False))
    link.execute(sa.text("UPDATE vetting SET criteria_version = '2026-11', proposed_reason = '', silent = :no").bindparams(no=False))
    for (number,) in link.execute(sa.text('SELECT id FROM vacancy')).fetchall():
        link.execute(sa.text('UPDATE vacancy SET public_id = :new WHERE id = :id').bindparams(new=secrets.token_hex(8), id=number))
    # Of each employer one vetting at most is worked on: the latest.
    link.execute(sa.text("UPDATE vetting SET state = 'withdrawn' WHERE state = 'pending' AND id NOT IN "
                         "(SELECT max(id) FROM vetting WHERE state = 'pending' GROUP BY employer_id)"))
    link.execute(sa.text("UPDATE vetting SET state = 'application' WHERE state = 'pending'"))
    if not link.execute(sa.text('SELECT evaluation FROM installation')).scalar():
        link.execute(sa.text("UPDATE vetting SET state = 'suspended', reason = :why WHERE state = 'granted'").bindparams(why=WHY))
        link.execute(sa.text("UPDATE vacancy SET state = 'draft' WHERE state = 'published'"))
        link.execute(sa.text("INSERT INTO change (thing, thing_id, at) SELECT 'vacancy', id, CURRENT_TIMESTAMP FROM vacancy"))


def _tighten() -> None:
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for name, kind, empty in columns:
                if not empty:
                    batch_op.alter_column(name, existing_type=kind, nullable=False)
            for name, target, column, gone in KEYS.get(table, ()):
                batch_op.create_foreign_key(op.f(name), target, [column], ['id'], ondelete=gone)
            for name, text in [*CHANGED.get(table, ()), *NEW.get(table, ())]:
                batch_op.create_check_constraint(op.f(name), sa.text(text))
            if table == 'vacancy':
                batch_op.create_unique_constraint(op.f('uq_vacancy_public_id'), ['public_id'])
    op.create_index(op.f('ix_user_employer_id'), 'user', ['employer_id'])
    op.create_index('ix_vetting_open', 'vetting', ['employer_id'], unique=True,
                    sqlite_where=sa.text("state IN ('application', 'examination')"),
                    postgresql_where=sa.text("state IN ('application', 'examination')"))
