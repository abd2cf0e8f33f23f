"""The guided profile: work, skills, languages, where and when. Each step saves by itself and can be left for later."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.models import Jobseeker
from matcher.services import jobseekers, linking
from matcher.services import skills as skills_told
from matcher.vocabulary import Permission
from web import i18n
from web.auth import requires, user
from web.forms import choices
from web.forms.level import LevelForm, asked_in
from web.forms.person import LanguagesForm, SkillsForm, WorkForm
from web.forms.plans import PlansForm
from web.session import db, services

pages = Blueprint("profile", __name__, url_prefix="/jobseekers/<public_id>")

#: Occupations offered for one experience; more would not be read.
OFFERED = 5


@pages.route("/work", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def work(public_id: str) -> str | Response:
    """What the person did, in their words, and which occupation each is. One form: nothing chosen is lost by saving something else."""
    person = jobseekers.get(db(), user(), public_id)
    form, do = WorkForm(lang=person.lang), request.form.get("do", "")
    if request.method == "GET":
        return _work_page(person, form)
    _confirm(person)
    if do == "look":
        return _work_page(person, form)
    if do.startswith("remove-"):
        jobseekers.remove_experience(db(), person, jobseekers.experience_of(person, do.removeprefix("remove-")))
    elif not form.empty() or not person.experiences:
        if not form.validate():
            return _work_page(person, form)
        jobseekers.add_experience(db(), person, form.text.data, form.lang.data, form.total_months(), form.country.data or None)
        flash(_("Saved. Check below what we understood."))
    elif do == "next":
        return redirect(url_for("profile.skills", public_id=public_id))
    else:
        flash(_("Saved."))
    return redirect(url_for("profile.work", public_id=public_id))


def _confirm(person: Jobseeker) -> None:
    """What the words mean, as counsellor and person agreed.

    A code that does not exist was offered before another edition was put to use: what was confirmed stays as it was carried over.
    """
    taxonomy = services().taxonomy
    for experience in person.experiences:
        chosen = request.form.get(f"occupation-{experience.id}")
        if chosen == "" or chosen in taxonomy.occupations:
            jobseekers.confirm_occupation(db(), experience, taxonomy.occupations.get(chosen or ""), taxonomy.edition)


def _work_page(person: Jobseeker, form: WorkForm) -> str:
    """The suggestions for each work: for its words, or for the other words that somebody looks up."""
    told = person.experiences
    looked = {one.id: words for one in told if (words := request.form.get(f"look-{one.id}", "").strip()[:200])}
    asked = [looked.get(one.id, one.title or one.text) for one in told]
    langs = [None if one.id in looked else one.lang for one in told]
    known = services().confirmations.of(db(), person.centre_id, services().taxonomy)
    found = services().linker.link_many(asked, langs, top=OFFERED, exemplars=known)
    return render_template("profile/work.html", person=person, form=form, told=list(zip(told, found, strict=True)), looked=looked)


@pages.route("/skills", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def skills(public_id: str) -> str | Response:
    """The skills that the person's own words name, then the typical ones of each occupation: offered to be ticked, never assumed."""
    person, form = jobseekers.get(db(), user(), public_id), SkillsForm()
    held = [one.skill for one in person.skills]
    if form.validate_on_submit():
        jobseekers.set_skills(db(), person, form.known(services().taxonomy.skills, held))
        return redirect(url_for("profile.languages", public_id=public_id))
    codes = linking.worked_in(services().linker, person.experiences)
    offered = skills_told.to_tick(services().skill_finder, skills_told.told(person), codes, held)
    return render_template("profile/skills.html", person=person, form=form, offered=offered, held=held)


@pages.route("/languages", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def languages(public_id: str) -> str | Response:
    person = jobseekers.get(db(), user(), public_id)
    form = LanguagesForm.of(person)
    if form.validate_on_submit():
        jobseekers.set_languages(db(), person, form.held())
        if asked := form.asked():
            return redirect(url_for("profile.level", public_id=public_id, code=asked))
        return redirect(url_for("papers.index", public_id=public_id))
    return render_template("profile/languages.html", person=person, form=form)


@pages.route("/languages/<code>", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def level(public_id: str, code: str) -> str | Response:
    """Sentences about one language, worded for the reader and the person, to tick what is true. Their level is proposed, not noted."""
    person = jobseekers.get(db(), user(), public_id)
    if code not in choices.SPOKEN and code not in [one.code for one in person.languages]:
        abort(404)
    form, asked = LevelForm.of(person, code), asked_in((i18n.lang(), person.lang))
    if not form.validate_on_submit():
        return render_template("profile/level.html", person=person, form=form, code=code, asked=asked, found=None)
    if request.form.get("do") != "save":
        return render_template("profile/level.html", person=person, form=form, code=code, asked=asked, found=form.propose())
    jobseekers.set_level(db(), person, code, form.chosen())
    flash(_("Saved."))
    return redirect(url_for("profile.languages", public_id=public_id))


@pages.route("/plans", methods=["GET", "POST"])
@requires(Permission.EDIT_PROFILE)
def plans(public_id: str) -> str | Response:
    """Where and when, and what the person holds. What is left open stays unknown and becomes a question."""
    person = jobseekers.get(db(), user(), public_id)
    form = PlansForm.of(person, services().matching.regions(db(), [*(person.countries or ()), *filter(None, [person.returns_to])]))
    if form.validate_on_submit():
        jobseekers.set_answers(db(), person, form.answers())
        if not user().may(Permission.SEE_MATCHES):
            flash(_("Saved."))
            return redirect(url_for("cvs.index", public_id=public_id))
        return redirect(url_for("matches.of_person", public_id=public_id))
    return render_template("profile/plans.html", person=person, form=form)
