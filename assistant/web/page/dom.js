// Elements are made from text only, so nothing that a device or a person says becomes markup.

export const byId = (id) => document.getElementById(id);

/** make("p", { class: "quiet", onclick: f, hidden: true }, "text", child, ...) */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
  }
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

const TOAST_MS = 8000;
const MOST_TOASTS = 4;

/** A line for the person that goes away again. */
export function toast(text) {
  const shown = make("p", {}, text);
  shown.append(make("button", { type: "button", "aria-label": "Close", onclick: () => shown.remove() }, "×"));
  const toasts = byId("toasts");
  toasts.append(shown);
  while (toasts.children.length > MOST_TOASTS) toasts.firstChild.remove();
  setTimeout(() => shown.remove(), TOAST_MS);
}

/** Ask before something that matters; a promise of true or false. */
export function confirmed(question) {
  const dialog = byId("ask");
  setText(byId("ask-words"), question);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
  });
}
