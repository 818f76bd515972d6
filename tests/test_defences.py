"""Row by row what an attacker could try; CONTRIBUTING.md says where each is tested."""

from __future__ import annotations

import ast
import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

import pytest
from fake_telegram import TOKEN, FakeTelegram
from telegram import Bot, File
from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder
from telegram_html import parse_html
from test_ingest import SECRET, all_ended, free_port, saying, service
from torture.patterns import attacks, patterns

from bot import logs
from bot.commands import COMMANDS, Parts, Request
from bot.reply import Reply, block
from bot.router import reply
from bot.settings import Address, Settings
from bot.transports.markup import messages
from bot.transports.web import webhook
from bot.wording import Language, Wording, _strings
from db.uploads import Upload

ROOT = Path(__file__).parent.parent
ALICE, BOB, ADMIN = "501", "502", "9"
PRIVATE = "這是我自己的祕密，氧化鐠釹漲價，釹跟著漲，Acme Magnets也擴產。"
NAMES = [command.name for command in COMMANDS]


def say(line: str, parts: Parts, person: str, group: str = "", **extra: Any) -> Reply:
    return reply(Request(line, person, Wording(Language.EN), group, **extra), parts)


def shown(answer: Reply) -> str:
    """All that a reply tells anybody."""
    files = b" ".join(each.data for each in answer.attachments).decode(
        "utf-8", "ignore"
    )
    told = " ".join(shown(notice.reply) for notice in answer.notices)
    labels = " ".join(b.label + b.line for row in answer.buttons for b in row)
    return f"{answer.text} {labels} {files} {told}"


