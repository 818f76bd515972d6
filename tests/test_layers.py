"""The shape of the code: who may import whom, one door for each library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {"glossary": set(), "db": {"glossary"}, "bot": {"glossary", "db"}}
#: Library → where it may be imported; the database's migrations are Alembic's own.
DOORS = {
    "tqdm": {"bot/shell/convert.py"},
    "telegram": {"bot/transports"},
    "aiohttp": {"bot/transports/web.py"},
    "prometheus_client": {"bot/metrics.py"},
    "prompt_toolkit": {"bot/transports/terminal.py"},
    "sqlalchemy": {"db"},
    "alembic": {"db/engine.py", "db/migrations"},
    "opencc": {"glossary/conversion/plans.py"},
    "pypinyin": {"glossary/reading.py"},
    "rapidfuzz": {"glossary/spelling.py"},
    "daachorse": {"glossary/scan.py"},
    "charset_normalizer": {"glossary/article.py"},
    "dotenv": {"bot/settings.py"},
    "PIL": {"bot/ruby.py"},
    "platformdirs": {"bot/settings.py"},
    "fsrs": {"glossary/memory.py"},
    "matplotlib": {"bot/charts"},
    "noto_cjk_sans_otc": {"bot/font.py"},
}
FILES = sorted(
    path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py")
)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports(path: Path) -> None:
    layer = path.parts[0]
    for name in set(imported(path)):
        if name in LAYERS:
            assert name == layer or name in LAYERS[layer]
        if name in DOORS:
            doors = DOORS[name]
            assert any(path.as_posix().startswith(door) for door in doors), name


def test_every_dependency_has_a_door() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {
        dependency.split(">")[0].replace("-", "_")
        for dependency in project["dependencies"]
    }
    names.remove("tzdata")  # time zones for where the system has none
    modules = {
        "python_telegram_bot": "telegram",
        "python_dotenv": "dotenv",
        "pillow": "PIL",
    }
    assert {modules.get(name, name) for name in names} == DOORS.keys()


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_stay_small(path: Path) -> None:
    assert (ROOT / path).read_text("utf-8").count("\n") <= 450
