"""One vetting as an officer works on it: the case on one page, a page for each criterion, documents, proposal and decision."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from matcher import documents
from matcher.database import now
from matcher.errors import InvalidInput, MatcherError, NotFound, NotGrantable
from matcher.models import CriterionAnswer, Statement, User, Vetting
from matcher.services import cases, complaints, criteria, evidence, referrals, steps, vetting
from matcher.vocabulary import Permission, ProposalKind, Shown, Standing, VettingState
from web.auth import requires, user
from web.forms import vetting as forms
from web.session import db, services
from web.wording import uploads

pages = Blueprint("vettings", __name__)
CASE = "/vettings/<int(max=2147483647):case_id>"
#: More than may be kept, so that a file that is too large gets its own message and nothing typed is lost.
UPLOAD = 3 * documents.MOST_BYTES


@pages.get(CASE + "/")
@requires(Permission.VET)
def one(case_id: int) -> str:
    """The whole case: what was found, what stands in the way, what was said, and every step."""
    case = case_of(case_id)
    known = criteria.of(case.criteria_version)
    return render_template(
        "vettings/one.html",
        case=case,
        criteria=[one for one in known.values() if not one.recruiters_only or case.employer.recruiter],
        known=known,
        answers=cases.answers(case),
        statements=cases.statements(case),
        obstacles={one.criterion: one for one in cases.obstacles(case)} if case.state in cases.EXAMINED else {},
        standing=vetting.standing(case, now()),
        zone=cases.zone(case),
        officers={one.id: one.name for one in db().query(User).where(User.id.in_({step.by for step in case.steps if step.by}))},
        intact=steps.intact(case),
        workers=referrals.workers_say(db(), case.employer),
        complaints=complaints.of_employer(db(), case.employer),
        kinds=proposals(case),
        done=forms.DoneForm(),
        postpone=forms.PostponeForm(),
        document=forms.DocumentForm(),
    )


@pages.route(CASE + "/criteria/<code>", methods=["GET", "POST"])
@requires(Permission.VET)
def criterion(case_id: int, code: str) -> str | AnyResponse:
    """One criterion: what the employer says, the documents, and what the officer finds."""
    case = case_of(case_id)
    known = criteria.of(case.criteria_version)
    if code not in known:
        raise NotFound(criterion=code)
    held = evidence.of_employer(db(), case.employer)
    before = cases.answers(case).get(code)
    form = forms.AnswerForm([(one.public_id, one.title) for one in held])
    if request.method == "GET" and before is not None:
        form.shown.data, form.note.data = before.shown.value, before.note
        form.applies.data = {True: "yes", False: "no", None: ""}[before.applies]
        form.evidence.data = [link.document.public_id for link in before.evidence]
    elif form.validate_on_submit():
        chosen = [one for one in held if one.public_id in (form.evidence.data or ())]
        error = attempt(
            lambda: cases.answer(
                db(), case, code, Shown(form.shown.data), user(), applies=form.applies_answer(), evidence=chosen, note=form.note.data or ""
            )
        )
        if error is None:
            flash(_("Saved."))
            return redirect(url_for("vettings.criterion", case_id=case_id, code=_next(case, code)))
        form.note.errors = [*form.note.errors, _("Say why in the note.")]
    return render_template(
        "vettings/criterion.html", case=case, criterion=known[code], form=form, held=held, before=before,
        statement=cases.statements(case).get(code), action=forms.ActionForm(), document=forms.DocumentForm(),
        earlier=_earlier(case, code), zone=cases.zone(case),
        open=case.state in cases.EXAMINED, actions=[one for one in case.actions if one.criterion == code],
    )  # fmt: skip


@pages.post(CASE + "/evidence")
@requires(Permission.VET, max_bytes=UPLOAD)
def upload(case_id: int) -> AnyResponse:
    """A document the officer adds: an interview, a visit, an answer of an authority. The employer never sees it."""
    case, form = case_of(case_id), forms.DocumentForm()
    code = request.form.get("criterion") or None
    back = url_for("vettings.criterion", case_id=case_id, code=code) if code else url_for("vettings.one", case_id=case_id)
    if not form.validate_on_submit() or not form.file.data:
        flash(_("Choose a file first."), "danger")
        return redirect(back)
    try:
        evidence.add(
            db(), services().vault, case, form.file.data.read(), form.file.data.filename or "", user(), criterion=code,
            title=form.title.data or "", expires_on=form.expires_on.data,
        )  # fmt: skip
        flash(_("Document kept."))
    except InvalidInput as error:
        flash(uploads.refusal(str(error.facts.get("reason", ""))), "danger")
    return redirect(back)


@pages.get("/evidence/<public_id>")
@requires(Permission.SIGNED_IN)
def download(public_id: str) -> Response:
    """A document, for those who may open it. Always saved to disk, never shown inside a page of ours."""
    document, _owner = evidence.get(db(), public_id, user())
    answer = Response(evidence.read(services().vault, document), mimetype=document.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=evidence.file_name(document))
    answer.headers["X-Download-Options"] = "noopen"
    return answer


@pages.post(CASE + "/criteria/<code>/actions")
@requires(Permission.VET)
def agree_action(case_id: int, code: str) -> AnyResponse:
    case, form = case_of(case_id), forms.ActionForm()
    back = redirect(url_for("vettings.criterion", case_id=case_id, code=code))
    if not form.validate_on_submit():
        flash(_("Write what has to be mended, and by when."), "danger")
        return back
    error = attempt(lambda: cases.agree_action(db(), case, code, form.what.data, form.due_on.data, user()))
    flash(*((_("Saved."), "success") if error is None else (_("This cannot be agreed: a day that is past, or a must."), "danger")))
    return back


@pages.post(CASE + "/actions/<int(max=2147483647):action_id>")
@requires(Permission.VET)
def settle_action(case_id: int, action_id: int) -> AnyResponse:
    """Done, as the officer saw, or given another last day."""
    case = case_of(case_id)
    action = next((one for one in case.actions if one.id == action_id), None)
    if action is None:
        raise NotFound(action=action_id)
    done, postpone = forms.DoneForm(), forms.PostponeForm()
    if request.form.get("do") == "postpone" and postpone.validate_on_submit():
        error = attempt(lambda: cases.postpone_action(db(), case, action, postpone.due_on.data, user()))
    elif done.validate_on_submit():
        error = attempt(lambda: cases.action_done(db(), case, action, done.note.data, user()))
    else:
        error = InvalidInput(field="note", reason="missing")
    flash(*((_("Saved."), "success") if error is None else (_("Not saved: something is missing, or the day is past."), "danger")))
    return redirect(url_for("vettings.one", case_id=case_id))


@pages.route(CASE + "/exception", methods=["GET", "POST"])
@requires(Permission.VET)
def exception(case_id: int) -> str | AnyResponse:
    """An exception that a law allows: recorded and shown, never hidden."""
    case, form = case_of(case_id), forms.ExceptionForm()
    known = criteria.of(case.criteria_version).values()
    form.criterion.choices = [(one.code, forms.say.criterion(one)) for one in known if not one.grave or one.code == cases.FEES]
    if form.validate_on_submit():
        cases.record_exception(db(), case, form.criterion.data, form.law.data, form.what.data, user())
        flash(_("Recorded. It is shown with every vacancy of this employer."))
        return redirect(url_for("vettings.one", case_id=case_id))
    return render_template("vettings/exception.html", case=case, form=form)


def case_of(case_id: int) -> Vetting:
    """With what the clock did to it written down, where somebody is about to write."""
    case = db().get(Vetting, case_id)
    if case is None:
        raise NotFound(vetting=case_id)
    return case


def _earlier(case: Vetting, code: str) -> list[Statement | CriterionAnswer]:
    """What was said and found before, newest last; what counts now stands apart."""
    told = [one for one in case.statements if one.criterion == code][:-1]
    found = [one for one in case.answers if one.criterion == code][:-1]
    return sorted([*told, *found], key=lambda one: one.at)


def _next(case: Vetting, code: str) -> str:
    """The criterion after this one; the same where it is the last."""
    codes = [one.code for one in criteria.of(case.criteria_version).values() if not one.recruiters_only or case.employer.recruiter]
    return codes[min(codes.index(code) + 1, len(codes) - 1)] if code in codes else codes[0]


def attempt(do: Callable[[], object]) -> MatcherError | None:
    """What a verb says against it, to be shown beside a field; other errors have a page of their own."""
    try:
        do()
    except (InvalidInput, NotGrantable) as error:
        return error
    return None


def proposals(case: Vetting) -> list[ProposalKind]:
    """What can be proposed now."""
    if vetting.standing(case, now()) is Standing.LAPSED:
        return [ProposalKind.REINSTATE, ProposalKind.WITHDRAW]
    return {
        VettingState.EXAMINATION: [ProposalKind.GRANT, ProposalKind.REFUSE],
        VettingState.SUSPENDED: [ProposalKind.REINSTATE, ProposalKind.WITHDRAW],
        VettingState.GRANTED: [ProposalKind.WITHDRAW],
    }.get(case.state, [])
