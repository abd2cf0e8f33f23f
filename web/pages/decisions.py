"""What officers decide about a vetting: one proposes, another decides; one alone can only send back or hide."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from matcher.errors import NotAllowed, NotGrantable
from matcher.models import User
from matcher.services import cases, complaints, criteria, notices, referrals
from matcher.vocabulary import NoticeCode, Permission, ProposalKind, Shown
from web.auth import requires, user
from web.forms import vetting as forms
from web.pages.vettings import CASE, attempt, case_of, proposals
from web.security import is_password
from web.session import db
from web.wording import plain

pages = Blueprint("decisions", __name__)


@pages.route(CASE + "/send-back", methods=["GET", "POST"])
@requires(Permission.VET)
def send_back(case_id: int) -> str | AnyResponse:
    case, form = case_of(case_id), forms.ReasonForm()
    if form.validate_on_submit():
        cases.send_back(db(), case, form.reason.data, user())
        notices.tell(db(), notices.clerks(db(), case.employer_id), NoticeCode.VETTING_SENT_BACK)
        flash(_("Sent back to the employer."))
        return redirect(url_for("vettings.one", case_id=case_id))
    return render_template(
        "vettings/reason.html", case=case, form=form, title=_("Send the application back"), button=_("Send back"),
        text=_("The employer reads what you write here, and can add statements and documents again."),
    )  # fmt: skip


@pages.route(CASE + "/suspend", methods=["GET", "POST"])
@requires(Permission.VET)
def suspend(case_id: int) -> str | AnyResponse:
    case, form = case_of(case_id), forms.ReasonForm()
    if form.validate_on_submit():
        cases.suspend(db(), case, form.reason.data, user())
        flash(_("Suspended. Its vacancies are gone from every answer from now on."))
        return redirect(url_for("vettings.one", case_id=case_id))
    return render_template(
        "vettings/reason.html", case=case, form=form, title=_("Suspend %(employer)s?", employer=case.employer.name), button=_("Suspend"),
        text=_(
            "Its vacancies disappear from every answer at once. The employer reads only “under review”; the reason stays here."
        ),
    )  # fmt: skip


@pages.route(CASE + "/propose", methods=["GET", "POST"])
@requires(Permission.VET)
def propose(case_id: int) -> str | AnyResponse:
    """The first officer's word."""
    case = case_of(case_id)
    kinds = proposals(case)
    form, latest = forms.ProposeForm(kinds), cases.last_day(case)
    if request.method == "GET":
        form.last_day.data = latest
        form.kind.data = kinds[0].value if kinds else None
    elif form.validate_on_submit() and _signed(form):
        kind = ProposalKind(form.kind.data)
        error = attempt(lambda: cases.propose(db(), case, kind, form.reason.data, user(), _day(kind, form.last_day.data)))
        if error is None:
            others = [one for one in notices.officers(db()) if one != user().id]
            notices.tell(db(), others, NoticeCode.PROPOSAL_WAITS, employer=case.employer.slug, name=case.employer.name)
            flash(_("Proposed. A second officer decides."))
            return redirect(url_for("vettings.one", case_id=case_id))
        if isinstance(error, NotGrantable):
            form.kind.errors = [*form.kind.errors, _("It cannot be granted yet: the list on the case says what is in the way.")]
        else:
            form.last_day.errors = [*form.last_day.errors, _("Choose a day from today to %(day)s.", day=plain.day(latest))]
    return render_template("vettings/propose.html", case=case, form=form, latest=latest)


@pages.route(CASE + "/decide", methods=["GET", "POST"])
@requires(Permission.VET)
def decide(case_id: int) -> str | AnyResponse:
    """The second officer's word; never the one who proposed."""
    case, form = case_of(case_id), forms.DecideForm()
    if case.proposal is None or case.proposer == user().id:
        raise NotAllowed(reason="the same officer, or nothing proposed")
    proposer = db().get_one(User, case.proposer)
    if form.validate_on_submit() and _signed(form):
        agree, kind = form.agree.data == "yes", case.proposal
        # What follows a suspension that is held back is held back, too.
        telling = kind in (ProposalKind.GRANT, ProposalKind.REFUSE) or (kind is ProposalKind.REINSTATE and not case.silent)
        error = attempt(lambda: cases.decide(db(), case, agree, form.note.data or "", user(), expected=form.expected.data))
        if error is None:
            if agree and telling:
                notices.tell(db(), notices.clerks(db(), case.employer_id), NoticeCode.VETTING_DECIDED)
            flash(_("Decided.") if agree else _("Not agreed. The proposal is gone."))
            return redirect(url_for("vettings.one", case_id=case_id))
        if isinstance(error, NotGrantable):
            form.agree.errors = [*form.agree.errors, _("It cannot be granted any more: the list on the case says what is in the way.")]
        else:
            form.note.errors = [*form.note.errors, _("Say why in the note.")]
    if request.method == "GET":
        form.expected.data = cases.proposal_key(case)
    known = criteria.of(case.criteria_version)
    return render_template(
        "vettings/decide.html", case=case, form=form, proposer=proposer, known=known,
        weak=[one for one in cases.answers(case).values() if one.shown is not Shown.MET or one.applies is False],
        open=[one for one in case.actions if one.closed_at is None], complaints=complaints.of_employer(db(), case.employer),
        workers=referrals.workers_say(db(), case.employer),
    )  # fmt: skip


def _day(kind: ProposalKind, day: date | None) -> date | None:
    return day if kind is ProposalKind.GRANT else None


def _signed(form: forms.SignForm) -> bool:
    if is_password(form.password.data or ""):
        return True
    form.password.errors = [*form.password.errors, _("This is not your password.")]
    return False
