// Runs beside the page: gathers what the microphone hears into 20 ms of 16-bit samples, so that
// nobody who interrupts waits for a longer piece to fill.

const SAMPLES = Math.round(sampleRate / 50);

class Capture extends AudioWorkletProcessor {
  #samples = new Int16Array(SAMPLES);
  #filled = 0;

  process([input]) {
    const heard = input[0];
    if (!heard) return true;
    for (const value of heard) {
      this.#samples[this.#filled++] = Math.max(-32768, Math.min(32767, Math.round(value * 32767)));
      if (this.#filled === SAMPLES) {
        this.port.postMessage(this.#samples.buffer.slice(0));
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
