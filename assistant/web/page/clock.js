// The home's clock, which may run faster than ours, and the people.

import { byId, make, setText } from "./dom.js";

let told = null;
let heardAt = 0;

export function setClock(clock) {
  told = { at: new Date(clock.at), speed: clock.speed };
  heardAt = performance.now();
  byId("pace-box").hidden = !clock.can_be_set;
  const pace = byId("pace");
  if (document.activeElement !== pace) pace.value = String(clock.speed);
  tick();
}

export function setPeople(people) {
  byId("people").replaceChildren(
    ...people.map((one) => make("li", {}, one.name, make("span", {}, one.doing ? ` ${one.doing}` : ""))),
  );
}

function tick() {
  if (!told) return;
  const now = new Date(told.at.getTime() + (performance.now() - heardAt) * told.speed);
  setText(byId("clock"), now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false }));
  setText(byId("date"), now.toLocaleDateString("en", { weekday: "long", day: "numeric", month: "long" }));
}

setInterval(tick, 500);
