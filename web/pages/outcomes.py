"""What comes of a referral: decisions about offers, the start of work, and what the worker says afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matcher.errors import InvalidInput, NotFound, WrongState
from matcher.models import Jobseeker, Offer, Referral
from matcher.services import jobseekers, referrals, vacancies, vetting
from matcher.vocabulary import OfferDecision, Permission, ReferralState
from web.auth import requires, user
from web.forms.referral import DecisionForm, FollowUpForm, PlacementForm
from web.session import db

pages = Blueprint("outcomes", __name__, url_prefix="/<referral>")

#: In these an employer sees the person, as long as they agree.
SEEN = tuple(state for state in ReferralState if state is not ReferralState.WITHDRAWN)


@pages.post("/offers/<offer>")
@requires(Permission.REFER)
def decide(public_id: str, referral: str, offer: str) -> str | Response:
    """What the person decides about an offer."""
    person, given = found(public_id, referral)
    one = next((one for one in given.offers if one.public_id == offer), None)
    if one is None:
        raise NotFound(offer=offer)
    form = DecisionForm(prefix=f"{offer}-")
    if form.validate_on_submit():
        try:
            referrals.decide_offer(db(), one, OfferDecision(form.decision.data), form.reason.data or "", user())
            flash(_("Saved."))
            return redirect(url_for("referrals.one", public_id=public_id, referral=referral))
        except InvalidInput:
            form.reason.errors = [*form.reason.errors, _("The offer is worse than promised: write why the person accepts it.")]
    return page(person, given, decision=(one, form))


@pages.post("/placement")
@requires(Permission.REFER)
def place(public_id: str, referral: str) -> str | Response:
    person, given = found(public_id, referral)
    form = PlacementForm()
    if form.validate_on_submit():
        try:
            referrals.place(db(), given, form.starts_on.data, user())
            flash(_("Saved. Ask the person again in a few weeks how it goes."))
            return redirect(url_for("referrals.one", public_id=public_id, referral=referral))
        except InvalidInput:
            form.starts_on.errors = [*form.starts_on.errors, _("This day has not come yet. Write it when the work has begun.")]
        except WrongState:
            if given.placement is not None:
                raise
            form.starts_on.errors = [*form.starts_on.errors, _("First settle the last offer: it is worse than promised.")]
    return page(person, given, placement=form)


@pages.post("/follow-up")
@requires(Permission.REFER)
def follow_up(public_id: str, referral: str) -> str | Response:
    person, given = found(public_id, referral)
    if given.placement is None:
        raise NotFound(placement=referral)
    form = FollowUpForm()
    if form.validate_on_submit():
        try:
            referrals.follow_up(db(), given.placement, form.answers(), user())
            flash(_("Saved. Only the answers and the month are kept."))
            if any(answer is (not referrals.ASKED[name]) for name, answer in form.answers().items() if answer is not None):
                flash(_("This may be grave. Does the person want a complaint to be written down?"), "danger")
                return redirect(url_for("complaints.new", employer=given.vacancy.employer.slug, person=public_id))
            return redirect(url_for("referrals.one", public_id=public_id, referral=referral))
        except InvalidInput:
            form.problems.append(_("Nothing was answered, so nothing was saved."))
    return page(person, given, asked=form)


def found(public_id: str, referral: str) -> tuple[Jobseeker, Referral]:
    """A person of the own centre, and one of their referrals."""
    person = jobseekers.get(db(), user(), public_id)
    return person, referrals.get(db(), person, referral)


def hidden(told: Iterable[Referral]) -> dict[int, str]:
    """Vacancies that are not shown now: "hidden" where a vetting is not in force, else "closed"."""
    rows = {one.vacancy_id: one.vacancy for one in told}
    gone = rows.keys() - vacancies.visible(db(), list(rows))
    standing = vetting.in_force(db()) if gone else frozenset()
    chains = {one: {rows[one].employer_id, *(link.employer_id for link in rows[one].intermediaries)} for one in gone}
    return {one: "closed" if chains[one] <= standing else "hidden" for one in gone}


def page(
    person: Jobseeker,
    given: Referral,
    decision: tuple[Offer, DecisionForm] | None = None,
    placement: PlacementForm | None = None,
    asked: FollowUpForm | None = None,
) -> str:
    """One referral with everything that came of it; a form that was refused stands there with its errors."""
    employer = given.vacancy.employer
    forms = {one.id: DecisionForm(formdata=None, prefix=f"{one.public_id}-") for one in given.offers}
    if decision is not None:
        forms[decision[0].id] = decision[1]
    return render_template(
        "referrals/one.html",
        person=person,
        given=given,
        hidden=hidden([given]),
        seen=next((one for one in referrals.received(db(), employer) if one.public_id == given.public_id), None),
        decisions=forms,
        placement=placement or PlacementForm(formdata=None),
        asked=asked or FollowUpForm(formdata=None),
        questions=list(referrals.ASKED),
        answers=referrals.follow_ups(db(), given.placement) if given.placement else [],
        live=given.state in referrals.LIVE,
        hired=given.state is ReferralState.HIRED,
    )
