/**
 * Video: cameras' streams, who watches them, and what was looked at. Owns schema `video` (cameras, views).
 * Invariants: a view is written down before its first picture leaves, and ends with the right to it; one pull a camera and
 * process; no zone inside a private room (BKG-22); a camera's password is sealed. Lock order: cameras, views.
 */
import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { MediaPlane } from './media-plane.ts';
import type { VideoPorts } from './ports.ts';
import { createVideoHandlers } from './routes.ts';
import { VIEW_PULSE_MS } from './rules.ts';
import { endSilentViews } from './store.ts';

export { setCameraStream } from './cameras.ts';
export type { VideoPorts } from './ports.ts';

/** PLT-8: what is sealed here with the master keys. */
export const videoSealedColumns: readonly SealedColumn[] = [
  { table: 'video.cameras', column: 'password_sealed', purpose: 'camera_password' },
];

const silentViews: Sweep = {
  name: 'video.silent_views',
  everyMs: VIEW_PULSE_MS,
  async run(runtime) {
    await runtime.transaction(systemActor('video'), (ctx) =>
      endSilentViews(ctx.tx, new Date(ctx.now.getTime() - 3 * VIEW_PULSE_MS)),
    );
    return false;
  },
};

export function createVideoModule(ports: VideoPorts): ModuleParts {
  const plane = new MediaPlane(ports);
  return {
    handlers: createVideoHandlers(plane),
    sweeps: [silentViews],
    services: [{ name: 'video.media', role: 'media', start: (runtime) => plane.start(runtime) }],
  };
}
