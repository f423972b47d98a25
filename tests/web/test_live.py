"""What the page is told, and what it can ask for."""

from pathlib import Path

from assistant.testing import SETTLE_SECONDS
from tests.web.opened import Told, opened


def whole(message: Told) -> bool:
    return bool(message["is"] == "Whole")


async def test_a_page_is_told_the_whole_home_first(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        home = await page.until(whole)
    assert [room["name"] for room in home["rooms"]] == ["kitchen", "hall"]
    assert [person["name"] for person in home["people"]] == ["Anna"]
    light = home["devices"][0]
    assert (light["id"], light["words"], light["active"]) == ("kitchen_light", "off", False)
    assert light["buttons"][0]["service"] == "turn_on"
    assert home["connected"] is True
    assert home["clock"]["can_be_set"] is True
    assert "offline" in home["faults"]


async def test_touching_goes_through_the_device_and_every_page_sees_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as one, served.page() as other:
        await one.until(whole)
        await other.until(whole)
        await one.send(**{"is": "Touch"}, device="kitchen_light", service="turn_on")
        shown = await other.device("kitchen_light", lambda view: view["active"])
        assert shown["words"] == "on, 100 %"
        await one.device("kitchen_light", lambda view: view["active"])
        assert served.home.state("kitchen_light")["state"] == "on"
        assert served.home.broker.commands[-1][0] == "home/kitchen_light/set"


async def test_typing_runs_a_turn_whose_steps_come_one_by_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        await page.until(whole)
        await page.send(**{"is": "Say"}, text=" turn on the kitchen light ", area="no such room")
        end = await page.until(lambda message: message.get("ended"))
    steps = [message for message in page.told if message["is"] == "StepView"]
    assert end["ended"] == "action_done"
    assert [step["stage"] for step in steps] == [
        *("run", "stt", "intent", "resolve", "act", "tts", "run")
    ]
    assert steps[1]["said"] == "turn on the kitchen light"
    assert steps[2]["choices"][0]["text"].startswith("HassTurnOn")
    assert "kitchen_light.turn_on confirmed" in steps[4]["words"]
    assert steps[5]["reply"] == "The kitchen light is on."


async def test_a_page_opened_later_sees_the_latest_turns(tmp_path: Path) -> None:
    async with opened(tmp_path) as served:
        await served.home.say("turn on the kettle")
        async with served.page() as page:
            end = await page.until(lambda message: message.get("ended"))
    assert page.told[0]["is"] == "Whole"
    assert end["ended"] == "action_done"


async def test_a_broken_device_is_shown_and_does_not_answer(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        await page.until(whole)
        await page.send(**{"is": "Break"}, device="kettle", fault="offline")
        await page.device("kettle", lambda view: view["available"] is False)
        await page.send(**{"is": "Touch"}, device="kettle", service="turn_on")
        told = await page.until(lambda message: message["is"] == "Told")
        assert told["text"] == "The kettle is offline."
        await page.send(**{"is": "Break"}, device="kettle", fault="none")
        await page.device("kettle", lambda view: view["available"] and view["fault"] == "none")
        await page.send(**{"is": "Break"}, device="kettle", fault="slow")
        await page.device("kettle", lambda view: view["fault"] == "slow")


async def test_what_the_contract_refuses_is_told_and_not_sent(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        await page.until(whole)
        await page.send(**{"is": "Touch"}, device="kettle", service="explode")
        told = await page.until(lambda message: message["is"] == "Told")
        assert "no service 'explode'" in told["text"]
        await page.send(**{"is": "Touch"}, device="../kettle", service="turn_on")
        told = await page.until(lambda message: message["is"] == "Told")
        assert told["text"] == "This home has no such device."
        assert served.home.broker.commands == []


async def test_the_clock_runs_as_fast_as_it_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        began = served.home.clock.now()
        await page.send(**{"is": "Pace"}, speed=3600)
        await page.until(lambda m: m["is"] == "Changed" and m["clock"]["speed"] == 3600)
        assert (served.home.clock.now() - began).total_seconds() > 3600 * SETTLE_SECONDS


async def test_a_broker_that_goes_away_is_shown_and_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as page:
        await page.until(whole)
        await served.home.stop_broker()
        gone = await page.until(lambda message: message["is"] == "Connection")
        assert gone["connected"] is False
        await page.send(**{"is": "Touch"}, device="kettle", service="turn_on")
        told = await page.until(lambda message: message["is"] == "Told")
        assert "did not answer" in told["text"] or "Nothing was done" in told["text"]
        await served.home.start_broker()
        await page.until(lambda m: m["is"] == "Connection" and m["connected"])


async def test_what_was_told_before_need_not_be_read_aloud_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as served, served.page() as first:
        await first.until(whole)
        await first.send(**{"is": "Say"}, text="turn on the kettle")
        await first.until(lambda message: message.get("ended"))
        async with served.page() as later:
            await later.until(lambda message: message.get("ended"))
    assert [step["again"] for step in first.told if step["is"] == "StepView"] == [False] * 7
    assert [step["again"] for step in later.told if step["is"] == "StepView"] == [True] * 7
