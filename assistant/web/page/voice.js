// Plays a reply as it comes in, and knows how much of it was heard when it is stopped.

const RATE = 16000;
const START_SECONDS = 0.05;

export class Voice {
  #context;
  #finished;
  #sources = new Set();
  #startsAt = 0;
  #endsAt = 0;
  #complete = false;

  /** `finished` gets the milliseconds that were heard. */
  constructor(context, finished) {
    this.#context = context;
    this.#finished = finished;
  }

  begin() {
    this.#sources.clear();
    this.#startsAt = this.#endsAt = 0;
    this.#complete = false;
  }

  push(bytes) {
    const samples = Float32Array.from(new Int16Array(bytes), (value) => value / 32768);
    const buffer = this.#context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const soon = this.#context.currentTime + START_SECONDS;
    if (!this.#startsAt) this.#startsAt = this.#endsAt = soon;
    this.#endsAt = Math.max(this.#endsAt, this.#context.currentTime);
    source.connect(this.#context.destination);
    source.start(this.#endsAt);
    this.#endsAt += buffer.duration;
    this.#sources.add(source);
    source.onended = () => {
      this.#sources.delete(source);
      this.#finishWhenDone();
    };
  }

  end() {
    this.#complete = true;
    this.#finishWhenDone();
  }

  stop() {
    const heard = this.#heardMs();
    for (const source of this.#sources) {
      source.onended = null;
      source.stop();
    }
    this.begin();
    this.#finished(heard);
  }

  #finishWhenDone() {
    if (this.#complete && !this.#sources.size) {
      this.#finished(this.#heardMs());
      this.begin();
    }
  }

  #heardMs() {
    if (!this.#startsAt) return 0;
    const until = Math.min(this.#context.currentTime, this.#endsAt);
    return Math.max(0, 1000 * (until - this.#startsAt));
  }
}
