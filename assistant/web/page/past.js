// The journal, and what was learned: asked for when they are looked at.

import { byId, confirmed, make, toast } from "./dom.js";
import { TurnCard } from "./turns.js";

const FIRST = 30;
const MOST = 300;
const WAIT_MS = 250;
const STATUS = { proposed: "proposed", live: "in use", pinned: "in use, pinned", withdrawn: "withdrawn" };
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
  const details = make("details", {}, make("summary", { class: "quiet" }, "every step"));
  details.ontoggle = async () => {
    const steps = details.open && !details.dataset.read ? await ask(`/turns/${one.id}`) : null;
    if (!steps) return;
    details.dataset.read = "yes";
    const card = new TurnCard({ tag: "div" });
    steps.forEach((step) => card.add(step));
    details.append(card.element.querySelector(".stages"));
  };
  return make("li", { class: "turn" },
    make("time", { class: "quiet", datetime: one.at }, moment(one.at)),
    one.said ? make("p", { class: "said" }, one.said) : null,
    make("p", { class: "reply" }, one.ended ? one.replied : `${one.replied} (cut off)`),
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

function weight(one) {
  const name = one.name.replaceAll("_", " ");
  const forget = async () => {
    if (!(await confirmed(`Let “${name}” count as it does everywhere?`))) return;
    await ask(`/lessons/${encodeURIComponent(one.name)}/forget`, { method: "POST" });
    showLessons();
  };
  return make("li", { class: "lesson" },
    make("p", { class: "pair" }, name),
    make("p", { class: "quiet" }, `Counts ${one.here.toFixed(2)} here instead of ${one.written.toFixed(2)} (log-odds).`),
    evidence(one),
    make("div", { class: "buttons" }, make("button", { type: "button", "aria-label": `Forget it: ${name}`, onclick: forget }, "Forget it")));
}

function evidence(one) {
  const turns = one.evidence.map((turn) => make("li", {}, `${moment(turn.at)}  “${turn.said}”  ${turn.replied}`));
  return make("details", {}, make("summary", { class: "quiet" }, `${turns.length} requests speak for it`), make("ul", { class: "quiet" }, ...turns));
}

function fill(lessons) {
  if (!lessons) return;
  const nothing = make("li", {}, "Nothing yet. It learns at night from what you corrected.");
  byId("lessons").replaceChildren(...(lessons.length ? lessons.map(lesson) : [nothing]));
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
  return make("li", { class: "lesson" },
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
  const where = one.areas.length ? `, in ${one.areas.join(", ").replaceAll("_", " ")}` : "";
  const whose = one.of_many ? ", learned from many homes" : "";
  return `Ends well ${percent(one.with_it)} of the time with it, ${percent(one.alone)} without; won ${one.wins}, lost ${one.losses}${where}${whose}.`;
}

function moment(at) {
  return new Date(at).toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
}
