"""CVs of one person: made from the profile, looked at, translated by people, taken along."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from matcher.cv import documents, json_resume, titles
from matcher.cv.compose import Composed, digest
from matcher.cv.hints import hints
from matcher.cv.sheet import Words, lay_out
from matcher.models import CurriculumVitae, Jobseeker
from matcher.services import cvs, guides, jobseekers, linking, vacancies
from matcher.vocabulary import CvFormat, Permission
from web import i18n
from web.auth import requires, user
from web.forms.cv import CvForm, NewCvForm, first_settings
from web.forms.person import ConfirmForm
from web.pages import cv_telling
from web.session import db, services
from web.wording import cv as wording
from web.wording import guides as wording_of_guides
from web.wording.plain import occupation

pages = Blueprint("cvs", __name__, url_prefix="/jobseekers/<public_id>/cv")
pages.register_blueprint(cv_telling.pages)

#: Points an inch of a preview: about 500 pixels of width, which a telephone shows sharp enough to read headings.
PREVIEW_PPI = 62
#: Pages of a preview; whoever has more is told that nobody reads them.
MOST_SHOWN = 4


@pages.route("/", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def index(public_id: str) -> str | AnyResponse:
    """All CVs of the person, and how to make another."""
    person = jobseekers.get(db(), user(), public_id)
    form = NewCvForm([(f"isco:{code}", occupation(code)) for code in worked_in(person)])
    if form.validate_on_submit():
        made = cvs.make(db(), person, first_settings(form), edition=services().taxonomy.edition)
        return redirect(url_for("cvs.one", public_id=public_id, cv=made.public_id))
    kept = cvs.of_person(db(), person)
    seen = vacancies.visible(db(), [one.vacancy_id for one in kept if one.vacancy_id])
    return render_template("cvs/index.html", person=person, form=form, made=kept, seen=seen)


@pages.post("/for/<vacancy>")
@requires(Permission.PREPARE)
def for_vacancy(public_id: str, vacancy: str) -> AnyResponse:
    """A CV for one vacancy, in its language and for its country. One that is there already is opened."""
    person = jobseekers.get(db(), user(), public_id)
    row = vacancies.show_public(db(), vacancy)
    before = next((one for one in cvs.of_person(db(), person) if one.vacancy_id == row.id), None)
    if before is None:
        lang = row.lang if row.lang in i18n.LANGUAGES else i18n.lang()
        wanted = cvs.Settings(lang=lang, country=row.country, occupation=row.occupation)
        before = cvs.make(db(), person, wanted, row.id, services().taxonomy.edition)
    return redirect(url_for("cvs.one", public_id=public_id, cv=before.public_id))


@pages.route("/<cv>", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def one(public_id: str, cv: str) -> str | AnyResponse:
    """The CV as it will come out, what could be better, and the ways out."""
    person, kept, words, made = _made(public_id, cv)
    look = _look(kept)
    count = documents.count_pages(lay_out(made.resume, words, cvs.photo(db(), kept, services().vault)), look)
    return render_template(
        "cvs/one.html", person=person, cv=kept, made=made, pages=min(count, MOST_SHOWN), hints=hints(made, count),
        seen=bool(kept.vacancy_id and vacancies.visible(db(), [kept.vacancy_id])), form=ConfirmForm(),
    )  # fmt: skip


@pages.route("/<cv>/choose", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def choose(public_id: str, cv: str) -> str | AnyResponse:
    """What it is for, how it looks, what it shows."""
    person = jobseekers.get(db(), user(), public_id)
    kept = cvs.get(db(), person, cv)
    occupations = [(code, occupation(code)) for code in dict.fromkeys([*worked_in(person), *filter(None, [kept.occupation])])]
    form = CvForm.of(kept, [(key, _short(title)) for key, title in cvs.parts(person)], occupations)
    if form.validate_on_submit():
        cvs.change(db(), kept, form.settings())
        flash(_("Saved."))
        return redirect(url_for("cvs.one", public_id=public_id, cv=cv))
    known = titles.titles(services().taxonomy, kept.occupation or "", kept.lang, kept.country)[:10]
    customs = wording_of_guides.customs(guides.customs(services().settings.content).get(kept.country or ""))
    return render_template(
        "cvs/choose.html", person=person, cv=kept, form=form, has_photo=cvs.has_photo(db(), person), customs=customs, titles=known
    )


@pages.route("/<cv>/translate", methods=["GET", "POST"])
@requires(Permission.PREPARE)
def translate(public_id: str, cv: str) -> str | AnyResponse:
    """Free texts are translated by people only: the original stands beside."""
    person, kept, _words, made = _made(public_id, cv)
    form = ConfirmForm()
    foreign = list({digest(one.original): one for one in made.foreign}.items())
    if form.validate_on_submit():
        for key, one in foreign:
            given = request.form.get(f"text-{key}")
            if given is not None:
                cvs.translate(db(), person, kept.lang, one.original, given[: cvs.LONGEST_TEXT], user())
        flash(_("Saved."))
        return redirect(url_for("cvs.one", public_id=public_id, cv=cv))
    return render_template("cvs/translate.html", person=person, cv=kept, foreign=foreign, form=form)


@pages.get("/<cv>/page-<int:number>.png")
@requires(Permission.PREPARE)
def picture(public_id: str, cv: str, number: int) -> Response:
    """One page as a small picture, from the very source of the PDF."""
    _person, kept, words, made = _made(public_id, cv)
    sheet = lay_out(made.resume, words, cvs.photo(db(), kept, services().vault))
    drawn = documents.pictures(sheet, _look(kept), PREVIEW_PPI)
    if not 1 <= number <= min(len(drawn), MOST_SHOWN):
        abort(404)
    return Response(documents.small(drawn[number - 1]), mimetype="image/png")


@pages.get("/<cv>/file")
@requires(Permission.PREPARE)
def file(public_id: str, cv: str) -> AnyResponse:
    """The document, with or without a name."""
    _person, kept, words, made = _made(public_id, cv)
    try:
        look = documents.Look(CvFormat(request.args.get("format", "pdf")), kept.design, kept.paper, "anonymous" in request.args)
    except ValueError:
        abort(404)
    picture_shown = cvs.photo(db(), kept, services().vault)
    ready = documents.make(made.resume, look, words, services().taxonomy, picture_shown)
    # The name of the file says nothing about the person: it is seen by everybody who handles it.
    name = f"cv-{kept.lang}{'-anonymous' if look.anonymous else ''}{ready.ending}"
    return send_file(io.BytesIO(ready.content), ready.media_type, as_attachment=look.format is not CvFormat.TEXT, download_name=name)


@pages.post("/<cv>/remove")
@requires(Permission.PREPARE)
def remove(public_id: str, cv: str) -> AnyResponse:
    person = jobseekers.get(db(), user(), public_id)
    cvs.remove(db(), cvs.get(db(), person, cv))
    flash(_("The CV is removed. What you told stays in the profile."))
    return redirect(url_for("cvs.index", public_id=public_id))


@pages.get("/all.json")
@requires(Permission.PREPARE)
def everything(public_id: str) -> AnyResponse:
    """All that the person told, as JSON Resume: theirs, to keep or to take along."""
    person = jobseekers.get(db(), user(), public_id)
    lang = person.lang if person.lang in i18n.LANGUAGES else i18n.lang()
    content = json_resume.dumps(cvs.whole(db(), person, wording.words(lang, services().taxonomy)))
    return send_file(io.BytesIO(content), "application/json", as_attachment=True, download_name="profile.json")


def occupations_of(person: Jobseeker) -> dict[int, str]:
    """The occupation of each work, by its number: the one that was confirmed, else the most likely one."""
    found = linking.worked_in(services().linker, person.experiences)
    return {one.id: code for one, code in zip(person.experiences, found, strict=True) if code}


def worked_in(person: Jobseeker) -> list[str]:
    """The occupations of the person, each once."""
    return list(dict.fromkeys(occupations_of(person).values()))


def _made(public_id: str, cv: str) -> tuple[Jobseeker, CurriculumVitae, Words, Composed]:
    person = jobseekers.get(db(), user(), public_id)
    kept = cvs.get(db(), person, cv)
    words = wording.words(kept.lang, services().taxonomy)
    return person, kept, words, cvs.composed(db(), kept, words)


def _look(kept: CurriculumVitae) -> documents.Look:
    return documents.Look(CvFormat.PDF, kept.design, kept.paper)


def _short(title: str) -> str:
    return title if len(title) <= 90 else title[:89] + "…"
