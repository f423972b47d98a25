// The page: what the assistant tells is shown, and what is touched or typed is asked of it.

import { setClock, setPeople } from "./clock.js";
import { Connection } from "./connection.js";
import { byId, make, setText, toast } from "./dom.js";
import { offerMicrophone } from "./microphone.js";
import { showJournal, showLessons } from "./past.js";
import { Rooms } from "./rooms.js";
import { Turns } from "./turns.js";

const DOING = { waiting: "", listening: "Listening", speaking: "Speaking" };
const rooms = new Rooms(send);
const turns = new Turns();
const connection = new Connection(hear, changed);

function send(order) {
  if (!connection.send(order)) toast("The assistant cannot be reached just now.");
}

function hear(message) {
  switch (message.is) {
    case "Whole":
      setText(byId("doing"), "");
      turns.clear();
      rooms.whole(message);
      places(message);
      setClock(message.clock);
      setPeople(message.people);
      broker(message.connected);
      offerMicrophone(message.hears, message.wake_words);
      break;
    case "Changed":
      rooms.changed(message.devices);
      setClock(message.clock);
      setPeople(message.people);
      break;
    case "Connection":
      broker(message.connected, message.reason);
      break;
    case "StepView":
      turns.add(message, { quietly: message.again });
      break;
    case "PartialView":
      byId("listening").hidden = false;
      setText(byId("partial"), message.text);
      break;
    case "WakeView":
      byId("listening").hidden = false;
      byId("wake").value = message.score;
      break;
    case "TalkView":
      byId("doing").dataset.doing = message.doing;
      setText(byId("doing"), DOING[message.doing]);
      break;
    case "Told":
      toast(message.text);
      break;
  }
}

function changed(connected, reason) {
  banner(connected ? "" : `The assistant is not there${reason ? ` (${reason})` : ""}; trying again.`);
}

function broker(connected, reason) {
  banner(connected ? "" : `The home's broker is gone${reason ? `: ${reason}` : ""}.`);
}

function banner(text) {
  setText(byId("connection"), text);
  byId("connection").hidden = !text;
}

function places({ rooms: known, area }) {
  const where = byId("where");
  const chosen = where.options.length ? where.value : area ?? "";
  where.replaceChildren(make("option", { value: "" }, "no room in particular"),
    ...known.map((room) => make("option", { value: room.id }, `the ${room.name}`)));
  where.value = chosen;
}

byId("say").onsubmit = (event) => {
  event.preventDefault();
  const text = byId("words").value.trim();
  if (!text) return;
  send({ is: "Say", text, area: byId("where").value || null });
  byId("words").value = "";
};
byId("pace").onchange = (event) => send({ is: "Pace", speed: Number(event.target.value) });

function turnTo() {
  const wanted = ["journal", "learned"].find((name) => location.hash === `#${name}`) ?? "home";
  for (const name of ["home", "journal", "learned"]) byId(name).hidden = name !== wanted;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (wanted === "journal") showJournal();
  if (wanted === "learned") showLessons();
}
addEventListener("hashchange", turnTo);
turnTo();
