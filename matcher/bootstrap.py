"""Builds the house from settings: the only place that names concrete backends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matcher import migrations
from matcher.database import WRITES, create, sessions
from matcher.encoder import Encoder, SentenceEncoder, Vectors
from matcher.errors import EditionNotImported
from matcher.index import load_array, save_array
from matcher.pipeline import JobMatcher
from matcher.services.matching import Matching
from matcher.services.search import VacancySearch
from matcher.services.vault import Vault
from matcher.settings import Settings
from occupations import builtin
from occupations.linker import Linker, label_texts
from occupations.taxonomy import Taxonomy


class Services:
    """Everything a page or a command needs, each made at first use, so that a command pays only for what it asks."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self._given_encoder = encoder

    @cached_property
    def taxonomy(self) -> Taxonomy:
        return builtin.load()

    @cached_property
    def encoder(self) -> Encoder:
        return self._given_encoder or SentenceEncoder(self.settings.encoder)

    @cached_property
    def linker(self) -> Linker:
        return Linker(self.taxonomy, self.encoder, self._label_vectors())

    @cached_property
    def engine(self) -> Engine:
        if self.settings.database_url.startswith("sqlite"):
            self.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return create(self.settings.database_url)

    @cached_property
    def vault(self) -> Vault:
        return Vault(self.settings.document_keys)

    @cached_property
    def search(self) -> VacancySearch:
        return VacancySearch(self.settings.index_folder, self.encoder, self.taxonomy)

    @cached_property
    def matching(self) -> Matching:
        matcher = JobMatcher(self.taxonomy, self.linker, self.encoder)
        return Matching(matcher, self.search, lambda: self.transaction(writes=False))

    def edition(self, name: str) -> Taxonomy:
        """The taxonomy of an edition. Raises EditionNotImported."""
        if name != self.taxonomy.edition:
            raise EditionNotImported(edition=name)
        return self.taxonomy

    def migrate(self) -> None:
        migrations.upgrade(self.engine)

    @contextmanager
    def transaction(self, writes: bool = True) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on any error. Writers on SQLite take turns."""
        with sessions(self.engine)() as session, session.begin():
            session.connection(execution_options={WRITES: writes})
            yield session

    def _label_vectors(self) -> Vectors:
        """The encoder's rows for the labels, kept in `home`; the file's name says what they were made from."""
        key = hashlib.sha256(f"{self.encoder.id} {self.taxonomy.checksum}".encode()).hexdigest()[:24]
        path = self.settings.cache_folder / f"labels-{key}.npy"
        vectors = load_array(path)
        if vectors is None or len(vectors) != len(self.taxonomy.labels):
            vectors = self.encoder.encode(label_texts(self.taxonomy))
            save_array(path, vectors)
        return vectors


def build(settings: Settings, encoder: Encoder | None = None) -> Services:
    return Services(settings, encoder)
