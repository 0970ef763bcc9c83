import { z } from 'zod';
import { CAMERA_FAULTS } from './camera/virtual-camera.ts';
import type { VirtualStore } from './virtual-store.ts';

/** What a person or a test may do at a simulated store. */
export const storeAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('walk'), direction: z.enum(['in', 'out']) }),
  z.object({ action: z.literal('press_exit') }),
  z.object({ action: z.literal('hold_door') }),
  z.object({ action: z.literal('let_go') }),
  z.object({ action: z.literal('force_door') }),
  z.object({ action: z.literal('plug'), on: z.boolean() }),
  z.object({ action: z.literal('power'), on: z.boolean() }),
  z.object({ action: z.literal('answer_late'), ms: z.int().min(0).max(120_000) }),
  z.object({ action: z.literal('answer_twice'), on: z.boolean() }),
  z.object({ action: z.literal('enter_code'), code: z.string().max(64) }),
  z.object({ action: z.literal('stick_lock'), on: z.boolean() }),
  z.object({ action: z.literal('skew_clock'), ms: z.int().min(-86_400_000).max(86_400_000) }),
  z.object({ action: z.literal('auto_walk'), on: z.boolean() }),
  z.object({ action: z.literal('camera_fault'), camera: z.string().max(64), fault: z.enum(CAMERA_FAULTS) }),
  z.object({ action: z.literal('scan'), code: z.string().min(1).max(512) }),
]);

export type StoreAction = z.infer<typeof storeAction>;

/** False when the door was bolted and the action needed it open, or a code did not open it. */
export async function act(store: VirtualStore, action: StoreAction): Promise<boolean> {
  switch (action.action) {
    case 'walk':
      return store.walk(action.direction);
    case 'hold_door':
      return store.hold();
    case 'press_exit':
      store.door?.pressExit();
      return true;
    case 'let_go':
      store.letGo();
      return true;
    case 'force_door':
      store.door?.force();
      return true;
    case 'plug':
      await store.door?.plug(action.on);
      return true;
    case 'power':
      await store.door?.power(action.on);
      return true;
    case 'answer_late':
      store.door?.answerBadly({ lateMs: action.ms });
      return true;
    case 'answer_twice':
      store.door?.answerBadly({ twice: action.on });
      return true;
    case 'enter_code':
      return store.door?.enterCode(action.code) ?? false;
    case 'stick_lock':
      store.door?.stick(action.on);
      return true;
    case 'skew_clock':
      store.skew(action.ms);
      return true;
    case 'auto_walk':
      store.autoWalk = action.on;
      return true;
    case 'camera_fault':
      return store.breakCamera(action.camera, action.fault);
    case 'scan':
      store.scan(action.code);
      return true;
  }
}
