// A turn as it is understood: what was heard, what came of it, and every stage with its time.

import { byId, make, set, setText } from "./dom.js";

const MOST_TURNS = 12;
const WIDE = matchMedia("(min-width: 56rem)");
const STAGES = {
  run: "begins", wake_word: "wake word", vad: "speech", stt: "heard", rewrite: "taken as",
  intent: "meaning", resolve: "device", act: "outcome", tts: "reply", error: "broke", "barge-in": "cut short",
};

const ENDED = {
  action_done: "done", query_answer: "answered", clarify: "asked back", confirm: "asked first",
  declined: "declined", error: "failed", ignored: "ignored",
};

/** How a turn ended, in a word; colour alone would not do. */
export const ending = (kind, tone) => make("span", { class: `chip ending ${tone}` }, ENDED[kind] ?? kind);

/** One turn; give it steps as they come. */
export class TurnCard {
  #said = make("p", { class: "said", hidden: true });
  #reply = make("p", { class: "reply", hidden: true });
  #summary = make("summary");
  #stages = make("ol", { class: "stages" });
  #steps = [];
  #tone = "plain";
  element;
  said = "";
  reply = "";

  constructor({ open = true, tag = "li" } = {}) {
    const details = make("details", { open }, this.#summary, this.#stages);
    this.element = make(tag, { class: "turn" }, this.#said, this.#reply, details);
  }

  add(step) {
    this.#steps.push(step);
    if (step.said !== null) this.#write("said", this.#said, step.said);
    if (step.reply !== null) this.#write("reply", this.#reply, step.reply);
    if (step.chime) this.#reply.prepend(make("span", { class: "chime", role: "img", "aria-label": "A chime:", title: "told by a chime" }, "♪"));
    if (step.stage === "act" || step.stage === "error") this.#tone = step.tone;
    set(this.element, { class: `turn ${this.#tone}` });
    const took = this.#steps.reduce((sum, one) => sum + one.took_ms, 0);
    this.#summary.replaceChildren(
      ...(step.ended ? [ending(step.ended, this.#tone), " "] : []),
      `${this.#steps[0].words}, ${took.toFixed(0)} ms in all`);
    if (step.ended === null && step.stage !== "run") this.#stages.append(stage(step));
    const most = Math.max(1, ...this.#steps.map((one) => one.took_ms));
    for (const bar of this.#stages.querySelectorAll(".bar i")) {
      bar.style.width = `${(100 * Number(bar.dataset.ms)) / most}%`;
    }
  }

  fold() {
    this.element.querySelector("details").open = false;
  }

  #write(what, element, text) {
    this[what] = text;
    element.hidden = !text;
    setText(element, text);
  }
}

function stage(step) {
  const bar = make("i", { "data-ms": step.took_ms });
  return make("li", { class: `stage ${step.tone}` },
    make("span", { class: "what" }, STAGES[step.stage] ?? step.stage),
    make("span", { class: "out" }, step.words),
    make("span", { class: "took" }, step.took_ms ? `${step.took_ms.toFixed(1)} ms` : ""),
    step.choices.length > 1 ? make("ul", { class: "choices" }, ...step.choices.map(choice)) : null,
    step.details.length ? make("ul", { class: "details" }, ...step.details.map((line) => make("li", {}, line))) : null,
    step.took_ms ? make("div", { class: "bar", "aria-hidden": "true" }, bar) : null);
}

function choice({ text, probability }) {
  return make("li", {}, make("span", {}, text),
    make("meter", { min: 0, max: 1, value: probability, "aria-hidden": "true" }),
    make("span", {}, probability.toFixed(2)));
}

/** The latest turns, newest first; older ones are in the journal. */
export class Turns {
  #cards = new Map();

  add(step, { quietly = false } = {}) {
    let card = this.#cards.get(step.turn);
    if (!card) {
      for (const older of this.#cards.values()) older.fold();
      card = new TurnCard({ open: WIDE.matches });
      this.#cards.set(step.turn, card);
      byId("turns").prepend(card.element);
      this.#forget();
    }
    card.add(step);
    if (step.said !== null || step.ended) setText(byId("partial"), "");
    if (step.ended && !quietly) setText(byId("announce"), card.said ? `You said: ${card.said}. ${card.reply}` : card.reply);
  }

  clear() {
    this.#cards.clear();
    byId("turns").replaceChildren();
  }

  #forget() {
    while (this.#cards.size > MOST_TURNS) {
      const [oldest, card] = this.#cards.entries().next().value;
      card.element.remove();
      this.#cards.delete(oldest);
    }
  }
}