# The token.


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log writes at its most talkative, every logger let loose."""
    out = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    logs.set_up("DEBUG", TOKEN)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    loud = ("httpx", "httpcore", "telegram")
    levels = {name: logging.getLogger(name).level for name in loud}
    for name in loud:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield out
    root.handlers, root.level = before
    for name in loud:
        logging.getLogger(name).setLevel(logging.NOTSET)
    assert levels["httpx"] == logging.WARNING


async def test_the_token_is_in_no_line(written: io.StringIO) -> None:
    """The five ways it leaks, a traceback with it, and the real client at work."""
    log = logging.getLogger("anything")
    bot = Bot(TOKEN)
    log.debug("%r", bot)
    log.debug("%r", ApplicationBuilder().token(TOKEN).build())
    log.debug("%r", File("a", "b", file_path=f"https://x.org/file/bot{TOKEN}/a.txt"))
    log.error("%s", InvalidToken(f"The token `{TOKEN}` was rejected by the server."))
    logging.getLogger("httpx").info("POST https://x.org/bot%s/getMe 200", TOKEN)
    try:
        raise ValueError(f"no answer from /bot{TOKEN}/getMe") from KeyError(TOKEN)
    except ValueError:
        log.exception("broken by %s", TOKEN[:-3])
    async with FakeTelegram() as fake, Bot(TOKEN, base_url=f"{fake.base}/bot") as real:
        await real.get_me()
    text = written.getvalue()
    assert "POST https://x.org/bot[token]/getMe 200" in text
    assert "Traceback" in text
    assert "HTTP Request: POST" in text
    secret = TOKEN.split(":")[1]
    assert TOKEN not in text
    assert secret[:20] not in text


def test_settings_say_no_secret() -> None:
    settings = Settings(Path(), "sqlite://", token=TOKEN, webhook_secret=SECRET)
    assert TOKEN not in f"{settings!r} {settings}"
    assert SECRET not in f"{settings!r} {settings}"


# The webhook.


async def test_strangers_bodies_are_not_waited_for() -> None:
    """Half a request without the secret is refused before the rest has come."""
    port = await free_port()
    settings = Settings(
        *(Path(), "sqlite://"),
        webhook_url="https://example.org/hook",
        webhook_secret=SECRET,
        webhook_listen=Address("127.0.0.1", port),
    )
    stored: list[Any] = []

    async def receive(raws: Any) -> None:
        stored.extend(raws)

    async def half(secret: str) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999{secret}\r\n"
        writer.write(f"{head}\r\n{{".encode())
        await writer.drain()
        async with asyncio.timeout(5):
            line = await reader.readline()
        writer.close()
        return line

    async with webhook(settings, receive):
        wrong = "\r\nX-Telegram-Bot-Api-Secret-Token: " + "t" * 32
        for secret in ("", wrong, wrong[:-1], wrong.replace("t" * 32, "é")):
            assert b" 403 " in await half(secret)
    assert stored == []


# What is shown.

HOSTILE = ("<b>", "</b><a href='javascript:x'>", "&lt;&amp;", "a < b & c > d", "{0}")


@pytest.mark.parametrize("language", Language)
def test_no_value_breaks_out_of_any_template(language: Language) -> None:
    for text in _strings(language)["message"].values():
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        for bad in HOSTILE:
            filled = text.format(**dict.fromkeys(names, bad))
            (html,) = messages(Reply((block(filled),)))
            assert parse_html(html) == filled


# Lines that nobody would type: behind forged buttons and links.

NUMBERS = ("0", "1", "2", "-1", "9" * 30, "9" * 5000, "٣", "²", "1e9", "0x1", "")
WORDS = (
    *(
        "ndpr",
        "gone",
        "p1",
        f"p{'9' * 12}",
        f"p{'9' * 40}",
        "other",
        "yes",
        "off",
        "on",
    ),
    *("language", "region", "xx", "tw", "lens", "words", "why", "釹", "\x00", "'", '"'),
    *("%", "*", "\\", "--", ";", "<b>", "\u202e", "../../etc/passwd", "鐠" * 400),
)


@pytest.mark.parametrize("name", [*NAMES, "nothing", "", "/", "\x00", "start@other"])
def test_forged_lines_are_answered_politely(parts: Parts, name: str) -> None:
    """Nothing raises, and nothing is changed for anybody else."""
    parts.store.pastes.keep(ALICE, PRIVATE, parts.now())
    before = parts.store.privacy.held(ALICE)
    random = Random(name)
    choices = (*NUMBERS, *WORDS)
    for _ in range(60):
        words = random.choices(choices, k=random.randrange(4))
        line = " ".join([f"/{name}", *words])
        answer = say(line, parts, BOB, random.choice(("", "-100")))
        assert answer.blocks or answer.buttons or answer.attachments, line
        assert "祕密" not in shown(answer), line
    assert parts.store.privacy.held(ALICE) == before


def test_deep_links(parts: Parts) -> None:
    """Whatever a link says, it opens a card or the welcome and changes nothing."""
    letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-"
    random = Random(7)
    welcome = say("/start", parts, BOB)
    for _ in range(5000):
        head = random.choice(("", "card_", "card_ndpr", "card_card_", "help", "_"))
        tail = "".join(random.choices(letters, k=random.randrange(64 - len(head))))
        answer = say(f"/start {head}{tail}", parts, BOB)
        if not f"{head}{tail}".startswith("card_"):
            assert answer == welcome
    assert parts.store.privacy.held(BOB) == {}


async def test_a_button_works_for_its_owner_where_it_stands(parts: Parts) -> None:
    """Another's press, in a group; a replay; in another chat; a mutated line."""
    async with FakeTelegram() as fake, service(fake, parts):
        (card,) = await fake.say_in_group("/lookup@xitu_bot 鐠釹", person=42)
        html = fake.messages[card.id].html
        for data in ("/save ndpr", "/unsave ndpr", "/settings region zh-Hant-HK", "x"):
            assert "belong to whoever asked" in await fake.press_in_group(
                card, data, person=43
            )
        assert fake.messages[card.id].html == html
        assert parts.store.saved.of("43") == []
        assert parts.store.chats.choices("-100") == ("", "")
        # The owner is no admin of the group: a forged line does not make them one.
        await fake.press_in_group(card, "/settings region zh-Hant-HK", person=42)
        assert parts.store.chats.choices("-100") == ("", "")
        await fake.press_in_group(card, "/save ndpr", person=42)
        await fake.press_in_group(card, "/save ndpr", person=42)
        await fake.until(lambda: fake.messages[card.id].html != "")
        # Somebody whose message the bot never answered holds no button at all.
        stray = fake._pressed(card, "/save ndpr", {"id": 43, "is_bot": False} | NAME)
        del stray["callback_query"]["message"]["reply_to_message"]
        await fake.deliver(stray)
        await fake.deliver(saying("/help", 8))
        await fake.until(lambda: any(m.chat == 8 for m in fake.messages.values()))
    assert len(parts.store.saved.of("42")) == 1
    assert parts.store.saved.of("43") == []


