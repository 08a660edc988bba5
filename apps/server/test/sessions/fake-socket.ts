/** A connection between two instances that either end, or the weather, can break at any moment. */
export class FakeSocket {
  readonly #broken: Promise<never>;
  #reject: (reason: Error) => void = () => undefined;
  #isOpen = true;

  /** @param onEnd told once, however it ends */
  constructor(private readonly onEnd: (socket: FakeSocket) => void) {
    this.#broken = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // Nobody may be waiting when it breaks.
    this.#broken.catch(() => undefined);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Ends it; whoever waits on it gets `reason`. */
  destroy(reason: Error): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#reject(reason);
    this.onEnd(this);
  }

  /** Waits for what the other side does, or for the connection to break. What the other side has begun it goes on with. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#broken]);
  }
}
