"""Article files: any encoding in, clean passages out, offsets exact."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.articles import Articles, read_article
from db.engine import open_state
from glossary import article
from glossary.catalogue import Catalogue
from glossary.errors import ArticleError
from glossary.excerpt import StoredArticle

NOW = datetime(2026, 11, 21, tzinfo=UTC)

TRADITIONAL = """ date 2025-10-22 某礦業公司宣布試產氧化鐠釹。首批產品下個月交付。



2013年2月2日，一處礦場的景色。（Getty）

關鍵一步

MP
Materials公司與中國稀土集團
都在擴產,串級萃取
仍是主流。業者說：「分離不難，難在成本。」他說。

本文獲《某某日報》授權轉載
"""

SIMPLIFIED = """稀土分离产业观察|某某智库

撰文: 编辑部(国际)
出版:更新:

近期,多家企业宣布扩产。钕铁硼需求上升?业内看法不一。

本文原载于2025年10月19日的某某智库每日专栏"""


def sentences(text: str) -> list[str]:
    return [
        text[sentence.start : sentence.end]
        for passage in article.passages(text)
        for sentence in article.sentences(text, passage)
    ]


def test_what_a_file_says_of_itself() -> None:
    said = article.parse(TRADITIONAL)
    assert (said.title, said.publisher, said.date) == ("", "某某日報", "2025-10-22")
    said = article.parse(SIMPLIFIED)
    assert said.title == "稀土分离产业观察"
    assert (said.publisher, said.date) == ("某某智库", "2025-10-19")


def test_passages_hold_running_text_only() -> None:
    assert sentences(TRADITIONAL) == [
        "某礦業公司宣布試產氧化鐠釹。",
        "首批產品下個月交付。",
        "MP\nMaterials公司與中國稀土集團\n都在擴產,串級萃取\n仍是主流。",
        "業者說：「分離不難，難在成本。」他說。",
    ]
    assert sentences(SIMPLIFIED) == [
        "近期,多家企业宣布扩产。",
        "钕铁硼需求上升?业内看法不一。",
    ]


def test_a_name_on_a_line_of_its_own_is_no_heading() -> None:
    text = "中信證券\n研報說，需求會增加。\n\n專利之爭\n雙方都說自己有理。"
    whole = article.passages(text, {"中信證券"}.__contains__)
    assert text[whole[0].start : whole[0].end].startswith("中信證券\n研報")
    assert text[whole[1].start : whole[1].end] == "雙方都說自己有理。"


def test_english_sentences() -> None:
    text = (
        'Lynas Corp. No. 2 plant opened. "It works," said Mr. Smith. Prices rose 1.5%.'
    )
    assert sentences(text) == [
        "Lynas Corp. No. 2 plant opened.",
        '"It works," said Mr. Smith.',
        "Prices rose 1.5%.",
    ]


@given(st.text(alphabet="稀土。！「」\n ,.:(MPa2）（", max_size=80))
def test_passages_and_sentences_lie_in_order_inside_the_text(text: str) -> None:
    last = 0
    for passage in article.passages(text):
        assert last <= passage.start < passage.end <= len(text)
        inner = article.sentences(text, passage)
        assert inner[0].start == passage.start
        assert inner[-1].end == passage.end
        last = passage.end


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"],
)
@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED])
def test_encodings(encoding: str, text: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        assert encoding == "big5hkscs"  # simplified text has no Big5 form
        return
    assert article.decode(data, "news.txt") == text


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3", "UTF-8"),
        (b"PK\x03\x04" + bytes(50), "UTF-8"),
        (bytes(range(256)) * 20, "UTF-8"),
        (b"x" * (article.MOST_BYTES + 1), "over 20 MB"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, cure: str) -> None:
    with pytest.raises(ArticleError, match=cure):
        article.decode(data, "file")


@pytest.fixture
def articles(tmp_path: Path) -> Articles:
    return Articles(open_state(f"sqlite:///{tmp_path / 'state.sqlite'}"))


def stored(tmp_path: Path, text: str, **given: str) -> StoredArticle:
    path = tmp_path / "news.txt"
    path.write_text(text, "utf-8")
    return read_article(path, [], {}, **given)


def test_importing_twice_adds_nothing(articles: Articles, tmp_path: Path) -> None:
    one = stored(tmp_path, TRADITIONAL)
    assert articles.add(one, NOW)
    again = stored(tmp_path, TRADITIONAL.replace("\n", "\r\n"))
    assert not articles.add(again, NOW)
    assert articles.all() == [one]
    assert articles.get(one.id) == one


def test_removing(articles: Articles, tmp_path: Path) -> None:
    one = stored(tmp_path, TRADITIONAL)
    articles.add(one, NOW)
    articles.remove(one.id)
    assert articles.all() == []
    for call in (articles.remove, articles.get):
        with pytest.raises(ArticleError, match="xitu articles list"):
            call(one.id)


def test_what_is_given_wins(tmp_path: Path) -> None:
    one = stored(tmp_path, SIMPLIFIED, title="另题", date="2025-01-01")
    assert (one.title, one.date, one.publisher) == ("另题", "2025-01-01", "某某智库")


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="check the path"):
        read_article(tmp_path / "nowhere.txt", [], {})


def test_excerpts_are_the_files_characters(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    one = stored(tmp_path, TRADITIONAL)
    full = catalogue.with_articles([one])
    first = full.excerpts("mp-materials")[0]
    assert one.text[first.start : first.end] == first.text.hant
    assert first.text.hant.startswith("MP\nMaterials")
    assert first.date == "2025-10-22"
    for concept in full.glossary.concepts:
        for excerpt in full.excerpts(concept):
            if not excerpt.is_digest:
                assert one.text[excerpt.start : excerpt.end] == excerpt.text.hant


def test_a_name_inside_a_longer_one_gives_excerpts_too(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    full = catalogue.with_articles([stored(tmp_path, TRADITIONAL)])
    assert "氧化鐠釹" in full.excerpts("ndpr")[0].text.hant


def test_digests_speak_until_their_article_is_imported(catalogue: Catalogue) -> None:
    found = catalogue.excerpts("cascade-extraction")
    assert [excerpt.is_digest for excerpt in found] == [True]
    digest = next(iter(catalogue.glossary.digests.values()))
    imported = StoredArticle("a", digest.fingerprint, "f", "t", "", "", "", "稀土。")
    assert not catalogue.with_articles([imported]).excerpts("cascade-extraction")
