// Rooms and devices: shown as the home tells them, and touched through the same contract as the voice.

import { byId, confirmed, icon, make, set, setText } from "./dom.js";

const ICONS = {
  light: "light", switch: "switch", fan: "fan", climate: "climate", cover: "cover", lock: "lock",
  alarm_control_panel: "shield", media_player: "media", sensor: "sensor", binary_sensor: "sensor",
  vacuum: "robot", lawn_mower: "robot", oven: "oven", coffee_maker: "coffee", alarm_clock: "bell",
  scene: "scene", script: "scene", todo: "list", valve: "water", weather: "weather", siren: "bell",
};
const FAULT_WORDS = {
  none: "none", offline: "offline", slow: "3 seconds late", jammed: "jammed",
  dropping: "misses every other command", flapping: "comes and goes",
};

const COLUMN_REM = 18.5;

export class Rooms {
  #send;
  #columns = 0;
  #devices = new Map(); // id -> { view, element, shape }
  #open = new Set();
  #faults = [];

  constructor(send) {
    this.#send = send;
    new ResizeObserver(() => this.#columnsThatFit() !== this.#columns && this.#spread()).observe(byId("rooms"));
  }

  /** Everything anew; what was unfolded stays so, and the focus where it was. */
  whole({ floors, rooms, devices, faults }) {
    const focused = focus();
    this.#faults = faults;
    this.#devices.clear();
    const inRoom = Map.groupBy(devices, (device) => device.area ?? "");
    const groups = [
      ...floors.map((floor) => [floor.name, rooms.filter((room) => room.floor === floor.id)]),
      ["", rooms.filter((room) => !floors.some((floor) => floor.id === room.floor))],
    ];
    const named = groups.filter(([, some]) => some.length).map(([name, some]) => this.#floor(name, some, inRoom));
    const rest = inRoom.get("") ?? [];
    if (rest.length) named.push(this.#floor("", [{ id: "", name: "Whole house" }], inRoom));
    if (!named.length) named.push(make("p", { class: "empty" }, "This home has no devices yet."));
    byId("rooms").replaceChildren(...named);
    this.#spread();
    focused();
  }

  changed(views) {
    for (const view of views) this.#show(view);
    for (const room of document.querySelectorAll(".room")) this.#light(room);
  }

  #floor(name, rooms, inRoom) {
    const cards = rooms.map((room) => this.#room(room, inRoom.get(room.id) ?? []));
    cards.forEach((card, order) => set(card, { "data-order": order }));
    return make("div", { class: "floor" }, name ? make("h2", {}, capital(name)) : null, make("div", { class: "rooms" }, ...cards));
  }

  #columnsThatFit() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return Math.max(1, Math.floor(byId("rooms").clientWidth / (COLUMN_REM * rem)));
  }

  /** Each room to the shortest column. It stays there when one is unfolded; with CSS's columns it would jump. */
  #spread() {
    this.#columns = this.#columnsThatFit();
    const focused = focus();
    for (const floor of document.querySelectorAll(".rooms")) {
      const rooms = [...floor.querySelectorAll(".room")].sort((one, other) => one.dataset.order - other.dataset.order);
      const columns = Array.from({ length: this.#columns }, () => ({ element: make("div"), height: 0 }));
      for (const room of rooms) {
        const shortest = columns.reduce((least, one) => (one.height < least.height ? one : least));
        shortest.element.append(room);
        shortest.height += 2 + room.querySelectorAll(".device").length;
      }
      floor.replaceChildren(...columns.map((one) => one.element));
    }
    focused();
  }

  #room(room, views) {
    const list = make("ul");
    const card = make("section", { class: "room", "aria-label": capital(room.name) },
      make("header", {}, make("h3", {}, capital(room.name)), make("span", { class: "quiet count" })), list);
    for (const view of views) {
      const element = make("li", { class: "device" });
      this.#devices.set(view.id, { view: null, element, shape: null });
      list.append(element);
      this.#show(view);
    }
    if (!views.length) list.append(make("li", { class: "quiet" }, "Nothing here."));
    this.#light(card);
    return card;
  }

  #light(room) {
    const lit = room.querySelectorAll(".device.active[data-kind=light]").length;
    room.classList.toggle("lit", lit > 0);
    setText(room.querySelector(".count"), lit ? `${lit} ${lit === 1 ? "light" : "lights"} on` : "");
  }

  #show(view) {
    const known = this.#devices.get(view.id);
    if (!known) return;
    const shape = JSON.stringify([
      view.name, view.buttons.map((one) => [one.service, one.data, one.pressed === null]),
      view.sliders.map((one) => one.label), view.fault !== null,
    ]);
    known.view = view;
    if (shape !== known.shape) this.#build(known, shape);
    this.#patch(known);
  }

