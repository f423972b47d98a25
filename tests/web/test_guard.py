"""Who may talk to the page, and what nobody gets."""

import json
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from assistant.settings import SettingsError
from tests.web.opened import Opened, opened

REFUSED = (InvalidStatus, ConnectionClosed)


async def refused(served: Opened, **options: object) -> None:
    with pytest.raises(REFUSED):
        async with served.page(**options) as page:
            await page.until(lambda message: True)


async def test_on_loopback_the_page_needs_no_token(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        answer = await http.get("/")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers
    assert "http" not in answer.text.replace("http-equiv", "")  # nothing from any other host


async def test_another_name_for_this_machine_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        for host in ("evil.example", "evil.example:8420", "", "127.0.0.1.evil", "192.168.0.7", "["):
            answer = await http.get("/", headers={"host": host})
            assert answer.status_code == 403, host
            await refused(served, additional_headers={"Host": host or "x"})


async def test_another_page_cannot_open_the_connection(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", None):
            await refused(served, origin=origin)
            headers = {"origin": origin} if origin else {}
            answer = await http.post("/learned/x/approve", headers=headers)
            assert answer.status_code == 403, origin


async def test_no_file_outside_the_page_is_served(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.http() as http:
        for path in (
            *("/../settings.py", "/%2e%2e/site.py", "/page/index.html", "/etc/passwd"),
            *("//etc/passwd", "/main.js/../../site.py", "/..%2fsite.py", "/page_token"),
        ):
            answer = await http.get(path)
            assert answer.status_code == 404, path
            assert answer.text == "There is nothing here."


async def test_elsewhere_than_on_loopback_the_token_opens_it(tmp_path: Path) -> None:
    async with opened(tmp_path, page_host="0.0.0.0") as served:
        token = served.address.partition("?token=")[2]
        port = served.origin.rpartition(":")[2]
        here = Opened(served.home, served.audience, f"http://127.0.0.1:{port}/")
        await refused(here)
        await refused(here, additional_headers={"Cookie": "assistant_token=wrong"})
        async with here.http() as http:
            assert (await http.get("/")).status_code == 403
            assert (await http.get("/main.js")).status_code == 403
            assert (await http.get("/", params={"token": "wrong"})).status_code == 403
            let_in = await http.get("/", params={"token": token})
            assert let_in.status_code == 303
            assert let_in.headers["location"] == "/"
            cookie = let_in.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "samesite=strict" in cookie.lower()
            assert (await http.get("/")).status_code == 200
            stranger = await http.get("/", headers={"host": "evil.example"})
            assert stranger.status_code == 403
        kept = {"Cookie": f"assistant_token={token}"}
        async with here.page(additional_headers=kept) as page:
            assert (await page.until(lambda message: True))["is"] == "Whole"
    assert (tmp_path / "page_token").read_text() == token
    assert (tmp_path / "page_token").stat().st_mode & 0o077 == 0


async def test_the_token_stays_the_same_over_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path, page_host="0.0.0.0") as first:
        before = first.address.partition("?")[2]
    async with opened(tmp_path, page_host="0.0.0.0") as second:
        assert second.address.partition("?")[2] == before


async def test_a_short_token_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="at least 16"):
        async with opened(tmp_path, page_host="0.0.0.0", page_token="secret"):
            pass


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    async with opened(tmp_path) as served:
        port = int(served.origin.rpartition(":")[2])
        with pytest.raises(SettingsError, match=f"port {port}"):
            async with opened(tmp_path, page_port=port):
                pass


async def test_no_page_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(IndexError):  # nothing was told
        async with opened(tmp_path, page=False):
            pass


async def test_names_with_markup_stay_text(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        home = await page.until(lambda message: True)
    assert "<img src=x onerror=alert(1)>" in json.dumps(home)
    folder = Path(__file__).parents[2] / "assistant/web/page"
    for script in folder.glob("*.js"):
        text = script.read_text()
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in text, script.name
