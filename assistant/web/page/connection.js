// The connection to the assistant; it opens itself again and again.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15000;
const LOOK_MS = 5000;
const SILENT_MS = 20000; // it tells the time every five seconds; who is silent so long is gone

export class Connection {
  #socket = null;
  #retryMs = FIRST_RETRY_MS;
  #retry = 0;
  #heardAt = 0;
  #heard;
  #changed;

  /** `heard` gets every message, `changed` whether it is connected. */
  constructor(heard, changed) {
    this.#heard = heard;
    this.#changed = changed;
    this.#open();
    setInterval(() => this.#look(), LOOK_MS);
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  /** False when nobody is there to hear it. */
  send(order) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(order));
    return true;
  }

  #open() {
    clearTimeout(this.#retry);
    this.#retry = 0;
    const socket = new WebSocket(address("/live"));
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#changed(true);
    };
    socket.onmessage = (event) => {
      this.#heardAt = Date.now();
      this.#heard(JSON.parse(event.data));
    };
    socket.onclose = (event) => this.#lost(socket, event.reason);
  }

  #lost(socket, reason) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#changed(false, reason);
    this.#retry = setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }

  /** After a night's sleep a connection may be dead without having been closed. */
  #look() {
    if (!this.#socket || Date.now() - this.#heardAt < SILENT_MS) return;
    const socket = this.#socket;
    this.#lost(socket, "nothing was heard of it");
    socket.close();
  }

  #hurry() {
    this.#look();
    if (!this.#socket) this.#open();
  }
}

export function address(path) {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
