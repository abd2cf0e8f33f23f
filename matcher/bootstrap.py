"""Builds the house from settings: the only place that names concrete backends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matcher import migrations, recognition
from matcher.database import WRITES, create, sessions
from matcher.encoder import Encoder, SentenceEncoder
from matcher.label_vectors import LabelVectors
from matcher.pipeline import JobMatcher
from matcher.services import taxonomies
from matcher.services.exemplars import Confirmations
from matcher.services.matching import Matching
from matcher.services.search import VacancySearch
from matcher.services.vault import Vault
from matcher.settings import Settings
from occupations import builtin
from occupations.linker import Linker
from occupations.skills import SkillFinder
from occupations.taxonomy import Taxonomy

Made = TypeVar("Made")


class Services:
    """Everything a page or a command needs, each made at first use, so that a command pays only for what it asks.

    Taxonomy, linker, search and matching are those of the edition in use. Each transaction begins by asking the store which one that
    is (`follow`), so a process that runs on changes with its next one. `linkers` and `skill_finders`, by checksum of the taxonomy,
    may be shared.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self.linkers: dict[str, Linker] = {}
        self.skill_finders: dict[str, SkillFinder] = {}
        self._given_encoder = encoder
        self._standing = _Standing(self, taxonomies.BUILT_IN)
        self._lock = threading.RLock()

    @property
    def taxonomy(self) -> Taxonomy:
        return self._standing.taxonomy

    @property
    def linker(self) -> Linker:
        return self.linker_for(self.taxonomy)

    @property
    def skill_finder(self) -> SkillFinder:
        return self.skill_finder_for(self.taxonomy)

    @property
    def search(self) -> VacancySearch:
        return self._standing.search

    @property
    def matching(self) -> Matching:
        return self._standing.matching

    @cached_property
    def encoder(self) -> Encoder:
        return self._given_encoder or SentenceEncoder(self.settings.encoder)

    @cached_property
    def confirmations(self) -> Confirmations:
        return Confirmations(self.encoder)

    @cached_property
    def _vectors(self) -> LabelVectors:
        return LabelVectors(self.encoder, self.settings.cache_folder)

    @cached_property
    def engine(self) -> Engine:
        if self.settings.database_url.startswith("sqlite"):
            self.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return create(self.settings.database_url)

    @cached_property
    def vault(self) -> Vault:
        return Vault(self.settings.document_keys)

    def edition(self, name: str) -> Taxonomy:
        """The taxonomy of an edition, in use or not; "esco" is the one imported last. Raises EditionNotImported."""
        if name == builtin.EDITION:
            return builtin.load()
        with self.transaction(writes=False) as session:
            number = taxonomies.find(session, name)
            return self.taxonomy if number == self._standing.number else taxonomies.load(session, number)

    def linker_for(self, taxonomy: Taxonomy) -> Linker:
        """Takes long the first time (vectors of labels are kept in `home`). One is kept beside that of the built-in edition."""
        return self._kept(self.linkers, taxonomy, lambda: Linker(taxonomy, self.encoder, self._vectors.of_labels(taxonomy)))

    def skill_finder_for(self, taxonomy: Taxonomy) -> SkillFinder:
        """The same for skills in somebody's words."""
        return self._kept(self.skill_finders, taxonomy, lambda: SkillFinder(taxonomy, self.encoder, self._vectors.of_skills(taxonomy)))

    def _kept(self, kept: dict[str, Made], taxonomy: Taxonomy, make: Callable[[], Made]) -> Made:
        found = kept.get(taxonomy.checksum)
        if found is None:
            with self._lock:
                found = kept.get(taxonomy.checksum) or make()
                for other in kept.keys() - {builtin.load().checksum, taxonomy.checksum}:
                    del kept[other]
                kept[taxonomy.checksum] = found
        return found

    def migrate(self) -> None:
        migrations.upgrade(self.engine)

    def follow(self, session: Session) -> None:
        """From here on everything is that of the edition in use."""
        number = taxonomies.in_use(session)
        if number != self._standing.number:
            with self._lock:
                if number != self._standing.number:
                    self._standing = _Standing(self, number, taxonomies.load(session, number))

    @contextmanager
    def transaction(self, writes: bool = True) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on any error. Writers on SQLite take turns."""
        with self.begun(writes) as session:
            self.follow(session)
            yield session

    @contextmanager
    def begun(self, writes: bool) -> Iterator[Session]:
        """The same, inside something that has begun with one edition and ends with it."""
        with sessions(self.engine)() as session, session.begin():
            session.connection(execution_options={WRITES: writes})
            yield session


class _Standing:
    """What hangs on one edition of the taxonomy, which is in use: replaced as a whole when another one is."""

    def __init__(self, services: Services, number: int, taxonomy: Taxonomy | None = None) -> None:
        self._services, self.number, self._taxonomy = services, number, taxonomy

    @property
    def taxonomy(self) -> Taxonomy:
        return self._taxonomy or builtin.load()

    @cached_property
    def search(self) -> VacancySearch:
        return VacancySearch(self._services.settings.index_folder, self._services.encoder, self.taxonomy)

    @cached_property
    def matching(self) -> Matching:
        matcher = JobMatcher(self.taxonomy, self._services.linker_for(self.taxonomy), self._services.encoder)
        content = self._services.settings.content
        return Matching(matcher, self.search, lambda: self._services.begun(writes=False), lambda: recognition.load(content).regulated())


def build(settings: Settings, encoder: Encoder | None = None) -> Services:
    return Services(settings, encoder)
