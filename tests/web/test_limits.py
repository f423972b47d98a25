"""Too much, too large, malformed: handled, told and logged."""

import asyncio
import contextlib
import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from assistant.testing import in_virtual_time
from assistant.web.audience import MOST_WAITING, Audience
from assistant.web.limits import LARGEST_MESSAGE_BYTES, MOST_PAGES, MOST_UNDER_WAY, Bucket
from assistant.web.messages import Told
from assistant.web.orders import OrderError, read_order
from tests.web.opened import opened


async def test_a_thousand_messages_at_once_cut_the_page_off_and_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as served, served.page() as flood, served.page() as other:
        with pytest.raises(ConnectionClosed) as closed:
            for _ in range(1000):
                await flood.send(**{"is": "Pace"}, speed=1)
            await flood.until(lambda message: False)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        assert "messages a second" in caplog.text
        await other.send(**{"is": "Touch"}, device="kettle", service="turn_on")
        await other.device("kettle", lambda view: view["active"])


MALFORMED: tuple[str | bytes, ...] = (
    *("", "{", "[]", "7", '{"is": "Say"}', '{"is": "Touch", "device": 7}', '{"is": "Format"}'),
    *('{"is": "Say", "text": "  "}', b"\xff\x00\x80", '{"is": "Pace", "speed": -1}'),
    *('{"is": "Pace", "speed": NaN}', "[" * 5000, json.dumps({"is": "Say", "text": "a" * 501})),
    '{"is": "Touch", "device": "x", "service": "y", "data": {"z": ' + "[" * 900 + "]" * 900 + "}}",
)


async def test_malformed_frames_are_told_and_the_page_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        for frame in MALFORMED:
            caplog.clear()
            await page.socket.send(frame)
            told = await page.until(lambda message: message["is"] == "Told")
            assert told["text"].startswith("That was not understood"), frame
            assert "cannot be read" in caplog.text, frame
        await page.send(**{"is": "Touch"}, device="kettle", service="turn_on")
        await page.device("kettle", lambda view: view["active"])


async def test_a_message_that_is_too_large_ends_the_connection(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        await page.socket.send("x" * (LARGEST_MESSAGE_BYTES + 1))
        with pytest.raises(ConnectionClosed) as closed:
            await page.until(lambda message: False)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def test_so_many_pages_and_no_more(tmp_path: Path) -> None:
    async with opened(tmp_path) as served:
        pages = [served.page() for _ in range(MOST_PAGES)]
        for page in pages:
            await (await page.__aenter__()).until(lambda message: True)
        with pytest.raises(Exception, match="1013"):
            async with served.page() as another:
                await another.until(lambda message: True)
        for page in pages:
            await page.__aexit__(None, None, None)
        async with served.page() as again:  # a place is free again
            await again.until(lambda message: True)


async def test_so_many_orders_under_way_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        free = asyncio.Event()

        async def slow(*_of: object) -> None:
            await free.wait()

        monkeypatch.setattr(served.home.pipeline, "answer", slow)
        for _ in range(MOST_UNDER_WAY + 1):
            await page.send(**{"is": "Say"}, text="turn on the kettle")
        told = await page.until(lambda message: message["is"] == "Told")
        assert told["text"] == "Please wait, this is still busy."
        free.set()


@in_virtual_time
async def test_a_page_that_does_not_read_costs_no_memory_and_is_told_afresh() -> None:
    audience = Audience()
    with audience.watcher() as watcher:
        assert await watcher.next() is None  # the whole comes first
        for number in range(10 * MOST_WAITING):
            audience.tell(Told(text=str(number)))
        assert await watcher.next() is None
        left = 0
        while True:
            try:
                async with asyncio.timeout(0.01):
                    last = await watcher.next()
            except TimeoutError:
                break
            left += 1
        assert left <= MOST_WAITING
        assert json.loads(last or "")["text"] == str(10 * MOST_WAITING - 1)
    assert len(audience) == 0


@in_virtual_time
async def test_so_many_a_second() -> None:
    bucket = Bucket(per_second=100, at_once=3)
    assert [bucket.take() for _ in range(5)] == [True, True, True, False, False]
    await asyncio.sleep(0.05)
    assert bucket.take()


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_whatever_comes_is_an_order_or_an_order_error(text: str) -> None:
    with pytest.raises(OrderError):
        read_order(text)


@given(st.dictionaries(st.sampled_from(["is", "text", "area", "device", "data"]), st.text()))
def test_any_object_is_an_order_or_an_order_error(found: dict[str, str]) -> None:
    with contextlib.suppress(OrderError):
        read_order(json.dumps(found))


async def test_an_order_that_breaks_does_not_take_the_page_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    async with opened(tmp_path) as served, served.page() as page:
        deep: object = "x"
        for _ in range(50):
            deep = [deep]
        await page.send(**{"is": "Touch"}, device="kettle", service="turn_on", data={"x": deep})
        await page.until(lambda message: message["is"] == "Told")
        await page.send(**{"is": "Touch"}, device="kettle", service="turn_on")
        await page.device("kettle", lambda view: view["active"])
