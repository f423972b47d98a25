// This device's microphone and speaker: what is heard goes to the assistant, its voice comes back.

import { address } from "./connection.js";
import { byId, setText, toast } from "./dom.js";
import { Voice } from "./voice.js";

const RATE = 16000;
let running = null;
let phrase = "";

/** Offer the microphone where the assistant can hear and the browser allows it. */
export function offerMicrophone(hears, wakeWords) {
  phrase = wakeWords.map((word) => `“${word}”`).join(" or ");
  const allowed = Boolean(navigator.mediaDevices);
  byId("microphone").hidden = !hears || !allowed;
  if (hears && !allowed) setText(byId("hearing"), "The microphone needs https, or a page on this machine.");
}

byId("microphone").onclick = () => (running ? running.close() : start());

async function start() {
  const button = byId("microphone");
  button.disabled = true;
  try {
    running = await Microphone.open();
    button.setAttribute("aria-pressed", "true");
    setText(byId("hearing"), `Listening: say ${phrase} and a command.`);
  } catch (error) {
    toast(`The microphone cannot be used: ${error.message}`);
  } finally {
    button.disabled = false;
  }
}

function stopped(reason) {
  running = null;
  byId("microphone").setAttribute("aria-pressed", "false");
  byId("listening").hidden = true;
  setText(byId("hearing"), "");
  if (reason) toast(`The microphone is off: ${reason}.`);
}

class Microphone {
  #stream;
  #context;
  #socket;
  #voice;

  static async open() {
    const opened = new Microphone();
    try {
      await opened.#open();
    } catch (error) {
      opened.#release();
      throw error;
    }
    return opened;
  }

  async #open() {
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: true },
    });
    this.#context = await contextFor(this.#stream);
    this.#voice = new Voice(this.#context.context, (ms) => this.#played(ms));
    await this.#connect();
    this.#context.capture.port.onmessage = ({ data }) => this.#send(data);
  }

  #connect() {
    const socket = new WebSocket(address("/microphone"));
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const begin = { is: "Begin", rate: this.#context.context.sampleRate, area: byId("where").value || null };
    return new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify(begin));
      socket.onclose = ({ reason }) => {
        reject(new Error(reason || "the assistant is not there"));
        this.#release();
        stopped(reason);
      };
      socket.onmessage = ({ data }) => {
        if (typeof data !== "string") return this.#voice.push(data);
        const notice = JSON.parse(data);
        if (notice.is === "Ready") resolve();
        if (notice.is === "Play") this.#voice.begin();
        if (notice.is === "End") this.#voice.end();
        if (notice.is === "Stop") this.#voice.stop();
        if (notice.is === "Trouble") toast(notice.text);
      };
    });
  }

  close() {
    this.#socket.close(1000);
  }

  #played(ms) {
    byId("microphone").dataset.playedMs = Math.round(ms);
    this.#send(JSON.stringify({ is: "Played", ms }));
  }

  #send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  #release() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.context.close();
  }
}

/** At 16,000 hertz where the browser can convert, at its own rate otherwise; the assistant converts too. */
async function contextFor(stream) {
  for (const options of [{ sampleRate: RATE }, {}]) {
    const context = new AudioContext(options);
    try {
      await context.audioWorklet.addModule("/capture.js");
      const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
      context.createMediaStreamSource(stream).connect(capture);
      await context.resume();
      return { context, capture };
    } catch (error) {
      context.close();
      if (!options.sampleRate) throw error;
    }
  }
}
