"""The command line: what it prints, and what it says to a slip."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LEXICON

from bot.cli import main
from db.library import Library
from glossary.data_files import data_times


@pytest.fixture
def home(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the small glossary, taken for up to date."""
    shutil.copytree(library.path.parent, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("XITU_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.delenv("XITU_STATE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("db.keyfile.data_times", lambda: data_times(LEXICON))
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_lookup_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "--json", "Nd", "中國稀土", "嵌土", "xyzzy"]) == 0
    first, second, third, fourth = map(json.loads, lines(capsys))
    assert first == {
        "query": "Nd",
        "answer": "entry",
        "results": [
            {
                "id": "neodymium",
                "kind": "element",
                "names": {
                    "en": ["neodymium"],
                    "zh-Hant-TW": ["釹"],
                    "zh-Hant-HK": ["釹"],
                    "zh-Hans-CN": ["钕"],
                    "mul": ["Nd"],
                },
                "pinyin": "nǚ",
                "matched": "Nd",
                "how": "symbol",
                "score": 1.0,
            }
        ],
    }
    assert second["answer"] == "choices"
    assert len(second["results"]) == 2
    assert third["answer"] == "suggestions"
    assert fourth == {"query": "xyzzy", "answer": "none", "results": []}


def test_lookup_lines(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("鐠釹\n\nxyzzy\n"))
    assert main(["lookup", "--lines"]) == 0
    assert lines(capsys) == ["鐠釹\tentry\tndpr NdPr", "\tnone", "xyzzy\tnone"]


def test_lookup_speaks_the_chosen_language(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lookup", "600111", "--language", "zh-Hans"]) == 0
    out = capsys.readouterr().out
    assert "北方稀土" in out
    assert "52.6 亿元" in out


def test_show_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "ndpr", "--json"]) == 0
    (shown,) = map(json.loads, lines(capsys))
    assert shown["definitions"][0]["text"]["zh-Hans"].startswith("钕与镨")
    assert shown["facts"][0]["basis"]["en"] == "NdPr oxide, ten years"
    assert {row["from"] for row in shown["incoming"]} == {"ndpr-oxide"}
    assert shown["sources"] == [
        {"id": "press", "title": "報導一則", "publisher": "某報", "date": "2025-10"}
    ]


def test_articles_come_and_go(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news.txt"
    news.write_text("date 2025-01-02 鐠釹漲價。稀土出口增加。\n", "utf-16")
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert main(["articles", "add", str(empty), str(news)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "empty" in captured.err
    name, date, *_ = captured.out.split()
    assert date == "2025-01-02"
    assert main(["articles", "add", str(news)]) == 0
    assert "already there" in capsys.readouterr().out
    assert main(["articles", "list"]) == 0
    assert len(lines(capsys)) == 1
    assert main(["excerpts", "镨钕", "--json"]) == 0
    (found,) = map(json.loads, lines(capsys))
    text = news.read_text("utf-16")
    assert found["id"] == "ndpr"
    for excerpt in found["excerpts"]:
        assert text[excerpt["start"] : excerpt["end"]] == excerpt["text"]
    assert main(["articles", "show", name]) == 0
    assert "稀土出口增加" in capsys.readouterr().out
    assert main(["articles", "remove", name]) == 0
    capsys.readouterr()
    assert main(["articles", "list"]) == 0
    assert lines(capsys) == []


def test_scan(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.txt"
    path.write_text("MP\nMaterials賣氧化鐠釹", "utf-8")
    assert main(["scan", "--json", str(path)]) == 0
    (found,) = map(json.loads, lines(capsys))
    assert found["spans"] == [
        {"start": 0, "end": 12, "text": "MP\nMaterials", "id": "mp-materials"},
        {"start": 13, "end": 17, "text": "氧化鐠釹", "id": "ndpr-oxide"},
    ]


def test_rules(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "2025-11-08", "--about", "釹", "--json"]) == 0
    (found,) = map(json.loads, lines(capsys))
    assert found == {
        "date": "2025-11-08",
        "rules": [
            {
                "id": "mofcom-2025-61",
                "standing": "suspended",
                "since": "2025-11-07",
                "until": "2026-11-10",
                "known_until": "2025-11-07",
                "beyond": True,
            }
        ],
    }
    assert main(["rules", "2025-10-10", "--language", "zh-Hant"]) == 0
    assert "施行中\t2025-10-09\t2025 年第 61 號公告" in capsys.readouterr().out


def test_unknown_words(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news.txt"
    news.write_text(
        "鐠釹漲價，但無重稀土法案。《稀土年鑑》說MP Materials與Acme Magnets合作"
        "開發「晶界擴散」技術。\n",
        "utf-8",
    )
    assert main(["articles", "add", str(news)]) == 0
    name = capsys.readouterr().out.split()[0]
    assert main(["articles", "unknown", name]) == 0
    words = {line.split("\t")[0] for line in lines(capsys)}
    assert {"稀土年鑑", "Acme Magnets", "晶界擴散"} <= words
    assert not words & {"鐠釹", "MP Materials", "稀土"}


def test_wording_taken_from_an_article(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("電動車馬達、風機與硬碟都靠它，\n礦山看它吃飯。\n", "utf-8")
    assert main(["check", "--data", str(LEXICON), "--against", str(article)]) == 1
    assert "neodymium" in capsys.readouterr().out
    article.write_text("电动车的马达和风机离不开它，矿山看它吃饭。", "gb18030")
    assert main(["check", "--data", str(LEXICON), "--against", str(article)]) == 0


def test_check(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(LEXICON)]) == 0
    bad = tmp_path / "data"
    bad.mkdir()
    text = (LEXICON / "lexicon.toml").read_text("utf-8")
    (bad / "x.toml").write_text(text.replace("7440-00-8", "7440-00-9"), "utf-8")
    capsys.readouterr()
    assert main(["check", "--data", str(bad), "--select", "e501"]) == 1
    assert "wrong check digit" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["lookup"], "xitu lookup 鐠釹"),
        (["show", "nowhere"], "xitu lookup"),
        (["serve"], "@BotFather"),
        (["excerpts", "xyzzy"], "xitu lookup"),
        (["articles", "remove", "x"], "xitu articles list"),
        (["articles", "add", "--title", "t", "a", "b"], "one file"),
        (["articles", "add", "nowhere.txt"], "check the path"),
        (["scan", "nowhere.txt"], "check the path"),
        (["rules", "tomorrow"], "2025-10-15"),
        (["rules", "--about", "xyzzy"], "xitu lookup"),
        (["check", "--select", "E999"], "E101"),
        (["sing"], "xitu --help"),
        (["lookup", "--colour"], "xitu --help"),
        (["articles"], "xitu articles --help"),
        (["--language", "fr", "chat"], "zh-Hant"),
    ],
)
def test_slips_get_one_line_with_a_cure(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], cure: str
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert cure in captured.err


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "nonsense"),
        ("TELEGRAM_API_BASE", "localhost:8081"),
        ("XITU_LOG_LEVEL", "loud"),
        ("XITU_STATE_URL", "not a url"),
    ],
)
def test_bad_settings_are_named(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    value: str,
) -> None:
    monkeypatch.setenv(setting, value)
    assert main(["articles", "list"]) == 2
    err = capsys.readouterr().err
    assert setting in err
    assert err.count("\n") == 1


