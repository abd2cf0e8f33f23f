"""Complaints about employers: written down in the person's words, judged by somebody named. Who spoke stays with the centre."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from matcher.errors import InvalidInput
from matcher.models import Complaint, Employer, Jobseeker, User
from matcher.services import complaints, consents, jobseekers, referrals, vetting
from matcher.vocabulary import ComplaintGround, ConsentPurpose, Permission, VettingState
from web.auth import requires, user
from web.forms.complaint import ComplaintForm, CredibleForm, NotCredibleForm, OutcomeForm, SafeForm
from web.session import db
from web.wording import plain

pages = Blueprint("complaints", __name__, url_prefix="/complaints")


@pages.get("/")
@requires(Permission.COMPLAIN)
def index() -> str:
    return render_template("complaints/index.html", told=complaints.of_centre(db(), user()))


@pages.route("/new", methods=["GET", "POST"])
@requires(Permission.COMPLAIN)
def new() -> str | Response:
    """What was said. Nothing follows from it until somebody finds it credible."""
    known = [(slug, name) for slug, name in db().execute(select(Employer.slug, Employer.name).order_by(Employer.name))]
    people = [(one.public_id, one.name) for one in jobseekers.of_centre(db(), user())]
    form = ComplaintForm(known, people, employer=request.args.get("employer"), person=request.args.get("person"))
    if form.validate_on_submit():
        person = jobseekers.get(db(), user(), form.person.data) if form.person.data else None
        employer = vetting.employer_of(db(), form.employer.data)
        made = complaints.record(db(), employer, ComplaintGround(form.ground.data), form.told.data, user(), person)
        flash(_("Written down. Now somebody has to judge whether it is credible."))
        return redirect(url_for("complaints.one", public_id=made.public_id))
    return render_template("complaints/new.html", form=form)


@pages.get("/<public_id>")
@requires(Permission.SIGNED_IN)
def one(public_id: str) -> str:
    return _page(complaints.get(db(), public_id, user()))


@pages.post("/<public_id>/credible")
@requires(Permission.SIGNED_IN)
def credible(public_id: str) -> str | Response:
    """A named person's word. A grave ground hides the employer in this very moment."""
    complaint, form = complaints.get(db(), public_id, user()), CredibleForm()
    if not form.validate_on_submit():
        return _page(complaint, credible=form)
    complaints.find_credible(db(), complaint, form.because.data, user())
    hidden = _("Credible. The employer and its vacancies are hidden from now on.")
    flash(hidden if complaint.ground.grave else _("Credible. Your reason is kept with your name."))
    return redirect(url_for("complaints.one", public_id=public_id))


@pages.post("/<public_id>/not-credible")
@requires(Permission.SIGNED_IN)
def not_credible(public_id: str) -> str | Response:
    complaint, form = complaints.get(db(), public_id, user()), NotCredibleForm()
    if not form.validate_on_submit():
        return _page(complaint, not_credible=form)
    complaints.not_credible(db(), complaint, form.why_not.data, user())
    flash(_("Saved. The complaint is closed."))
    return redirect(url_for("complaints.one", public_id=public_id))


@pages.post("/<public_id>/safe")
@requires(Permission.COMPLAIN)
def safe(public_id: str) -> str | Response:
    """The complainant's counsellor says that the employer may read "under review", long enough after."""
    complaint, form = complaints.get(db(), public_id, user()), SafeForm()
    if form.validate_on_submit():
        try:
            told_from = complaints.safe_to_tell(db(), complaint, user(), bool(form.may_be_recognised.data))
            if told_from is None:
                flash(_("Saved. The employer is told nothing yet: it is not safe for somebody else, or nothing is held back."))
            else:
                flash(_("Saved. The employer reads “under review” from %(day)s.", day=plain.day(told_from.date())))
            return redirect(url_for("complaints.one", public_id=public_id))
        except InvalidInput:
            form.may_be_recognised.errors = [*form.may_be_recognised.errors, _("Few people were placed there: ask the person first.")]
    return _page(complaint, safe=form)


@pages.post("/<public_id>/close")
@requires(Permission.SIGNED_IN)
def close(public_id: str) -> str | Response:
    complaint, form = complaints.get(db(), public_id, user()), OutcomeForm()
    if not form.validate_on_submit():
        return _page(complaint, close=form)
    complaints.close(db(), complaint, form.outcome.data, user())
    flash(_("Saved. The complaint is closed."))
    return redirect(url_for("complaints.one", public_id=public_id))


def _page(
    complaint: Complaint,
    credible: CredibleForm | None = None,
    not_credible: NotCredibleForm | None = None,
    safe: SafeForm | None = None,
    close: OutcomeForm | None = None,
) -> str:
    """One complaint; a form that was refused stands there with its errors."""
    own = _own(complaint)
    return render_template(
        "complaints/one.html",
        complaint=complaint,
        person=_complainant(complaint) if own else None,
        own=own,
        judge=db().get(User, complaint.credible_by) if complaint.credible_by else None,
        told_from=next((one.told_from for one in complaint.employer.vettings if one.silent and one.state is VettingState.SUSPENDED), None),
        few=own and referrals.placed_at(db(), complaint.employer_id) < complaints.FEW,
        credible=credible or CredibleForm(formdata=None),
        not_credible=not_credible or NotCredibleForm(formdata=None),
        safe=safe or SafeForm(formdata=None),
        close=close or OutcomeForm(formdata=None),
    )


def _own(complaint: Complaint) -> bool:
    """Whether the user is a counsellor of the complainant's centre: nobody else may learn who spoke."""
    return user().may(Permission.COMPLAIN) and user().centre_id == complaint.centre_id


def _complainant(complaint: Complaint) -> Jobseeker | None:
    person = db().get(Jobseeker, complaint.jobseeker_id) if complaint.jobseeker_id else None
    return person if person is not None and consents.in_force(db(), person, ConsentPurpose.MATCHING) else None
