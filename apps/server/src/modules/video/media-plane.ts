import type { CameraState } from '@latchkey/contract';
import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { startLoop } from '../../kernel/loop.ts';
import { answerOffer, type MediaReach, type Watching } from './answer-offer.ts';
import { CameraFeed, type StreamAddress } from './camera-feed.ts';
import type { VideoPorts } from './ports.ts';
import { VIEW_PULSE_MS, viewRefusal } from './rules.ts';
import { touchViews } from './store.ts';
import { type BegunView, endView } from './views.ts';

const ME = systemActor('video');
/** Seconds after which somebody with too many open views may try again. */
const RETRY_S = 15;

/** The media role of this process: the streams that are pulled, and who watches them. */
export class MediaPlane {
  readonly #feeds = new Map<string, { feed: CameraFeed; key: string }>();
  readonly #views = new Map<string, Watching>();
  /** Who watches, by view: those that run and those that are about to. */
  readonly #watchers = new Map<string, string>();
  /** Offers are answered one after another, so that no two look for the same free port. */
  #answering: Promise<unknown> = Promise.resolve();
  readonly #ports: VideoPorts;
  #running = false;

  constructor(ports: VideoPorts) {
    this.#ports = ports;
  }

  readonly stateOf = (cameraId: string): CameraState => this.#feeds.get(cameraId)?.feed.state ?? 'unknown';

  /**
   * Begins to serve a view that was written down. Throws unavailable on a server without the role or with too many views,
   * rate_limited for a person with too many, invalid_input.
   */
  async serve(runtime: Runtime, view: BegunView, offer: string): Promise<string> {
    const { viewId, staffId } = view;
    let over = false;
    const ended = (): void => {
      if (over) return;
      over = true;
      this.#views.delete(viewId);
      this.#watchers.delete(viewId);
      runtime
        .transaction(ME, (ctx) => endView(ctx, viewId))
        .catch((error: unknown) => runtime.log.warn({ err: error }, 'the end of a view was not written'));
    };
    try {
      const refusal = this.#running ? viewRefusal(this.#watchers.values(), staffId) : 'unavailable';
      if (refusal) throw new AppError(refusal, refusal === 'rate_limited' ? { seconds: RETRY_S } : {});
      this.#watchers.set(viewId, staffId);
      const turn = this.#answering.then(() =>
        answerOffer(this.#feedOf(view.cameraId, view.address), offer, reachOf(runtime), ended),
      );
      this.#answering = turn.catch(() => {});
      const watching = await turn;
      if (!over) this.#views.set(viewId, watching);
      return watching.answer;
    } catch (error) {
      ended();
      throw error;
    }
  }

  stopView(viewId: string): void {
    this.#views.get(viewId)?.close();
  }

  async start(runtime: Runtime): Promise<{ stop(): Promise<void> }> {
    this.#running = true;
    const loop = startLoop({ runtime, name: 'video.views', everyMs: VIEW_PULSE_MS, run: () => this.#pulse(runtime) });
    return {
      stop: async () => {
        this.#running = false;
        await loop.stop();
        for (const watching of [...this.#views.values()]) watching.close();
        for (const { feed } of this.#feeds.values()) feed.close();
        this.#feeds.clear();
      },
    };
  }

  /** One feed a camera; a changed address begins a new one, and the old one's viewers look again. */
  #feedOf(cameraId: string, address: StreamAddress): CameraFeed {
    const key = JSON.stringify(address);
    const known = this.#feeds.get(cameraId);
    if (known?.key === key) return known.feed;
    known?.feed.close();
    const feed = new CameraFeed(address);
    this.#feeds.set(cameraId, { feed, key });
    return feed;
  }

  /** Says which views go on, and ends those whose watchers may not look any more. */
  async #pulse(runtime: Runtime): Promise<boolean> {
    const ids = [...this.#views.keys()];
    if (ids.length === 0) return false;
    const going = await runtime.transaction(ME, (ctx) => touchViews(ctx.tx, ids, ctx.now));
    const db = runtime.database;
    for (const id of ids) {
      const view = going.find((each) => each.id === id);
      const who = view ? await this.#ports.staffActorOf(db, view.staffId) : null;
      const may =
        view !== undefined &&
        who?.permissions.has('video:watch') === true &&
        (who.storeIds === null || who.storeIds.includes(view.storeId));
      if (!may) this.stopView(id);
    }
    return false;
  }
}

function reachOf(runtime: Runtime): MediaReach {
  const { addresses, ports } = runtime.kernel.config.media;
  return { addresses, ports };
}
