"""The employer's own place: how its vetting stands, what to do next, and the application criterion by criterion."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from matcher import documents
from matcher.database import now
from matcher.errors import InvalidInput
from matcher.models import Employer, VacancyRow, Vetting
from matcher.services import accounts, cases, evidence, notices, referrals, vetting
from matcher.vocabulary import NoticeCode, Permission, ReferralState, VettingState
from web.auth import requires, user
from web.forms.own import CriterionForm
from web.forms.person import ConfirmForm
from web.pages.own_stand import asked_of, stand_of
from web.session import db, services

pages = Blueprint("own", __name__, url_prefix="/my")


@pages.get("/")
@requires(Permission.OWN_EMPLOYER)
def index() -> str:
    employer = _employer()
    stand = stand_of(employer, now())
    asked = asked_of(db(), stand.open, now()) if stand.open and stand.open.state is VettingState.APPLICATION else []
    counted = select(VacancyRow.state, func.count()).where(VacancyRow.employer_id == employer.id).group_by(VacancyRow.state)
    counts = dict(db().execute(counted).tuples().all())
    waiting = sum(one.state is ReferralState.SENT for one in referrals.received(db(), employer))
    return render_template("own/index.html", employer=employer, stand=stand, asked=asked, counts=counts, waiting=waiting)


@pages.post("/begin")
@requires(Permission.OWN_EMPLOYER)
def begin() -> Response:
    """A new application, or a renewal beside the vetting that still stands."""
    employer = _employer()
    stand = stand_of(employer, now())
    if stand.may_begin:
        centre = stand.case.centre if stand.case and stand.case.centre else user().centre
        cases.open_case(db(), employer, centre, user())
    return redirect(url_for("own.application"))


@pages.get("/application")
@requires(Permission.OWN_EMPLOYER)
def application() -> str | Response:
    case = vetting.being_worked_on(_employer())
    if case is None:
        return redirect(url_for("own.index"))
    return render_template("own/application.html", case=case, asked=asked_of(db(), case, now()), writable=_writable(case))


@pages.route("/application/<code>", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER, max_bytes=3 * documents.MOST_BYTES)
def criterion(code: str) -> str | Response:
    """One criterion: words and documents. The words are kept even where the file is refused."""
    case = _open()
    asked = asked_of(db(), case, now())
    here = next((place for place, one in enumerate(asked) if one.criterion.code == code), None)
    if here is None:
        abort(404)
    one, following = asked[here], asked[here + 1] if here + 1 < len(asked) else None
    form = CriterionForm(text=one.statement)
    if form.validate_on_submit():
        if form.text.data:
            cases.say(db(), case, code, form.text.data, user())
        if _kept(case, code, form):
            flash(_("Saved."))
            if request.form.get("do") == "next":
                return redirect(url_for("own.criterion", code=following.criterion.code) if following else url_for("own.application"))
            return redirect(url_for("own.criterion", code=code))
    before = asked[here - 1] if here else None
    return render_template(
        "own/criterion.html", case=case, one=one, form=form, here=here + 1, count=len(asked), before=before, following=following,
        writable=_writable(case), megabytes=documents.MOST_BYTES // 1_000_000,
    )  # fmt: skip


def _kept(case: Vetting, code: str, form: CriterionForm) -> bool:
    """Whether the file, if there is one, was taken; its refusal stands beside the field."""
    if not form.file.data:
        return True
    raw, name = form.file.data.read(), form.file.data.filename or ""
    title, day = form.title.data or "", form.expires_on.data
    try:
        evidence.add(db(), services().vault, case, raw, name, user(), criterion=code, title=title, expires_on=day)
    except InvalidInput as error:
        form.blame(error)
        return False
    return True


@pages.post("/application/send")
@requires(Permission.OWN_EMPLOYER)
def send() -> Response:
    case = _open()
    cases.submit(db(), case, user())
    employer = case.employer
    notices.tell(db(), notices.officers(db()), NoticeCode.APPLICATION_SUBMITTED, employer=employer.slug, name=employer.name)
    flash(_("Your application is sent. Officers of the centre examine it now."))
    return redirect(url_for("own.index"))


@pages.route("/application/withdraw", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def withdraw_application() -> str | Response:
    return _withdraw(_open(), standing=False)


@pages.route("/withdraw", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def withdraw() -> str | Response:
    case = vetting.latest(_employer())
    if case is None or case.state not in vetting.STANDING:
        abort(404)
    return _withdraw(case, standing=True)


def _withdraw(case: Vetting, standing: bool) -> str | Response:
    form = ConfirmForm()
    if form.validate_on_submit():
        cases.withdraw_own(db(), case, user())
        flash(_("Withdrawn."))
        return redirect(url_for("own.index"))
    return render_template("own/withdraw.html", form=form, standing=standing)


def _employer() -> Employer:
    return accounts.employer_of(db(), user())


def _open() -> Vetting:
    return vetting.being_worked_on(_employer()) or abort(404)


def _writable(case: Vetting) -> bool:
    return case.state is VettingState.APPLICATION
