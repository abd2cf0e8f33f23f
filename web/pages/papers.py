"""Study and papers: what the person learnt, in their words, how it is understood, and what of that they confirm."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher import recognition
from matcher.models import Jobseeker
from matcher.services import jobseekers, papers, telling
from matcher.vocabulary import Permission
from occupations import licences
from web.auth import requires, user
from web.forms import choices
from web.forms.papers import LicenceForm, PaperForm, finished, settled
from web.forms.papers import licences as ticked
from web.session import db, services
from web.wording import papers as wording

pages = Blueprint("papers", __name__, url_prefix="/jobseekers/<public_id>")


@pages.route("/papers", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def index(public_id: str) -> str | Response:
    """One form: what was settled of the lines above is saved with whatever else is done. Nothing is certain without a tick."""
    person = jobseekers.get(db(), user(), public_id)
    form, licence, do = PaperForm(lang=person.lang), LicenceForm(), request.form.get("do", "")
    if request.method == "GET":
        return _page(person, form, licence)
    for line, said in settled(person, request.form):
        papers.settle(db(), person, line, said)
    held = ticked(request.form.getlist("licence"))
    papers.add_licences(db(), person, held)
    if do.startswith("remove-"):
        telling.forget_school(db(), person, telling.school_of(person, do.removeprefix("remove-")))
    elif not form.empty():
        if not form.validate():
            return _page(person, form, licence)
        papers.add(db(), person, form.paper())
        flash(_("Saved. Check below what we understood."))
    elif licence.asked() and not held and licence.asked() != request.form.get("licence_seen"):
        return _page(person, form, licence)
    elif do == "next":
        return redirect(url_for("profile.plans", public_id=public_id))
    else:
        flash(_("Saved."))
    return redirect(url_for("papers.index", public_id=public_id))


def _page(person: Jobseeker, form: PaperForm, licence: LicenceForm) -> str:
    asked = licence.asked()
    return render_template(
        "profile/papers.html",
        person=person,
        form=form,
        licence=licence,
        read=wording.licence(licences.read(asked, licence.country())) if asked else None,
        lines=[wording.line(one, person.countries or ()) for one in person.qualifications if one.title or one.institution],
        ticks=[one for one in person.qualifications if one.kind and not one.title and not one.institution],
        finished=finished(),
        kinds=choices.qualifications(),
        outside_school=wording.outside_school(recognition.load(services().settings.content)),
    )