NAME = {"first_name": "A", "language_code": "en"}


# Who may do what.

FOR_ADMINS = {"queue", "accept", "decline", "withdraw", "changes", "publish"}


def test_what_is_for_admins_is_guarded() -> None:
    guarded = {
        command.name
        for command in COMMANDS
        if "for_admins" in getattr(command.run, "__qualname__", "")
    }
    assert guarded == FOR_ADMINS


@pytest.mark.parametrize("name", sorted(FOR_ADMINS))
async def test_admins_are_admins_by_number_in_private(parts: Parts, name: str) -> None:
    """Not a stranger, not in a group, not whoever writes as a group or a channel."""
    parts.admins = frozenset({ADMIN})
    say("/suggest 矽砂 = silica sand", parts, ALICE)
    number = parts.store.pastes.keep(ADMIN, PRIVATE, parts.now())
    given = {"withdraw": "local-1", "publish": f"p{number}"}.get(
        name, "1 矽砂 = silica"
    )
    line = f"/{name}@xitu_bot {given}"
    group = {"id": -100, "type": "supergroup", "title": "G"}
    stranger = saying(line, int(BOB))
    in_group = saying(line, int(ADMIN))
    anonymous, channel = saying(line, 1087968824), saying(line, 136817688)
    for update in (in_group, anonymous, channel):
        update["message"]["chat"] = group
    anonymous["message"]["sender_chat"] = group
    channel["message"]["sender_chat"] = {"id": -1009, "type": "channel", "title": "C"}
    post = {"channel_post": {**stranger["message"], "sender_chat": group}}
    del post["channel_post"]["from"]
    async with FakeTelegram() as fake, service(fake, parts):
        await fake.deliver(stranger, in_group, anonymous, channel, post)
        await all_ended(parts.store.state, 5)
        told = [message.text for message in fake.messages.values()]
    assert len(told) == 4  # a channel's posts are not answered
    assert all("for the admins" in text for text in told)
    assert len(parts.store.suggestions.waiting()) == 1
    assert parts.store.suggestions.terms() == []
    assert parts.store.articles.all() == []


async def test_who_writes_as_a_channel_is_nobody_else(parts: Parts) -> None:
    """Telegram gives all of them one user's id: what they keep must not be shared."""
    update = saying("/save@xitu_bot ndpr", 136817688)
    update["message"]["chat"] = {"id": -100, "type": "supergroup", "title": "G"}
    update["message"]["sender_chat"] = {"id": -1009, "type": "channel", "title": "C"}
    async with FakeTelegram() as fake, service(fake, parts):
        await fake.deliver(update)
        await all_ended(parts.store.state, 1)
    assert parts.store.saved.of("136817688") == []
    assert len(parts.store.saved.of("-1009")) == 1


