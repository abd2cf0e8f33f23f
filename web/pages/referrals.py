"""Putting a person forward: what they agreed to, what the employer sees of them, and the offers that came."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.errors import InvalidInput
from matcher.services import consents, jobseekers, referrals, vacancies
from matcher.vocabulary import ConsentPurpose, Permission, Shared
from web import i18n
from web.auth import requires, user
from web.forms.offer import OfferForm
from web.forms.person import ConfirmForm
from web.forms.referral import OfferFileForm, ReferForm
from web.pages import outcomes
from web.session import db

pages = Blueprint("referrals", __name__, url_prefix="/jobseekers/<public_id>/referrals")
pages.register_blueprint(outcomes.pages)

#: A file with one offer; the largest by far seen is a tenth of it.
OFFER_BYTES = 300_000


@pages.get("/")
@requires(Permission.REFER)
def index(public_id: str) -> str:
    person = jobseekers.get(db(), user(), public_id)
    told = referrals.of_person(db(), person)
    agreed = consents.in_force(db(), person, ConsentPurpose.PROPOSING)
    return render_template(
        "referrals/index.html", person=person, told=told, agreed=agreed, hidden=outcomes.hidden(told), form=ConfirmForm()
    )


@pages.route("/new/<vacancy>", methods=["GET", "POST"])
@requires(Permission.REFER)
def new(public_id: str, vacancy: str) -> str | Response:
    """The consent is read out first; nothing that an employer may see is ticked beforehand."""
    person = jobseekers.get(db(), user(), public_id)
    row = vacancies.show_public(db(), vacancy)
    told = referrals.of_person(db(), person)
    before = next((one for one in told if one.vacancy_id == row.id), None)
    if before is not None:
        flash(_("This person was put forward for this vacancy before."))
        return redirect(url_for("referrals.one", public_id=public_id, referral=before.public_id))
    agreed = consents.in_force(db(), person, ConsentPurpose.PROPOSING)
    form = ReferForm(agreed is not None)
    if form.validate_on_submit():
        consents.give(db(), person, ConsentPurpose.PROPOSING, i18n.lang(), user().id)
        made = referrals.refer(db(), person, row, form.topics(), form.contact.data, user())
        flash(_("Put forward. Below stands what the employer sees."))
        return redirect(url_for("referrals.one", public_id=public_id, referral=made.public_id))
    revived = [] if agreed else [one for one in told if one.state in outcomes.SEEN]
    return render_template(
        "referrals/new.html", person=person, row=row, form=form, agreed=agreed, revived=revived, topics=Shared, confirm=ConfirmForm()
    )


@pages.post("/take-back-consent")
@requires(Permission.REFER)
def take_back_consent(public_id: str) -> Response:
    """The person no longer wants employers to know of them. The profile stays."""
    person = jobseekers.get(db(), user(), public_id)
    consents.withdraw(db(), person, ConsentPurpose.PROPOSING)
    flash(_("The consent is withdrawn. From now on no employer sees anything about this person here."))
    return redirect(url_for("referrals.index", public_id=public_id))


@pages.get("/<referral>")
@requires(Permission.REFER)
def one(public_id: str, referral: str) -> str:
    return outcomes.page(*outcomes.found(public_id, referral))


@pages.route("/<referral>/withdraw", methods=["GET", "POST"])
@requires(Permission.REFER)
def withdraw(public_id: str, referral: str) -> str | Response:
    person, given = outcomes.found(public_id, referral)
    form = ConfirmForm()
    if form.validate_on_submit():
        referrals.withdraw(db(), given, user())
        flash(_("Taken back. The employer no longer sees this person."))
        return redirect(url_for("referrals.one", public_id=public_id, referral=referral))
    return render_template(
        "referrals/confirm.html", person=person, given=given, form=form, title=_("Take back?"), button=_("Take back"),
        text=_("The employer no longer sees this person. The person cannot be put forward for this vacancy again."),
    )  # fmt: skip


@pages.route("/<referral>/not-hired", methods=["GET", "POST"])
@requires(Permission.REFER)
def not_hired(public_id: str, referral: str) -> str | Response:
    person, given = outcomes.found(public_id, referral)
    form = ConfirmForm()
    if form.validate_on_submit():
        referrals.not_hired(db(), given, user())
        flash(_("Saved."))
        return redirect(url_for("referrals.one", public_id=public_id, referral=referral))
    return render_template(
        "referrals/confirm.html", person=person, given=given, form=form, title=_("Not hired?"), button=_("Not hired"),
        text=_("Nothing more can come of it: no interview, no placement."),
    )  # fmt: skip


@pages.route("/<referral>/offer", methods=["GET", "POST"])
@requires(Permission.REFER, max_bytes=OFFER_BYTES)
def offer(public_id: str, referral: str) -> str | Response:
    """What the employer offered, typed in or as a file, beside what was published."""
    person, given = outcomes.found(public_id, referral)
    promised, sent_file = referrals.promised(db(), given), "file" in request.files
    form, upload = OfferForm(formdata=None) if sent_file else OfferForm(), OfferFileForm()
    if request.method == "GET" or sent_file:
        form.start_from(promised)
    if (upload if sent_file else form).validate_on_submit():
        try:
            said = upload.given() if sent_file else form.given(promised)
            made = referrals.record_offer(db(), given, said, user())
            flash(_("Offer kept. Below stands how it differs from what was promised."))
            return redirect(url_for("referrals.one", public_id=public_id, referral=referral, _anchor=f"offer-{made.public_id}"))
        except InvalidInput as error:
            (upload if sent_file else form).blame(error)
    return render_template("referrals/offer.html", person=person, given=given, form=form, upload=upload)