def test_dotenv_is_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".env").write_text("XITU_LOG_LEVEL=loud\n")
    assert main(["articles", "list"]) == 2
    assert "XITU_LOG_LEVEL" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("xitu ")
    for arguments in (["--help"], ["lookup", "--help"], ["articles", "add", "--help"]):
        with pytest.raises(SystemExit) as done:
            main(arguments)
        assert done.value.code == 0
        assert "example: xitu" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["lookup", "--json", "鐠釹"], ["pinyin", "鐠釹"]])
def test_a_lookup_loads_nothing_heavy(home: Path, command: list[str]) -> None:
    code = (
        "import sys; from pathlib import Path; import db.keyfile;"
        "times = db.keyfile.data_times(Path(sys.argv[1]));"
        "db.keyfile.data_times = lambda: times;"
        "from bot.cli import main; main(sys.argv[2:]);"
        "heavy = {'telegram', 'sqlalchemy', 'opencc', 'pypinyin', 'rapidfuzz', 'PIL'};"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(LEXICON), *command],
        env={**os.environ, "XITU_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_serving_loads_only_what_it_needs() -> None:
    code = (
        "import sys, bot.assembly, bot.transports.telegram;"
        "heavy = {'pypinyin', 'matplotlib', 'numpy', 'PIL', 'openpyxl', 'docx'};"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m bot.cli check --data {LEXICON} | true",
        shell=True,
        env={**os.environ, "XITU_HOME": str(home)},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_pinyin(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pinyin", "重稀土", "氧化鐠釹，NdPr"]) == 0
    assert lines(capsys) == ["zhòng xī tǔ", "yǎng huà pǔ nǚ, NdPr"]
    assert main(["pinyin", "--style", "zhuyin", "--taiwan", "--json", "期貨 1"]) == 0
    (line,) = lines(capsys)
    assert json.loads(line) == {
        "text": "期貨 1",
        "reading": "ㄑㄧˊ ㄏㄨㄛˋ 1",
        "pieces": [["期", "ㄑㄧˊ"], ["貨", "ㄏㄨㄛˋ"], [" 1", ""]],
    }
    assert main(["pinyin", "--style", "tones", "釹"]) == 2
    assert "--style" in capsys.readouterr().err


def test_pinyin_answers_each_line(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("供應鏈\n\nRE 行業\n"))
    assert main(["pinyin", "--lines", "--style", "numbers"]) == 0
    assert lines(capsys) == ["gong1 ying4 lian4", "", "RE hang2 ye4"]


def test_convert_writes_new_files_and_never_over_old_ones(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "干法"
    folder.mkdir()
    (folder / "报告.md").write_text("干法分离 `里`", "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    out = tmp_path / "out"
    arguments = ["convert", "--to", "zh-TW", str(folder), "--out", str(out)]
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert "坏.docx is damaged" in said.err
    (made,) = out.rglob("*.md")
    assert made.name == "報告.md"
    assert made.read_text("utf-8") == "乾法分離 `里`"
    assert main(arguments) == 2
    assert "exists; remove it" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 2
    assert "報告.md" in capsys.readouterr().out