@pytest.mark.parametrize("name", NAMES)
def test_nobody_reaches_anothers(parts: Parts, name: str) -> None:
    """Bob tries every command on everything of Alice's."""
    parts.admins = frozenset({ADMIN})
    paste = parts.store.pastes.keep(ALICE, PRIVATE, parts.now())
    upload = parts.store.uploads.keep(ALICE, Upload("f", "祕密.txt"), parts.now())
    parts.fetch = lambda file: PRIVATE.encode()
    for line in (
        "/history on",
        "鐠釹",
        "/save ndpr",
        "/daily 8 Taipei",
        "/suggest 祕密",
    ):
        say(line, parts, ALICE)
    before = parts.store.privacy.held(ALICE)
    for what in (
        *("", "1", "yes", "off", "on", "ndpr", f"ndpr p{paste}", f"p{paste}"),
        *(
            f"{paste}",
            f"p{paste}",
            f"words p{paste}",
            f"{upload}",
            f"{upload} tw",
            f"{upload} lens",
        ),
        *(ALICE, f"{ALICE} yes", f"ndpr 1 other p{paste}", "local-1", "terminal"),
    ):
        told = shown(say(f"/{name} {what}".strip(), parts, BOB))
        assert "祕密" not in told, what
        assert "Acme" not in told, what
    assert parts.store.privacy.held(ALICE) == before


# What is in the code, and what is not.

SOURCES = sorted(
    p for layer in ("bot", "db", "glossary") for p in (ROOT / layer).rglob("*.py")
)


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def test_no_pattern_language_is_spoken_to_the_database() -> None:
    """No LIKE, GLOB or full-text syntax: what people type is only ever bound."""
    forbidden = re.compile(r"\b(?:LIKE|GLOB|REGEXP|fts[345])\b|\bMATCH\s+[?:']")
    calls = {"like", "ilike", "regexp_match", "op", "literal_column", "contains"}
    for name, tree in trees():
        if not name.startswith("db/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not forbidden.search(node.value), (name, node.lineno)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in calls, (name, node.lineno)


def test_no_statement_is_put_together_from_strings() -> None:
    """SQL is built by SQLAlchemy or stands whole; only our own PRAGMAs are filled."""
    runs = {"execute", "exec_driver_sql", "text", "executescript"}
    found = set()
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            joined = isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
            if called in runs and joined and name.startswith("db/"):
                found.add(name)
    assert found <= {"db/engine.py"}


def test_nothing_from_outside_is_evaluated() -> None:
    modules = {"yaml", "pickle", "marshal", "shelve", "dill", "telnetlib", "ftplib"}
    calls = {"eval", "exec", "compile", "__import__", "system", "popen", "mktemp"}
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert modules.isdisjoint(each.name for each in node.names), name
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in modules, name
            elif isinstance(node, ast.Call):
                called = getattr(node.func, "id", "")
                method = getattr(node.func, "attr", "")
                assert called not in calls, (name, node.lineno)
                assert method not in {"system", "popen", "mktemp"}, (name, node.lineno)
                shell = [k for k in node.keywords if k.arg == "shell"]
                assert not shell, (name, node.lineno)


def test_no_secret_is_in_any_file() -> None:
    folders = ("bot", "db", "glossary", "tests", "benchmarks", "deploy", ".ci")
    paths = [path for name in folders for path in (ROOT / name).rglob("*")]
    paths += [path for path in ROOT.iterdir() if path.name != ".env"]
    names = [path.relative_to(ROOT) for path in paths if path.is_file()]
    assert len(names) > 300
    secret = re.compile(
        rb"\d{6,}:[A-Za-z0-9_-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}"
        rb"|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}"
    )
    for name in names:
        assert not secret.search((ROOT / name).read_bytes()), name
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert ".env" in ignored
    assert not any(name.name.startswith(".env") for name in names)


def test_no_pattern_runs_away() -> None:
    """Short of catastrophe; `make torture` measures them on 10,000 characters."""
    found = patterns()
    assert len(found) > 100
    for pattern, use in found.items():
        for text in attacks(pattern, use.longest or 300):
            use.call(text)


def test_runaway_patterns_meet_their_match() -> None:
    """On such a text a bad pattern never ends."""
    assert "a" * 59 + "!" in set(attacks(re.compile(r"(?:\w+\s?)*$"), 60))


def test_json_of_a_person_is_json(parts: Parts) -> None:
    say('/suggest "quotes" \\ 釹\u2028 <script>', parts, ALICE)
    (file,) = say("/mydata", parts, ALICE).attachments
    assert "<script>" in json.loads(file.data)["held"]["suggestion"][0]["text"]
