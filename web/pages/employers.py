"""Employers for the vetting officer: how each one stands, new ones and their invitation, wording a law asks for."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.database import now
from matcher.errors import NotFound
from matcher.services import accounts, cases, criteria, publishing, vetting
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.vetting import LawForm, NewEmployerForm
from web.session import db

pages = Blueprint("employers", __name__, url_prefix="/employers")


@pages.get("/")
@requires(Permission.VET)
def index() -> str:
    """Those who wait for an officer come first."""
    found = vetting.overview(db())
    return render_template("employers/index.html", employers=sorted(found, key=lambda one: (not one.waits, one.open != "examination")))


@pages.route("/new", methods=["GET", "POST"])
@requires(Permission.INVITE_EMPLOYER)
def new() -> str | Response:
    form = NewEmployerForm()
    if form.validate_on_submit():
        made = accounts.register_employer(db(), form.name.data, form.country.data, form.place.data or "", form.recruiter.data, user())
        return _invited(made.slug)
    return render_template("employers/new.html", form=form)


@pages.get("/<slug>/")
@requires(Permission.VET)
def one(slug: str) -> str:
    """One employer: all its vettings and vacancies."""
    employer = vetting.employer_of(db(), slug)
    rows, known = publishing.all_of(db(), employer), publishing.house(db())
    return render_template(
        "employers/one.html",
        employer=employer,
        cases=[(case, vetting.standing(case, now()), cases.zone(case)) for case in reversed(employer.vettings)],
        open=vetting.being_worked_on(employer),
        rows=[(row, [found for found in publishing.check(db(), row, known=known) if found.code in publishing.WORDING]) for row in rows],
        law=LawForm(),
        clerks=accounts.clerks_of(db(), employer),
        version=criteria.current(),
    )


@pages.post("/<slug>/invite")
@requires(Permission.INVITE_EMPLOYER)
def invite(slug: str) -> Response:
    return _invited(slug)


@pages.post("/<slug>/vettings")
@requires(Permission.VET)
def open_case(slug: str) -> Response:
    """Begins a vetting for an employer, to be examined by officers when the employer has sent it."""
    case = cases.open_case(db(), vetting.employer_of(db(), slug), user().centre, user())
    flash(_("Begun. The employer can now write its application."))
    return redirect(url_for("vettings.one", case_id=case.id))


@pages.post("/<slug>/vacancies/<public_id>/wording")
@requires(Permission.VET)
def allow_wording(slug: str, public_id: str) -> Response:
    """Lets a term pass for one vacancy, because a law asks for it; the law is shown with the vacancy."""
    row, form = publishing.of_employer(db(), vetting.employer_of(db(), slug), public_id), LawForm()
    if form.validate_on_submit():
        publishing.allow_wording(db(), row, form.term.data, form.law.data, user())
        flash(_("Allowed for this vacancy."))
    else:
        flash(_("Name the law."), "danger")
    return redirect(url_for("employers.one", slug=slug))


@pages.get("/<slug>/invitation")
@requires(Permission.INVITE_EMPLOYER)
def invited(slug: str) -> str:
    """The address, for whoever has just made it: it stands in their session alone, and only its hash in the store."""
    employer, made = vetting.employer_of(db(), slug), session.get("invitation", {})
    if made.get("slug") != slug:
        raise NotFound(invitation=slug)
    return render_template("employers/invited.html", employer=employer, address=made["address"], days=accounts.INVITED_FOR.days)


def _invited(slug: str) -> Response:
    secret = accounts.invite(db(), vetting.employer_of(db(), slug), user())
    session["invitation"] = {"slug": slug, "address": url_for("invitations.accept", secret=secret, _external=True)}
    return redirect(url_for("employers.invited", slug=slug))