  #build(known, shape) {
    const { view, element } = known;
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const [first, ...others] = view.kind === "climate" ? [undefined, ...view.buttons] : view.buttons;
    const breakable = view.fault !== null && this.#faults.length > 0;
    const more = others.length || view.sliders.length || breakable ? this.#more(view, others, breakable) : null;
    known.shape = shape;
    element.replaceChildren(
      make("div", { class: "row" }, icon(ICONS[view.kind] ?? "thing"), this.#about(view, more), first ? this.#button(view, first, true) : null),
      ...(more ? [more] : []),
    );
    if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #about(view, more) {
    const words = [make("span", { class: "name" }, view.name), make("span", { class: "state quiet" })];
    if (!more) return make("div", { class: "about" }, ...words);
    const about = make("button", { type: "button", class: "about", "data-key": `${view.id}/about`, "aria-expanded": String(!more.hidden) }, ...words);
    about.onclick = () => {
      more.hidden = !more.hidden;
      this.#open[more.hidden ? "delete" : "add"](view.id);
      about.setAttribute("aria-expanded", String(!more.hidden));
    };
    return about;
  }

  #more(view, buttons, breakable) {
    return make("div", { class: "more", hidden: !this.#open.has(view.id) },
      ...view.sliders.map((slider) => this.#slider(view, slider)),
      buttons.length ? make("div", { class: "buttons" }, ...buttons.map((one) => this.#button(view, one, false))) : null,
      breakable ? this.#fault(view) : null);
  }

  #button(view, button, main) {
    const key = `${view.id}/${button.service}/${JSON.stringify(button.data)}`;
    const isSwitch = main && button.pressed !== null;
    const element = make("button", { type: "button", "data-key": isSwitch ? `${view.id}/switch` : key });
    if (isSwitch) set(element, { role: "switch", "aria-label": view.name });
    else element.append(button.label);
    if (!isSwitch) set(element, { "aria-label": `${button.label}: ${view.name}` });
    element.onclick = async () => {
      const now = this.#devices.get(view.id).view.buttons.find((one) => one.label === button.label || isSwitch) ?? button;
      if (now.asks && !(await confirmed(now.asks))) return;
      this.#send({ is: "Touch", device: view.id, service: now.service, data: now.data });
    };
    return element;
  }

  #slider(view, slider) {
    const shown = make("output");
    const input = make("input", {
      type: "range", min: slider.low, max: slider.high, step: slider.step,
      "data-key": `${view.id}/${slider.label}`, "aria-label": `${slider.label} of ${view.name}`,
    });
    input.oninput = () => setText(shown, `${input.value} ${slider.unit}`);
    input.onchange = () => {
      const value = Number(input.value) * slider.scale;
      const data = { [slider.argument]: slider.whole ? Math.round(value) : Number(value.toFixed(3)) };
      this.#send({ is: "Touch", device: view.id, service: slider.service, data });
    };
    return make("div", { class: "slider" }, make("span", { class: "label" }, slider.label), input, shown);
  }

  #fault(view) {
    const select = make("select", { "data-key": `${view.id}/fault`, "aria-label": `Fault of ${view.name}` },
      ...this.#faults.map((name) => make("option", { value: name }, FAULT_WORDS[name] ?? name)));
    select.onchange = () => this.#send({ is: "Break", device: view.id, fault: select.value });
    return make("label", { class: "quiet fault" }, "Fault", select);
  }

  #patch({ view, element }) {
    element.dataset.kind = view.kind;
    element.classList.toggle("active", view.active);
    element.classList.toggle("away", view.available === false);
    element.classList.toggle("trouble", (view.fault ?? "none") !== "none");
    setText(element.querySelector(".state"), state(view));
    const toggle = element.querySelector("[role=switch]");
    if (toggle) set(toggle, { "aria-checked": String(view.buttons[0].pressed) });
    for (const button of view.buttons) {
      const key = `${view.id}/${button.service}/${JSON.stringify(button.data)}`;
      const made = element.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (made && button.pressed !== null) set(made, { "aria-pressed": String(button.pressed) });
    }
    for (const slider of view.sliders) {
      const input = element.querySelector(`[data-key="${CSS.escape(`${view.id}/${slider.label}`)}"]`);
      if (!input || input.matches(":active")) continue; // somebody is moving it
      input.value = slider.value;
      input.oninput();
    }
    const fault = element.querySelector(".fault select");
    if (fault) fault.value = view.fault;
  }
}

function state(view) {
  const trouble = (view.fault ?? "none") !== "none" && view.fault !== "offline" ? FAULT_WORDS[view.fault] : "";
  const there = view.available === false ? "offline" : view.words;
  return [there, trouble].filter(Boolean).join(", ");
}

/** Where the focus is; calling the result puts it there again. */
function focus() {
  const key = document.activeElement?.dataset?.key;
  return () => key && document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
