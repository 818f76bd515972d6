"""Fixtures: a small real glossary, built and loaded the real way."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from bot.assembly import load_catalogue
from bot.commands import Parts
from bot.settings import Settings
from db.articles import Articles
from db.build import build
from db.conversion import folder_for
from db.engine import open_state
from db.keyfile import ensure_built
from db.library import Library
from db.store import Store
from glossary import script
from glossary.catalogue import Catalogue
from glossary.concept import Glossary
from glossary.conversion.converter import Converter
from glossary.read import read_glossary

# Speed is the benchmarks' business; a busy machine must not fail a test.
settings.register_profile("xitu", deadline=None)
settings.load_profile("xitu")

LEXICON = Path(__file__).parent / "lexicon"
#: Fourteen elements, alike enough for fair questions.
ELEMENTS = Path(__file__).parent / "elements"
TRANSCRIPTS = Path(__file__).parent / "transcripts"


@pytest.fixture(scope="session")
def lexicon() -> Glossary:
    return read_glossary(script.to_mainland, LEXICON)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("library") / "glossary.sqlite"
    build(path, LEXICON)
    return Library(path)


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the project's own glossary, built once for all testing processes.

    It takes the place of an outdated one; `told.txt` has what was told meanwhile. State
    belongs elsewhere: several tests look into this home at the same time.
    """
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "real"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        glossary = home / "glossary.sqlite"
        if not glossary.exists():
            build(glossary, LEXICON)  # stamped with other data than the project's
            told: list[str] = []
            ensure_built(glossary, told.append)
            (home / "told.txt").write_text("\n".join(told), "utf-8")
    return home


@pytest.fixture(scope="session")
def real_converter(real_home: Path) -> Converter:
    """The converter with all that the project's own glossary holds."""
    library = Library(real_home / "glossary.sqlite")
    folder = folder_for(library.path, library.version)
    library.close()
    return Converter(folder)


@pytest.fixture(scope="session")
def catalogue(library: Library) -> Catalogue:
    glossary, keys = library.load()
    return Catalogue(glossary, keys, library.folding, library.words)


@pytest.fixture(scope="session")
def converter(library: Library) -> Converter:
    return Converter(folder_for(library.path, library.version))


@pytest.fixture(scope="session")
def whole(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The project's own glossary."""
    state = tmp_path_factory.mktemp("state") / "state.sqlite"
    settings = Settings(real_home, f"sqlite:///{state}")
    articles = Articles(open_state(settings.state_url))
    return load_catalogue(settings, articles, lambda text: None)


@pytest.fixture
def parts(catalogue: Catalogue, converter: Converter, tmp_path: Path) -> Parts:
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    return Parts(
        catalogue=catalogue,
        store=Store.of(state),
        converter=converter,
        random=Random(0),
        now=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC),
    )


class Clock:
    """The time that the bot is told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Let time pass (`hours=1`)."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def elements(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, Converter]:
    path = tmp_path_factory.mktemp("elements") / "glossary.sqlite"
    build(path, ELEMENTS)
    library = Library(path)
    glossary, keys = library.load()
    return (
        Catalogue(glossary, keys, library.folding, library.words),
        Converter(folder_for(library.path, library.version)),
    )


@pytest.fixture
def quiz_parts(
    elements: tuple[Catalogue, Converter], clock: Clock, tmp_path: Path
) -> Parts:
    """The bot's parts over the elements, with a clock that can be put forward."""
    catalogue, converter = elements
    state = open_state(f"sqlite:///{tmp_path / 'quiz.sqlite'}")
    return Parts(
        catalogue=catalogue,
        store=Store.of(state),
        converter=converter,
        random=Random(0),
        now=clock,
    )
