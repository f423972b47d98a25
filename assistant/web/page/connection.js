// The connection to the assistant; it opens itself again and again.

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15000;

export class Connection {
  #socket = null;
  #retryMs = FIRST_RETRY_MS;
  #heard;
  #changed;

  /** `heard` gets every message, `changed` whether it is connected. */
  constructor(heard, changed) {
    this.#heard = heard;
    this.#changed = changed;
    this.#open();
  }

  /** False when nobody is there to hear it. */
  send(order) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(order));
    return true;
  }

  #open() {
    const socket = new WebSocket(address("/live"));
    this.#socket = socket;
    socket.onopen = () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.#changed(true);
    };
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    socket.onclose = (event) => {
      this.#changed(false, event.reason);
      setTimeout(() => this.#open(), this.#retryMs);
      this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    };
  }
}

export function address(path) {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
