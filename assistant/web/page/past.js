// The journal, and what was learned: asked for when they are looked at.

import { byId, confirmed, make, toast } from "./dom.js";
import { TurnCard, ending } from "./turns.js";

const FIRST = 30;
const MOST = 300;
const WAIT_MS = 250;
const STATUS = { proposed: "not used yet", live: "in use", pinned: "in use, as you said", withdrawn: "no longer used" };
let limit = FIRST;
let wait = null;

async function ask(path, options = {}) {
  const answer = await fetch(path, options).catch(() => null);
  if (answer?.ok) return answer.json();
  toast(answer ? await answer.text() : "The assistant cannot be reached just now.");
  return null;
}

// the journal

export async function showJournal() {
  const find = byId("find-words").value;
  const entries = await ask(`/turns?limit=${limit}&find=${encodeURIComponent(find)}`);
  if (!entries) return;
  const nothing = find ? "Nobody said that." : "Nothing was said yet.";
  byId("entries").replaceChildren(...(entries.length ? entries.map(entry) : [make("li", {}, nothing)]));
  byId("older").hidden = entries.length < limit || limit >= MOST;
}

function entry(one) {
  const details = make("details", {}, make("summary", {}, ...(one.kind ? [ending(one.kind, one.tone), " "] : []), "every step"));
  details.ontoggle = async () => {
    const steps = details.open && !details.dataset.read ? await ask(`/turns/${one.id}`) : null;
    if (!steps) return;
    details.dataset.read = "yes";
    const card = new TurnCard({ tag: "div" });
    steps.forEach((step) => card.add(step));
    details.append(card.element.querySelector(".stages"));
  };
  return make("li", { class: `turn ${one.tone}` },
    make("time", { class: "quiet", datetime: one.at }, moment(one.at)),
    one.said ? make("p", { class: "said" }, one.said) : null,
    make("p", { class: "reply" }, one.ended ? one.replied : `${one.replied} (cut off)`),
    one.interrupted_ms === null ? null : make("p", { class: "quiet" }, `interrupted after ${(one.interrupted_ms / 1000).toFixed(1)} s`),
    one.audio ? make("audio", { controls: true, preload: "none", src: `/turns/${one.id}/audio`, "aria-label": `Recording of: ${one.said}` }) : null,
    details);
}

byId("find").onsubmit = (event) => event.preventDefault();
byId("find-words").oninput = () => {
  clearTimeout(wait);
  limit = FIRST;
  wait = setTimeout(showJournal, WAIT_MS);
};
byId("older").onclick = () => {
  limit = Math.min(MOST, limit * 2);
  showJournal();
};

// what was learned

export async function showLessons() {
  fill(await ask("/lessons"));
  const weights = (await ask("/weights")) ?? [];
  byId("weights").replaceChildren(...weights.map(weight));
  byId("weights-box").hidden = !weights.length;
}

/** Of two things that fit the words equally well, one with this sign. */
function times(logOdds) {
  const odds = Math.exp(logOdds);
  return `${odds.toFixed(odds < 10 ? 1 : 0)} times`;
}

function weight(one) {
  const name = one.name.replaceAll("_", " ");
  const forget = async () => {
    if (!(await confirmed(`Let “${name}” count as it does everywhere?`))) return;
    await ask(`/lessons/${encodeURIComponent(one.name)}/forget`, { method: "POST" });
    showLessons();
  };
  return make("li", { class: "lesson" },
    make("p", { class: "pair" }, name),
    make("p", { class: "quiet" }, `Makes a thing ${times(one.here)} as likely here, ${times(one.written)} elsewhere.`),
    evidence(one),
    make("div", { class: "buttons" }, make("button", { type: "button", "aria-label": `Forget it: ${name}`, onclick: forget }, "Forget it")));
}

function evidence(one) {
  if (!one.speak) return make("p", { class: "quiet" }, "No request of this home speaks for it.");
  const turns = one.evidence.map((turn) => make("li", {}, `${moment(turn.at)}  “${turn.said}”  ${turn.replied}`));
  const rest = one.speak - turns.length;
  if (rest) turns.push(make("li", {}, `${rest}${turns.length ? " more" : ""} not shown here or no longer in the journal`));
  const speak = one.speak === 1 ? "1 request speaks for it" : `${one.speak} requests speak for it`;
  return make("details", {}, make("summary", { class: "quiet" }, speak), make("ul", { class: "quiet" }, ...turns));
}

/** Show them, with the focus on the same one, or on what has come to its place. */
function fill(lessons) {
  if (!lessons) return;
  const focused = document.activeElement?.closest?.("#lessons > li");
  const place = focused ? [...byId("lessons").children].indexOf(focused) : null;
  const id = focused?.dataset.id;
  const nothing = make("li", {}, "Nothing yet. It learns at night from what you corrected.");
  byId("lessons").replaceChildren(...(lessons.length ? lessons.map(lesson) : [nothing]));
  if (!focused) return;
  const items = [...byId("lessons").children];
  const next = items.find((item) => item.dataset.id === id) ?? items[Math.min(place, items.length - 1)];
  next.tabIndex = -1;
  next.focus();
}

function lesson(one) {
  const inUse = one.status === "live" || one.status === "pinned";
  const judge = (verdict, label, question) => make("button", {
    type: "button", "aria-label": `${label}: ${one.heard}`,
    onclick: async () => {
      if (question && !(await confirmed(question))) return;
      fill(await ask(`/lessons/${one.id}/${verdict}`, { method: "POST" }));
    },
  }, label);
  return make("li", { class: "lesson", "data-id": one.id },
    make("p", { class: "pair" }, `“${one.heard}” is taken for “${one.meant}” `, make("span", { class: `chip ${one.status}` }, STATUS[one.status])),
    one.reason ? make("p", { class: "quiet" }, one.reason) : null,
    make("p", { class: "quiet" }, figures(one)),
    evidence(one),
    make("div", { class: "buttons" },
      inUse ? null : judge("approve", "Use it"),
      one.status === "pinned" ? null : judge("pin", "Always use it"),
      judge("forget", "Forget it", `Forget that “${one.heard}” means “${one.meant}”? It will not be learned again.`)));
}

function figures(one) {
  const percent = (share) => `${Math.round(100 * share)} %`;
  const where = one.areas.length ? `, only in the ${one.areas.join(", the ").replaceAll("_", " ")}` : "";
  const whose = one.of_many ? ", learned from many homes" : "";
  const times = (count) => (count === 1 ? "once" : `${count} times`);
  const use = one.wins + one.losses
    ? `it went well ${times(one.wins)} and wrong ${times(one.losses)}`
    : "how it does in use is not known yet";
  return `Would end well ${percent(one.with_it)} of the time with it, ${percent(one.alone)} without; ${use}${where}${whose}.`;
}

function moment(at) {
  return new Date(at).toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
}
