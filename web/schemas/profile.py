"""A profile as JSON, the fixed contract of `oficio match`. What is missing is unknown; `[]` is known to be none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from matcher.codes import COUNTRIES, CURRENCIES, LANGUAGES
from matcher.profile import Experience, Hours, LanguageHeld, Lives, Money, Profile, Region
from matcher.vocabulary import Level, Licence, PayPeriod, Qualification, Shift
from occupations.taxonomy import Taxonomy

#: Driving classes as they are printed on licences.
_CLASSES = {one.value.removeprefix("driving_").upper(): one for one in Licence if one.value.startswith("driving_")}


class _Strict(Schema):
    class Meta:
        unknown = RAISE


class _Code(fields.String):
    """A code of a standard, in the standard's own letter case whatever the case given."""

    def __init__(self, known: Iterable[str], standard: str, upper: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._known, self._standard, self._upper = frozenset(known), standard, upper

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        text = text.upper() if self._upper else text.lower()
        if text not in self._known:
            raise ValidationError(f"{value!r} is no code of {self._standard}.")
        return text


class _Number(fields.Float):
    """A finite number, given as a number: true is not 1, and "12" is a text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("Not a number.")
        return super()._deserialize(value, attr, data, **kwargs)


def _country(**kwargs: Any) -> _Code:
    return _Code(COUNTRIES, "ISO 3166-1 (two letters)", **kwargs)


def _list(inner: fields.Field[Any], longest: int = 200) -> fields.List[Any]:
    return fields.List(inner, validate=validate.Length(max=longest))


class _Language(_Code):
    """A language by either of its ISO 639 codes: "spa" is "es"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LANGUAGES, "ISO 639", upper=False, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return LANGUAGES[super()._deserialize(value, attr, data, **kwargs)]


class ExperienceSchema(_Strict):
    text = fields.String(required=True, validate=validate.Length(min=1, max=5000))
    lang = _Language(load_default=None, allow_none=True)
    months = fields.Integer(strict=True, load_default=None, validate=validate.Range(0, 960), allow_none=True)
    ended = fields.Integer(strict=True, load_default=None, validate=validate.Range(1900, 2100), allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Experience:
        return Experience(data["text"], data["lang"], data["months"], ended=data["ended"])


class LanguageSchema(_Strict):
    code = _Language(required=True)
    level = fields.Enum(Level, by_value=True, load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> LanguageHeld:
        return LanguageHeld(data["code"], data["level"])


class MoneySchema(_Strict):
    amount = _Number(required=True, validate=validate.Range(0, 1e12))
    currency = _Code(CURRENCIES, "ISO 4217", required=True)
    period = fields.Enum(PayPeriod, by_value=True, required=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Money:
        return Money(data["amount"], data["currency"], data["period"])


class _Hours(fields.Field[Hours]):
    """Weekly hours: {"min": 20, "max": 40}, or one number for the most the person can work."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Hours:
        if isinstance(value, dict):
            if extra := sorted(value.keys() - {"min", "max"}):
                raise ValidationError({str(name): ["Unknown field."] for name in extra})
            low, high = value.get("min"), value.get("max")
        else:
            low, high = None, value
        for number in (low, high):
            if number is not None and (isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 168):
                raise ValidationError("Weekly hours are numbers from 0 to 168.")
        if low is not None and high is not None and low > high:
            raise ValidationError("min is more than max.")
        return Hours(low, high)  # neither told: as unknown as a missing field


class _Licence(fields.String):
    """A licence by its code, or a driving class as printed ("B", "C")."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        if text.upper() in _CLASSES:
            return _CLASSES[text.upper()]
        try:
            return Licence(text.lower())
        except ValueError:
            raise ValidationError(f"{value!r} is none of {', '.join(Licence)}.") from None


class _Qualification(fields.Field[tuple[Qualification, ...]]):
    """A code; or a title, or {"title", "country", "level"} with an ISCED 2011 level, which may be left out.

    Becomes all it stands for: its trade if the title is one we know, its level if told, else a credential nobody has mapped.
    Level 0 (early childhood) is no credential.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[Qualification, ...]:
        level, title = None, value
        if isinstance(value, dict):
            if extra := sorted(value.keys() - {"title", "country", "level"}):
                raise ValidationError({str(name): ["Unknown field."] for name in extra})
            level, title = value.get("level"), value.get("title", "")
        whole = isinstance(level, int) and not isinstance(level, bool) and 0 <= level <= 8
        if not isinstance(title, str) or not (level is None or whole):
            raise ValidationError("A qualification is a title, and its level an ISCED 2011 level from 0 to 8.")
        if level == 0:
            return ()
        reached = () if level is None else (Qualification(f"isced_{min(level, 7)}"),)
        try:
            return (Qualification(title.strip().lower()), *reached)
        except ValueError:
            return (Qualification.UNMAPPED, *reached) if title.strip() or not reached else reached


class RegionSchema(_Strict):
    country = _country(required=True)
    region = fields.String(required=True, validate=validate.Length(min=1, max=120))

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Region:
        return Region(data["country"], data["region"].strip())


class LivesSchema(_Strict):
    country = _country(required=True)
    region = fields.String(load_default=None, allow_none=True, validate=validate.Length(min=1, max=120))

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Lives:
        return Lives(data["country"], data["region"])


class ProfileSchema(_Strict):
    experiences = _list(fields.Nested(ExperienceSchema), 100)
    skills = _list(fields.String(validate=validate.Length(min=1, max=300)), 500)
    languages = _list(fields.Nested(LanguageSchema))
    countries = _list(_country())
    permits = _list(_country())
    qualifications = _list(_Qualification())
    licences = _list(_Licence())
    birth_year = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1900, 2100))
    available_from = fields.Date(allow_none=True)
    hours = _Hours(allow_none=True)
    shifts = _list(fields.Enum(Shift, by_value=True))
    pay_floor = fields.Nested(MoneySchema, allow_none=True)
    accommodation_needed = fields.Boolean(truthy={True}, falsy={False}, allow_none=True)
    refused_countries = _list(_country())
    regions = _list(fields.Nested(RegionSchema))
    lives = fields.Nested(LivesSchema, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Profile:
        if "qualifications" in data:
            data["qualifications"] = list(dict.fromkeys(one for told in data["qualifications"] for one in told))
        codes = [language.code for language in data.get("languages", ())]
        if len(set(codes)) != len(codes):
            raise ValidationError("A language stands twice.", "languages")
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
        return Profile(**values)


def load_profile(data: Any, taxonomy: Taxonomy) -> tuple[Profile, list[str]]:
    """(profile, skills no taxonomy knows). Raises marshmallow.ValidationError with messages by field."""
    profile = cast(Profile, ProfileSchema().load(data))
    if profile.skills is None:
        return profile, []
    found = {text: taxonomy.find_skill(text) for text in profile.skills}
    known = tuple(dict.fromkeys(skill.id for skill in found.values() if skill))
    values = {name: getattr(profile, name) for name in profile.__slots__}
    return Profile(**values | {"skills": known}), [text for text, skill in found.items() if skill is None]


def first_problem(messages: Any, path: str = "") -> tuple[str, str]:
    """(field, sentence) of the first message in marshmallow's nested dictionary; the field as a dotted path."""
    if isinstance(messages, dict) and messages:
        name, inner = next(iter(messages.items()))
        return first_problem(inner, path if name == "_schema" else f"{path}.{name}".strip("."))
    if isinstance(messages, list) and messages:
        return first_problem(messages[0], path)
    return path or "profile", str(messages)
