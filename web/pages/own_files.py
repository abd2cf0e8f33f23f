"""Vacancies from a file: all of it or nothing, and the drafts that came of it published together."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from matcher import publication
from matcher.documents import XLSX, clean_name
from matcher.errors import InvalidInput
from matcher.exchange import Problem, template_csv, template_xlsx
from matcher.models import Employer, VacancyRow
from matcher.services import accounts, importing, publishing
from matcher.vocabulary import Permission, VacancyState
from web import i18n
from web.auth import requires, user
from web.forms.own import ImportForm
from web.session import db, services

pages = Blueprint("files", __name__)

MOST_BYTES, MOST_ROWS, SHOWN = 5_000_000, 5_000, 100
#: Published at one press; more would keep everybody waiting.
AT_ONCE = 200


@pages.route("/import", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER, writes=False, max_bytes=MOST_BYTES + 100_000)
def take() -> str | AnyResponse:
    """The request itself only reads: linking takes the longest, and nobody else who writes should wait for it."""
    form, problems = ImportForm(), list[Problem]()
    if form.validate_on_submit():
        try:
            report = _taken(accounts.employer_of(db(), user()).slug, form.file.data)
        except InvalidInput as error:
            form.blame(error)
        else:
            problems = report.unreadable
            if not problems:
                flash(_counted(report))
                return redirect(url_for("own_vacancies.files.drafts"))
    return render_template("own/import.html", form=form, problems=problems[:SHOWN], count=len(problems), rows=MOST_ROWS)


def _taken(slug: str, file: FileStorage | None) -> importing.Report:
    """Stores every row, or none where one has a problem. Raises InvalidInput for a file that cannot be taken at all."""
    if not file or not file.filename:
        raise InvalidInput(field="file", reason="missing")
    raw, report = file.read(), importing.Report()
    if len(raw) > MOST_BYTES:
        raise InvalidInput(field="file", reason="too large")
    before = importing.known(db(), slug)
    rows = importing.read(raw, clean_name(file.filename), i18n.lang(), before.country, report, limit=MOST_ROWS)
    if not report.unreadable:
        occupations = importing.link(rows, before, services().linker)
        with services().transaction() as session:
            importing.store(session, slug, rows, occupations, report)
    return report


def _counted(report: importing.Report) -> str:
    told = _("%(read)s read: %(new)s new, %(changed)s changed, %(same)s as they were.",
             read=report.read, new=report.new, changed=report.changed, same=report.unchanged)  # fmt: skip
    if report.unlinked:
        told += " " + ngettext("For %(num)s of them we did not understand which work it is.",
                               "For %(num)s of them we did not understand which work it is.", report.unlinked)  # fmt: skip
    return told


@pages.get("/drafts")
@requires(Permission.OWN_EMPLOYER)
def drafts() -> str:
    """Every draft, and whether it can be published now."""
    found = _drafts(accounts.employer_of(db(), user()))
    ready = sum(not stops for _row, stops in found)
    return render_template("own/drafts.html", found=found[:SHOWN], count=len(found), ready=ready)


@pages.post("/drafts/publish")
@requires(Permission.OWN_EMPLOYER, writes=False)
def publish_all() -> AnyResponse:
    """Checked while nobody waits; each is checked again when it is published."""
    ready = [row for row, stops in _drafts(accounts.employer_of(db(), user())) if not stops]
    for row in ready[:AT_ONCE]:
        with services().transaction() as session:
            publishing.publish(session, session.get_one(VacancyRow, row.id), user())
    flash(ngettext("%(num)s vacancy is published.", "%(num)s vacancies are published.", min(len(ready), AT_ONCE)))
    if len(ready) > AT_ONCE:
        flash(_("Press again for the others."))
    return redirect(url_for("own_vacancies.files.drafts"))


def _drafts(employer: Employer) -> list[tuple[VacancyRow, list[publication.Problem]]]:
    """Each with what stops it, those that can be published first."""
    whole = (selectinload(VacancyRow.costs), selectinload(VacancyRow.deductions), selectinload(VacancyRow.allowed_wording))
    query = select(VacancyRow).where(VacancyRow.employer_id == employer.id, VacancyRow.state == VacancyState.DRAFT).options(*whole)
    house = publishing.house(db())
    found = [(row, publication.stops(publishing.check(db(), row, known=house))) for row in db().scalars(query.order_by(VacancyRow.id))]
    return sorted(found, key=lambda one: len(one[1]))


@pages.get("/template.<any(csv, xlsx):kind>")
@requires(Permission.OWN_EMPLOYER)
def template(kind: str) -> Response:
    """A file to fill in."""
    answer = Response(template_csv(), mimetype="text/csv") if kind == "csv" else Response(template_xlsx(), mimetype=XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"oficio-vacancies.{kind}")
    return answer
