"""The article lens: word list, reading copy, unknown words."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import Parts, Request
from bot.lens import reading_copy, word_list
from bot.reply import Reply
from bot.router import reply
from bot.wording import Language, Wording
from glossary.lens import words

ARTICLE = (
    "磁材新聞\n"
    "MP\nMaterials開始生產氧化鐠釹，Acme Magnets也擴產釹鐵硼。\n"
    "氧化鐠釹 <b>漲價</b> & 釹跟漲，氧化鐠釹再漲。"
)


def say(
    line: str,
    parts: Parts,
    person: str = "1",
    language: Language = Language.HANT,
    replied: str = "",
) -> Reply:
    return reply(Request(line, person, Wording(language), replied=replied), parts)


class Page(HTMLParser):
    """A page's links with their words, anchors, and the text of its paragraphs."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.anchors: list[str] = []
        self.paragraphs: list[str] = []
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta",):
            self._open.append(tag)
        given = dict(attrs)
        if tag == "a":
            self.links.append((given["href"] or "", ""))
        if tag == "p":
            self.paragraphs.append("")
        if tag == "dt":
            self.anchors.append(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self._open:
            self.paragraphs[-1] += data
        if "a" in self._open:
            href, words = self.links[-1]
            self.links[-1] = (href, words + data)


def test_an_article_gives_a_page_a_table_and_unknown_words(parts: Parts) -> None:
    answer = say(f"/lens {ARTICLE}", parts)
    assert answer.text.startswith("這篇文章的術語：4 個")
    assert "氧化鐠釹  NdPr oxide" in answer.text
    assert "×3" in answer.text
    assert "Acme Magnets" in answer.text
    page, table = answer.attachments
    assert (page.name, table.name) == ("磁材新聞.html", "磁材新聞.csv")
    read = Page(page.data.decode())
    assert [words for _, words in read.links] == [
        "MP Materials",
        "氧化鐠釹",
        "釹鐵硼",
        "釹",
    ]
    assert {href.removeprefix("#") for href, _ in read.links} == set(read.anchors)
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert {row["原文用字"] for row in rows} >= {"MP Materials", "氧化鐠釹"}
    assert next(row for row in rows if row["原文用字"] == "釹")["次數"] == "1"


def test_the_page_is_in_the_persons_script(parts: Parts) -> None:
    text = "镨钕新闻\n氧化镨钕涨价，钕铁硼跟涨。"
    page, table = say(f"/lens {text}", parts).attachments
    assert "氧化鐠釹</a>漲價" in page.data.decode()
    assert "氧化镨钕" in table.data.decode()  # as the article has it
    page, _ = say(f"/lens {text}", parts, language=Language.EN).attachments
    assert "氧化镨钕</a>涨价" in page.data.decode()
    page, _ = say(f"/lens {ARTICLE}", parts, language=Language.HANS).attachments
    assert "氧化镨钕" in page.data.decode()


def test_the_page_holds_the_text_whole_and_harmless(parts: Parts) -> None:
    found = words(ARTICLE, parts.catalogue.scanner, parts.catalogue.spread)
    page = reading_copy(
        ARTICLE, "<i>", found, parts.catalogue, Wording(Language.EN)
    ).decode()
    read = Page(page)
    assert "\n".join(read.paragraphs) == ARTICLE.replace("MP\n", "MP ")
    assert not read.tags & {"b", "i", "script", "img", "link"}
    assert "http" not in page


def test_often_and_early_stands_before_seldom_and_late(parts: Parts) -> None:
    found = words(ARTICLE, parts.catalogue.scanner, lambda concept: 0.5)
    assert found[0].concept == "ndpr-oxide"
    common = words(
        ARTICLE,
        parts.catalogue.scanner,
        lambda concept: 1.0 if concept == "ndpr-oxide" else 0.0,
    )
    assert common[0].concept != "ndpr-oxide"


def test_its_words_are_saved_with_their_sentences(parts: Parts) -> None:
    answer = say(f"/lens {ARTICLE}", parts)
    (line,) = [b.line for row in answer.buttons for b in row if "收藏" in b.label]
    assert "不再保留" in say(line, parts, "2").text
    assert "4 個詞" in say(line, parts).text
    kept = {mark.concept: mark for mark in parts.store.saved.of("1")}
    assert len(kept) == 4
    assert "擴產釹鐵硼" in kept["ndfeb"].sentence
    assert kept["ndfeb"].origin == "磁材新聞"


def test_only_an_admin_adds_it_to_the_shared_library(parts: Parts) -> None:
    text = (
        f"2026-11-20 某報\n\n{ARTICLE}\n\n" + "釹的價格上週又漲了一成，買家仍在等。" * 3
    )
    mine = say(f"/lens {text}", parts, language=Language.EN)
    assert "/publish" not in str(mine.buttons)
    assert "for the admins" in say("/publish p1", parts, language=Language.EN).text
    parts.admins = frozenset({"9"})
    theirs = say(f"/lens {text}", parts, "9", Language.EN)
    (line,) = [b.line for row in theirs.buttons for b in row if "library" in b.label]
    before = len(parts.catalogue.excerpts("neodymium"))
    assert "In the shared library now" in say(line, parts, "9", Language.EN).text
    assert len(parts.catalogue.excerpts("neodymium")) > before
    assert "already" in say(line, parts, "9", Language.EN).text


def test_a_message_is_read_by_answering_it(parts: Parts) -> None:
    assert "4 個" in say("/lens", parts, replied=ARTICLE).text
    assert "以 /lens 回覆" in say("/lens", parts).text
    assert "沒有詞典收錄" in say("/lens 你好嗎", parts).text


def test_cells_are_no_formulas(parts: Parts) -> None:
    found = words("釹", parts.catalogue.scanner, lambda concept: 0.0)
    evil = [found[0]._replace(text="=1+1")]
    table = word_list(evil, parts.catalogue, Wording(Language.EN)).decode()
    assert "'=1+1" in table


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    text=st.lists(
        st.sampled_from(["釹", "氧化鐠釹", "<", "&", '"', "\n", "漲。", "MP Materials"])
    ).map("".join)
)
def test_any_text_survives_the_page(parts: Parts, text: str) -> None:
    found = words(text, parts.catalogue.scanner, parts.catalogue.spread)
    page = reading_copy(text, "t", found, parts.catalogue, Wording(Language.HANS))
    read = Page(page.decode())
    expected = [line for line in text.split("\n") if line.strip()]
    assert "".join(read.paragraphs).split() == "".join(expected).split()
    assert len({href for href, _ in read.links}) == len(read.links)
