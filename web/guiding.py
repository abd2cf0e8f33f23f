"""Puts guides together for pages and for the command line: content, words, a vacancy's promises, a country's rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask_babel import gettext as _

from matcher.cv import titles
from matcher.database import now
from matcher.errors import NotFound
from matcher.guides import compose, markdown, paper, xhtml
from matcher.guides.blocks import Block, Guide, Part
from matcher.guides.compose import Own
from matcher.guides.content import SPOKEN, Content, Trade
from matcher.minimum_pay import LegalMinimum
from matcher.services import guides, legal_minimum
from matcher.terms import Terms
from matcher.vocabulary import GuideFormat
from occupations.taxonomy import Taxonomy
from web.i18n import lang
from web.wording import guides as wording
from web.wording.plain import day, money

#: The language that most interviews in a country are held in, as far as we have sentences for it; else the reader is asked.
SPOKEN_IN = {
    "ES": "es", "MX": "es", "GT": "es", "HN": "es", "SV": "es", "CR": "es", "PA": "es", "DO": "es", "CO": "es", "PE": "es", "AR": "es",
    "CL": "es", "EC": "es", "NI": "es", "US": "en", "CA": "en", "GB": "en", "IE": "en", "FR": "fr", "DE": "de", "AT": "de", "JO": "ar",
    "MA": "ar", "SA": "ar", "AE": "ar", "QA": "ar", "KW": "ar", "EG": "ar", "LB": "ar",
}  # fmt: skip
#: "Elementary workers not elsewhere classified": what a vacancy whose work nobody has told is prepared for.
ANY_WORK = "9629"
MEDIA = {
    GuideFormat.HTML: ("text/html", ".html"),
    GuideFormat.PDF: ("application/pdf", ".pdf"),
    GuideFormat.EPUB: ("application/epub+zip", ".epub"),
    GuideFormat.MD: ("text/markdown", ".md"),
}


@dataclass(frozen=True, slots=True)
class House:
    """What guides are made from. `folder`: a centre's own content, with `interview/` and `rights/` in it; None for what is shipped."""

    taxonomy: Taxonomy
    folder: Path | None

    @property
    def content(self) -> Content:
        return guides.load(self.folder)

    def trade(self, isco: str) -> Trade:
        """Raises NotFound for a code of no occupation."""
        found = self.content.trade(isco) if isco in self.taxonomy.occupations else None
        if found is None:
            raise NotFound(occupation=isco)
        return found

    def for_occupation(self, isco: str, spoken: str = "", own: Sequence[Own] = ()) -> Guide:
        """A guide for an occupation of ISCO-08, in the language that is in force. Raises NotFound."""
        trade = self.trade(isco)
        title = wording.title(self.name(isco))
        return compose.guide(self.content, trade, title, wording.words(), spoken=_spoken(spoken), own=own)

    def for_vacancy(
        self, terms: Terms, isco: str, employer: str, minima: Sequence[LegalMinimum], own: Sequence[Own] = (), spoken: str = ""
    ) -> Guide:
        """A guide for one vacancy: what it promises first, the rights card of its country last."""
        spoken = spoken or SPOKEN_IN.get(terms.country or "", terms.lang)
        return compose.guide(
            self.content, self.trade(isco), wording.title(terms.title), wording.words(),
            subtitle=" · ".join(filter(None, (employer, terms.place))), spoken=_spoken(spoken),
            own=own, job=wording.job_part(terms, employer), rights=self.rights(terms.country or "", minima),
        )  # fmt: skip

    def rights(self, country: str, minima: Sequence[LegalMinimum], today: date | None = None) -> Part | None:
        """The rights card of a country as a chapter; None where there is none."""
        card = guides.cards(self.folder).get(country)
        return compose.rights_part(card, wording.words(), today or now().date(), _minimum(country, minima)) if card else None

    def name(self, isco: str) -> str:
        """What the occupation is called every day, with a capital."""
        name = titles.title(self.taxonomy, isco, lang())
        return name[:1].upper() + name[1:]


def _minimum(country: str, minima: Sequence[LegalMinimum]) -> list[Block]:
    """General figures only; who asks for a special kind of work finds it in the table."""
    general = [one for one in minima if one.country == country and not one.sector]
    lines = [" · ".join(filter(None, (money(one.pay), one.region or "", _since(one)))) for one in general[:6]]
    gap = next((one for one in legal_minimum.gaps() if one.country == country), None)
    ask = gap.ask.get(lang(), gap.ask["en"]) if gap else _("Ask your counsellor.")
    return wording.minimum_lines(lines, f"{_('Not known here.')} {ask}")


def _since(one: LegalMinimum) -> str:
    return _("since %(day)s", day=day(one.valid_from)) if one.valid_from else ""


def _spoken(wanted: str) -> str:
    return wanted if wanted in SPOKEN else lang()


def written(guide: Guide, form: GuideFormat) -> bytes:
    """The guide as one file."""
    contents = wording.words()["contents"]
    match form:
        case GuideFormat.PDF:
            return paper.pdf(guide)
        case GuideFormat.EPUB:
            return xhtml.epub(guide, contents)
        case GuideFormat.MD:
            return markdown.text(guide).encode()
        case GuideFormat.HTML:
            return xhtml.page(guide, contents)
