"""The employer's vacancies: the list, one with what can be done with it, and its way from draft to its end."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher import publication
from matcher.database import now
from matcher.errors import InvalidInput, NotPublishable
from matcher.models import VacancyRow
from matcher.services import accounts, publishing
from matcher.vocabulary import Permission, VacancyState
from web import i18n
from web.auth import requires, user
from web.forms.own import ExtendForm
from web.forms.person import ConfirmForm
from web.pages import own_files, own_steps
from web.pages.own_stand import stand_of
from web.pages.own_steps import own_row
from web.session import db

pages = Blueprint("own_vacancies", __name__, url_prefix="/my/vacancies")
pages.register_blueprint(own_steps.pages)
pages.register_blueprint(own_files.pages)

#: Vacancies on one page.
SHOWN = 50
ENDS = {"close": VacancyState.CLOSED, "fill": VacancyState.FILLED}


@pages.get("/")
@requires(Permission.OWN_EMPLOYER)
def index() -> str:
    employer = accounts.employer_of(db(), user())
    rows, page = publishing.all_of(db(), employer), max(1, request.args.get("page", 1, type=int))
    house, shown = publishing.house(db()), rows[(page - 1) * SHOWN : page * SHOWN]
    todo = {row.id: len(publication.stops(publishing.check(db(), row, known=house))) for row in shown if row.state is VacancyState.DRAFT}
    return render_template(
        "own/vacancies.html", rows=shown, todo=todo, page=page, pages=-(-len(rows) // SHOWN), today=now().date(),
        drafts=sum(row.state is VacancyState.DRAFT for row in rows), stand=stand_of(employer, now()),
    )  # fmt: skip


@pages.post("/new")
@requires(Permission.OWN_EMPLOYER)
def new() -> Response:
    made = publishing.draft(db(), accounts.employer_of(db(), user()), lang=i18n.lang())
    return redirect(url_for("own_vacancies.steps.work", public_id=made.public_id))


@pages.get("/<public_id>")
@requires(Permission.OWN_EMPLOYER)
def one(public_id: str) -> str:
    return _page(own_row(public_id), ExtendForm())


@pages.post("/<public_id>/publish")
@requires(Permission.OWN_EMPLOYER)
def publish(public_id: str) -> Response:
    row = own_row(public_id)
    try:
        publishing.publish(db(), row, user())
    except NotPublishable:
        flash(_("Not published yet: something is still to be done."), "danger")
        return redirect(url_for("own_vacancies.steps.check", public_id=public_id))
    flash(_("Published."))
    return redirect(url_for("own_vacancies.one", public_id=public_id))


@pages.post("/<public_id>/<any(close, fill):end>")
@requires(Permission.OWN_EMPLOYER)
def finish(public_id: str, end: str) -> Response:
    publishing.finish(db(), own_row(public_id), ENDS[end])
    flash(_("Nobody is shown this vacancy any more."))
    return redirect(url_for("own_vacancies.one", public_id=public_id))


@pages.post("/<public_id>/extend")
@requires(Permission.OWN_EMPLOYER)
def extend(public_id: str) -> str | Response:
    row, form = own_row(public_id), ExtendForm()
    if not form.validate_on_submit() or not _extended(row, form):
        return _page(row, form)
    flash(_("Open until the new day."))
    return redirect(url_for("own_vacancies.one", public_id=public_id))


def _extended(row: VacancyRow, form: ExtendForm) -> bool:
    try:
        publishing.extend(db(), row, form.closes_on.data, user())
    except InvalidInput as error:
        form.blame(error)
        return False
    except NotPublishable:
        form.closes_on.errors = [_("Something else must be changed first. Copy the vacancy, and see its check.")]
        return False
    return True


@pages.post("/<public_id>/copy")
@requires(Permission.OWN_EMPLOYER)
def copy(public_id: str) -> Response:
    made = publishing.copy(db(), own_row(public_id))
    flash(_("This is the copy. Only the days are still open."))
    return redirect(url_for("own_vacancies.steps.terms", public_id=made.public_id))


@pages.route("/<public_id>/remove", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def remove(public_id: str) -> str | Response:
    row, form = own_row(public_id), ConfirmForm()
    if row.state is not VacancyState.DRAFT or row.publications:
        abort(404)
    if form.validate_on_submit():
        publishing.remove_draft(db(), row)
        flash(_("Removed."))
        return redirect(url_for("own_vacancies.index"))
    return render_template("own/remove.html", row=row, form=form)


def _page(row: VacancyRow, form: ExtendForm) -> str:
    stops = publication.stops(publishing.check(db(), row)) if row.state is VacancyState.DRAFT else []
    return render_template("own/vacancy.html", row=row, stops=stops, form=form, stand=stand_of(row.employer, now()), today=now().date())
