"""People put forward for the employer's vacancies: what each agreed to share, a time to meet, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event
from werkzeug.wrappers import Response as AnyResponse

from matcher.database import now
from matcher.errors import InvalidInput
from matcher.models import Interview, Referral
from matcher.services import accounts, referrals
from matcher.services.referrals import LIVE, Received
from matcher.vocabulary import Permission
from web.auth import requires, user
from web.forms.own_referrals import InterviewForm
from web.session import db

pages = Blueprint("own_referrals", __name__, url_prefix="/my/referrals")


@pages.get("/")
@requires(Permission.OWN_EMPLOYER)
def index() -> str:
    return render_template("own/referrals.html", received=referrals.received(db(), accounts.employer_of(db(), user())))


@pages.route("/<public_id>", methods=["GET", "POST"])
@requires(Permission.OWN_EMPLOYER)
def one(public_id: str) -> str | AnyResponse:
    """What was shared, and a time to meet."""
    shown = _shown(public_id)
    meeting = _meeting(shown)
    form = InterviewForm.of(meeting, user().centre.timezone)
    if form.validate_on_submit():
        try:
            at, zone, minutes = form.starts_at(), form.timezone.data, form.minutes.data
            referrals.set_interview(db(), _referral(public_id), at, zone, minutes, form.where.data, user())
        except InvalidInput as error:
            form.blame(error)
        else:
            flash(_("Saved. The counsellor tells the person."))
            return redirect(url_for("own_referrals.one", public_id=public_id))
    return render_template("own/referral.html", one=shown, meeting=meeting, form=form, live=shown.state in LIVE)


@pages.post("/<public_id>/<any(hired, not_hired):outcome>")
@requires(Permission.OWN_EMPLOYER)
def outcome(public_id: str, outcome: str) -> AnyResponse:
    (referrals.hired if outcome == "hired" else referrals.not_hired)(db(), _referral(public_id), user())
    flash(_("Saved. Thank you: the counsellor sees it."))
    return redirect(url_for("own_referrals.one", public_id=public_id))


@pages.get("/<public_id>/interview.ics")
@requires(Permission.OWN_EMPLOYER)
def calendar(public_id: str) -> Response:
    """The time to meet, for a calendar."""
    shown = _shown(public_id)
    meeting = _meeting(shown) or abort(404)
    answer = Response(_calendar(shown, meeting).to_ical(), mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename="interview.ics")
    return answer


def _calendar(shown: Received, meeting: Interview) -> Calendar:
    """With the person's name only where it was shared."""
    event, start = Event(), meeting.starts_at.astimezone(ZoneInfo(meeting.timezone))
    event.add("uid", f"{meeting.public_id}@oficio")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now())
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=meeting.minutes))
    event.add("summary", " · ".join(filter(None, (_("Interview"), shown.vacancy, shown.name))))
    event.add("location", meeting.where)
    whole = Calendar()
    whole.add("prodid", "-//Oficio//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    whole.add_missing_timezones()
    return whole


def _shown(public_id: str) -> Received:
    found = referrals.received(db(), accounts.employer_of(db(), user()))
    return next((one for one in found if one.public_id == public_id), None) or abort(404)


def _referral(public_id: str) -> Referral:
    return referrals.received_one(db(), accounts.employer_of(db(), user()), public_id)


def _meeting(shown: Received) -> Interview | None:
    return next((one for one in shown.interviews if not one.cancelled), None)
