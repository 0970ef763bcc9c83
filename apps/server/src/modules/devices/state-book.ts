import type { StatePayload } from '@latchkey/device-kit';
import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { type HeardStates, recordStates, recordStatesOf } from './record-report.ts';

/** Milliseconds in which states are gathered: what a device's end says after each move is not what people wait for. */
const GATHER_MS = 300;
/** Devices whose states are written together. */
const TOGETHER = 200;
/** States kept of one device, and of all; beyond that a device has to say it again, which it does after each move. */
const MOST_OF_DEVICE = 100;
const MOST = 20_000;

export interface StateBook {
  /** A device told its state; false when no more can be kept. */
  heard(code: string, state: StatePayload): boolean;
  /** The device says something else: takes its waiting states away, which are told first. */
  take(code: string): readonly StatePayload[];
  /** An event of the device came in. */
  passed(code: string, seq: number): void;
  stop(): Promise<void>;
}

/**
 * Gathers the states that devices tell of themselves and writes those of many in one transaction. Those of devices that are
 * busy are written each on its own, and all when that fails.
 */
export function createStateBook(runtime: Runtime): StateBook {
  const actor = systemActor('devices');
  const waiting = new Map<string, HeardStates & { states: StatePayload[] }>();
  let kept = 0;
  const lastSeq = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const write = (heard: readonly HeardStates[]) => runtime.transaction(actor, (ctx) => recordStates(ctx, heard));
  const writeOne = (heard: HeardStates) =>
    runtime
      .transaction(actor, (ctx) => recordStatesOf(ctx, heard))
      .catch((failure: unknown) =>
        runtime.log.error({ err: failure, code: heard.code }, 'a state could not be recorded'),
      );
  const take = (code: string): readonly StatePayload[] => {
    const states = waiting.get(code)?.states ?? [];
    waiting.delete(code);
    kept -= states.length;
    return states;
  };
  const flush = async () => {
    while (waiting.size > 0) {
      const heard = [...waiting.values()].slice(0, TOGETHER);
      for (const { code } of heard) take(code);
      let left: readonly HeardStates[] = heard;
      try {
        left = await write(heard);
      } catch (error) {
        runtime.log.warn(
          { err: error, devices: heard.length },
          'states could not be written together; each goes on its own',
        );
      }
      for (const one of left) await writeOne(one);
    }
  };
  const gather = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      working = working.then(flush);
    }, GATHER_MS);
  };

  return {
    heard(code, state) {
      const known = waiting.get(code);
      if (kept >= MOST || (known && known.states.length >= MOST_OF_DEVICE)) return false;
      if (known) known.states.push(state);
      else waiting.set(code, { code, states: [state], afterSeq: lastSeq.get(code) ?? null });
      kept += 1;
      gather();
      return true;
    },
    take,
    passed(code, seq) {
      if (seq > (lastSeq.get(code) ?? 0)) lastSeq.set(code, seq);
    },
    async stop() {
      clearTimeout(timer);
      working = working.then(flush);
      await working;
    },
  };
}
