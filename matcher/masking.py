"""Contact details in texts that nobody gave us leave to keep: telephone numbers, e-mail and street addresses are masked."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w/])(?:\+|00)?\d(?:[\s.()/-]?\d){8,10}(?![\w/])")
_ADDRESS = re.compile(
    r"\b(?:calle|c/|avda\.?|avenida|av\.|plaza|pza\.?|paseo|ctra\.?|carretera|pol[íi]gono|pol\.|camino)\s+[^\n.;,]{2,60}"
    r"(?:[.,]?\s*(?:n[º°o.]*\s*)?\d{1,5}\b)",
    re.I,
)


def mask_contacts(text: str) -> str:
    """The text with [EMAIL], [PHONE] and [ADDRESS] where such details stood.

    >>> mask_contacts("Llame al 612 345 678 o escriba a ana@ejemplo.es, calle Mayor 12")
    'Llame al [PHONE] o escriba a [EMAIL], [ADDRESS]'
    """
    return _ADDRESS.sub("[ADDRESS]", _PHONE.sub("[PHONE]", _EMAIL.sub("[EMAIL]", text)))
