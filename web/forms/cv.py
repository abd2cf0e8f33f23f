"""Forms of a CV: what it is for, how it looks, how the person is reached, and what each work was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, EqualTo, Length, NumberRange, Optional, Regexp, ValidationError

from matcher.codes import COUNTRIES
from matcher.models import CurriculumVitae, Jobseeker, JobseekerQualification, WorkExperience
from matcher.services import access
from matcher.services.cvs import Settings, paper_of
from matcher.services.telling import EXTRAS, Extra, Reach, School, Told
from matcher.vocabulary import Design, Heading, Paper, PersonalDetail, Qualification, WorkKind
from web.forms import choices
from web.forms.choices import Ticks
from web.i18n import LANGUAGES, lang, locale
from web.wording import cv as wording

#: Oldest year somebody living worked in.
_YEAR = [Optional(), NumberRange(1940, 2100, _l("Four digits, such as 2019."))]


class NewCvForm(FlaskForm):
    country = SelectField(_l("Where will you send it?"), validators=[Optional()])
    lang = RadioField(_l("In which language?"))
    purpose = SelectField(_l("For which work?"), validators=[Optional()])

    def __init__(self, purposes: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(**given)
        self.country.choices = [("", _("Not decided yet")), *choices.countries(COUNTRIES)]
        self.lang.choices = list(LANGUAGES.items())
        self.lang.data = self.lang.data or lang()
        self.purpose.choices = [("", _("Any work")), *purposes]


class CvForm(FlaskForm):
    """Everything one CV can choose."""

    lang = SelectField(_l("Language of the CV"))
    country = SelectField(_l("Country it is sent to"), validators=[Optional()])
    occupation = SelectField(_l("Occupation on top"), validators=[Optional()])
    name = StringField(_l("Your name in the letters of this language, as in your passport"), validators=[Length(max=200)])
    headline = StringField(_l("Or write what stands under your name"), validators=[Length(max=200)])
    about = TextAreaField(_l("A few lines about you, for this CV"), validators=[Length(max=5000)])
    design = RadioField(_l("Design"))
    paper = RadioField(_l("Paper"))
    keep = Ticks(_l("What this CV shows"))
    shows = Ticks(_l("Only if you want"))

    def __init__(self, parts: Sequence[tuple[str, str]], occupations: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(**given)
        self.lang.choices = list(LANGUAGES.items())
        self.country.choices = [("", _("Not decided yet")), *choices.countries(COUNTRIES)]
        self.occupation.choices = [("", "—"), *occupations]
        self.design.choices = [
            (str(Design.PLAIN), _("Plain")), (str(Design.CLASSIC), _("Classic")), (str(Design.MODERN), _("With colour")),
        ]  # fmt: skip
        self.paper.choices = [(str(Paper.A4), "A4"), (str(Paper.LETTER), _("Letter (as in the Americas)"))]
        self.keep.choices = list(parts)
        self.shows.choices = [
            (str(PersonalDetail.PHOTO), _("My photograph")),
            (str(PersonalDetail.BIRTH_YEAR), _("My year of birth")),
            (str(PersonalDetail.ADDRESS), _("My street")),
        ]

    @classmethod
    def of(cls, cv: CurriculumVitae, parts: Sequence[tuple[str, str]], occupations: Sequence[tuple[str, str]]) -> CvForm:
        return cls(
            parts, occupations, lang=cv.lang, country=cv.country or "", occupation=cv.occupation or "", headline=cv.headline or "",
            about=cv.about or "", design=str(cv.design), paper=str(cv.paper), shows=list(cv.shows),
            keep=[key for key, _ in parts if key not in cv.left_out],
        )  # fmt: skip

    def settings(self) -> Settings:
        kept = set(self.keep.data or ())
        return Settings(
            lang=self.lang.data,
            country=self.country.data or None,
            occupation=self.occupation.data or None,
            design=Design(self.design.data),
            paper=Paper(self.paper.data),
            name=self.name.data or "",
            headline=self.headline.data or "",
            about=self.about.data or "",
            left_out=tuple(str(key) for key, _ in self.keep.choices if key not in kept),
            shows=tuple(PersonalDetail(one) for one in self.shows.data or ()),
        )


def first_settings(form: NewCvForm) -> Settings:
    country = form.country.data or None
    occupation = form.purpose.data.removeprefix("isco:") if (form.purpose.data or "").startswith("isco:") else None
    return Settings(lang=form.lang.data, country=country, occupation=occupation, paper=paper_of(country))


class ReachForm(FlaskForm):
    name = StringField(_l("Your name, as it stands on the CV"), validators=[DataRequired(_l("Write a name.")), Length(max=200)])
    phone = StringField(_l("Telephone, with the country code"), validators=[Length(max=40)])
    email = StringField(
        _l("E-mail address"),
        validators=[Optional(), Length(max=255), Email(_l("This is not an e-mail address."), check_deliverability=False)],
    )
    city = StringField(_l("Town or village where you live"), validators=[Length(max=120)])
    region = StringField(_l("Region"), validators=[Length(max=120)])
    lives_in = SelectField(_l("Country where you live"), validators=[Optional()])
    address = StringField(_l("Street (shown only if you want)"), validators=[Length(max=500)])
    postal_code = StringField(_l("Postal code"), validators=[Length(max=20)])
    web = StringField(
        _l("A page about your work, if you have one"),
        validators=[Optional(), Length(max=300), Regexp(r"^https?://\S+$", message=_l("Begin with https://"))],
    )
    about = TextAreaField(_l("A few lines about you, in your own words"), validators=[Length(max=5000)])
    about_lang = SelectField(_l("Language of these lines"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.lives_in.choices = [("", "—"), *choices.countries(COUNTRIES)]
        self.about_lang.choices = choices.spoken()

    @classmethod
    def of(cls, person: Jobseeker) -> ReachForm:
        known = {name: getattr(person, name) or "" for name in Reach.__dataclass_fields__}
        return cls(**(known | {"about_lang": person.about_lang or person.lang}))

    def reach(self) -> Reach:
        given = {name: getattr(self, name).data or "" for name in Reach.__dataclass_fields__}
        return Reach(**(given | {"about_lang": given["about_lang"] if given["about"].strip() else ""}))


class PhotoForm(FlaskForm):
    photo = FileField(_l("A photograph (JPEG or PNG)"))


class TellWorkForm(FlaskForm):
    """One work as a CV tells it: in plain steps, each may be left empty."""

    title = StringField(_l("How do you call this work?"), validators=[Length(max=200)])
    employer = StringField(_l("For whom? (a firm, a family, yourself)"), validators=[Length(max=200)])
    city = StringField(_l("Town or village"), validators=[Length(max=120)])
    country = SelectField(_l("Country"), validators=[Optional()])
    kind = SelectField(_l("What kind of work was it?"), validators=[Optional()])
    start_month = SelectField(_l("Began: month"), validators=[Optional()])
    start_year = IntegerField(_l("Began: year"), validators=_YEAR)
    end_month = SelectField(_l("Ended: month"), validators=[Optional()])
    end_year = IntegerField(_l("Ended: year"), validators=_YEAR)
    ongoing = BooleanField(_l("I still do this work"))
    tasks = Ticks(_l("What did you do on a normal day?"))
    lines = TextAreaField(_l("Anything else you did or are proud of? One thing a line"), validators=[Length(max=8000)])

    def __init__(self, typical: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(**given)
        self.country.choices = [("", "—"), *choices.countries(COUNTRIES)]
        self.kind.choices = [("", "—"), *((str(kind), name) for kind, name in wording.work_kinds().items())]
        months = [("", "—"), *((str(number), name) for number, name in get_month_names("wide", "stand-alone", locale()).items())]
        self.start_month.choices = self.end_month.choices = months
        self.tasks.choices = list(typical)

    @classmethod
    def of(cls, work: WorkExperience, typical: Sequence[tuple[str, str]]) -> TellWorkForm:
        (start_year, start_month), (end_year, end_month) = _apart(work.started), _apart(work.ended)
        return cls(
            typical, title=work.title or "", employer=work.employer or "", city=work.city or "", country=work.country or "",
            kind=str(work.kind) if work.kind else "", start_year=start_year, start_month=start_month, end_year=end_year,
            end_month=end_month, ongoing=work.ongoing, tasks=list(work.tasks), lines="\n".join(work.lines),
        )  # fmt: skip

    def told(self) -> Told:
        return Told(
            title=(self.title.data or "").strip(),
            employer=(self.employer.data or "").strip(),
            city=(self.city.data or "").strip(),
            country=self.country.data or None,
            started=_together(self.start_year.data, self.start_month.data),
            ended="" if self.ongoing.data else _together(self.end_year.data, self.end_month.data),
            ongoing=bool(self.ongoing.data),
            kind=WorkKind(self.kind.data) if self.kind.data else None,
            tasks=tuple(self.tasks.data or ()),
            lines=tuple(line.strip(" -•*\t") for line in (self.lines.data or "").splitlines() if line.strip(" -•*\t")),
        )

    def validate_end_year(self, field: Any) -> None:
        told = self.told()
        if told.started and told.ended and told.ended < told.started[: len(told.ended)]:
            raise ValidationError(_("The work ends before it begins."))

    def validate_lines(self, field: Any) -> None:
        lines = [line for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) > 20 or any(len(line) > 400 for line in lines):
            raise ValidationError(_("At most 20 lines, and 400 letters a line."))


def _apart(value: str | None) -> tuple[int | None, str]:
    parts = (value or "").split("-")
    return (int(parts[0]) if parts[0] else None), (str(int(parts[1])) if len(parts) > 1 else "")


def _together(year: int | None, month: str | None) -> str:
    """A year alone, or with its month; a month without a year says nothing."""
    return "" if not year else f"{year:04d}-{int(month):02d}" if month else f"{year:04d}"


class SchoolForm(FlaskForm):
    title = StringField(
        _l("What did you learn? (as on the paper)"), validators=[DataRequired(_l("Write what it is called.")), Length(max=400)]
    )
    kind = SelectField(_l("What kind of school or training is it?"), validators=[Optional()])
    institution = StringField(_l("School or place"), validators=[Length(max=200)])
    country = SelectField(_l("Country"), validators=[Optional()])
    end_year = IntegerField(_l("Finished: year"), validators=_YEAR)
    lang = SelectField(_l("Language of these words"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.kind.choices = [("", "—"), *choices.qualifications()]
        self.country.choices = [("", "—"), *choices.countries(COUNTRIES)]
        self.lang.choices = choices.spoken()

    @classmethod
    def of(cls, school: JobseekerQualification | None, spoken: str) -> SchoolForm:
        if school is None:
            return cls(lang=spoken)
        return cls(
            title=school.title, kind=str(school.kind) if school.kind else "", institution=school.institution or "",
            country=school.country or "", end_year=_apart(school.ended)[0], lang=school.lang or spoken,
        )  # fmt: skip

    def school(self) -> School:
        return School(
            title=self.title.data.strip(),
            kind=Qualification(self.kind.data) if self.kind.data else None,
            institution=(self.institution.data or "").strip(),
            country=self.country.data or None,
            ended=_together(self.end_year.data, None),
            lang=self.lang.data,
        )


class ExtraForm(FlaskForm):
    """A certificate, voluntary work, an interest: whatever else belongs on a CV."""

    section = SelectField(_l("What is it?"))
    title = StringField(_l("What is it called?"), validators=[DataRequired(_l("Write what it is called.")), Length(max=400)])
    place = StringField(_l("Where, or from whom?"), validators=[Length(max=200)])
    year = IntegerField(_l("Year"), validators=_YEAR)
    text = TextAreaField(_l("More about it"), validators=[Length(max=5000)])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        names = wording.sections()
        self.section.choices = [(str(one), names[one]) for one in EXTRAS]

    def told(self, spoken: str) -> Extra:
        return Extra(
            section=Heading(self.section.data),
            title=self.title.data.strip(),
            place=(self.place.data or "").strip(),
            ended=_together(self.year.data, None),
            text=(self.text.data or "").strip(),
            lang=spoken,
        )


class BringForm(FlaskForm):
    file = FileField(_l("The file: PDF, Word (DOCX), JSON Resume or Europass (XML)"))
    lang = SelectField(_l("In which language is it written?"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.lang.choices = choices.spoken()
        self.lang.data = self.lang.data or lang()


class OwnAccountForm(FlaskForm):
    password = PasswordField(
        _l("Choose a password: at least 8 letters or numbers"),
        validators=[Length(min=access.PASSWORD_LENGTH, max=1000, message=_l("At least 8 letters or numbers."))],
    )
    again = PasswordField(_l("The same password again"), validators=[EqualTo("password", _l("The two passwords are not the same."))])
