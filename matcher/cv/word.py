"""A sheet as DOCX: headings, lists and paragraphs with Word's own styles, so that it stays easy to change."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from matcher.cv.sheet import Entry, Line, Sheet, runs_from_right
from matcher.vocabulary import Design, Paper

#: Fonts that Word and LibreOffice both have, or have a twin of the same widths for. `cs` serves Arabic.
_FONTS = {Design.PLAIN: "Arial", Design.CLASSIC: "Times New Roman", Design.MODERN: "Calibri"}
_INKS = {Design.PLAIN: "1A1A1A", Design.CLASSIC: "5A2A27", Design.MODERN: "0B5C66"}
_SIZES = {Paper.A4: (Cm(21.0), Cm(29.7)), Paper.LETTER: (Cm(21.59), Cm(27.94))}
_GREY = "4A4A4A"
#: Run properties that we set or that may follow them (ECMA-376 part 1, 17.3.2.28).
_ORDER = (
    "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:color", "w:spacing", "w:w", "w:kern",
    "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang",
    "w:eastAsianLayout",
)  # fmt: skip
_THEME_FONTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def docx_of(sheet: Sheet, design: Design, paper: Paper) -> bytes:
    """The DOCX of a sheet. Its properties name the person only as the sheet does, and no program or day."""
    made = docx.Document()
    _page(made, paper)
    _styles(made, sheet, design)
    _properties(made, sheet)
    writer = _Writer(made, sheet, design)
    writer.head()
    for section in sheet.sections:
        writer.paragraph(Line(section.title), "Heading 1")
        for entry in section.entries:
            writer.entry(entry)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _page(made: Document, paper: Paper) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = _SIZES[paper]
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _styles(made: Document, sheet: Sheet, design: Design) -> None:
    for name, size, bold, ink, before, after in (
        ("Normal", 10.5, False, "1A1A1A", 0, 3),
        ("Title", 22, True, _INKS[design], 0, 2),
        ("Heading 1", 13, True, _INKS[design], 12, 4),
        ("Heading 2", 11, True, "1A1A1A", 6, 0),
        ("List Bullet", 10.5, False, "1A1A1A", 0, 2),
    ):
        style: Any = made.styles[name]
        style.font.name, style.font.bold, style.font.italic = _FONTS[design], bold, False
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(ink)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        _script(style.element.get_or_add_rPr(), _FONTS[design], size, bold, sheet.lang if name == "Normal" else "")
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _script(properties: Any, font: str, size: float, bold: bool, lang: str) -> None:
    """The same face, size and weight for right-to-left scripts, which Word keeps apart."""
    fonts = properties.find(qn("w:rFonts"))
    for name in _THEME_FONTS:
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font if name != "w:cs" else "Arial")
    _put(properties, "w:szCs", val=str(int(size * 2)))
    _put(properties, "w:bCs", val="1" if bold else "0")
    if lang:
        _put(properties, "w:lang", val=lang, bidi=lang if lang == "ar" else "ar-SA")


def _put(properties: Any, tag: str, **values: str) -> None:
    """A property at its place: Word reads them in the order of its schema only."""
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    properties.insert_element_before(element, *_ORDER[_ORDER.index(tag) + 1 :])


def _properties(made: Document, sheet: Sheet) -> None:
    core = made.core_properties
    core.author, core.title, core.language = sheet.author, sheet.title, sheet.lang
    core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", 1
    core.created = core.modified = datetime(2000, 1, 1, tzinfo=UTC)


class _Writer:
    def __init__(self, made: Document, sheet: Sheet, design: Design) -> None:
        self._made, self._sheet, self._design = made, sheet, design

    def head(self) -> None:
        sheet = self._sheet
        if sheet.photo:
            picture = self._made.add_paragraph().add_run().add_picture(io.BytesIO(sheet.photo), width=Cm(2.6))
            picture._inline.docPr.set("descr", sheet.photo_alt)
        for line, style in ((sheet.name, "Title"), (sheet.label, "Normal")):
            if line:
                self._centred(self.paragraph(Line(line), style))
        for contact in sheet.contacts:
            made = self.paragraph(Line(f"{contact.label}: " if contact.one_way else f"{contact.label}: {contact.text}"))
            if contact.one_way:
                made.add_run(contact.text)
            self._centred(made)

    def _centred(self, paragraph: Paragraph) -> None:
        if self._design is Design.CLASSIC:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def entry(self, entry: Entry) -> None:
        if entry.title.text:
            self.paragraph(entry.title, "Heading 2")
        if below := entry.below:
            paragraph = self.paragraph(Line(below))
            paragraph.runs[0].font.color.rgb = RGBColor.from_string(_GREY)
            paragraph.paragraph_format.keep_with_next = bool(entry.text or entry.points)
        for line in entry.text:
            self.paragraph(line)
        for point in entry.points:
            self.paragraph(point, "List Bullet")

    def paragraph(self, line: Line, style: str = "Normal") -> Paragraph:
        """One paragraph, in the direction of its own language."""
        rtl = runs_from_right(line.text, self._sheet.rtl)
        made = self._made.add_paragraph(style=style)
        if rtl != self._sheet.rtl:
            # It begins where the page begins. In a paragraph that runs from the right, "right" is its far side: the left.
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = made.add_run(line.text)
        if rtl:
            made._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            _put(run._r.get_or_add_rPr(), "w:rtl")
        if line.lang and line.lang != self._sheet.lang:
            _put(run._r.get_or_add_rPr(), "w:lang", **{"bidi" if rtl else "val": line.lang})
        return made
