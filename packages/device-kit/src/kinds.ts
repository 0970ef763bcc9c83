import { airConditioner } from './kinds/air-conditioner.ts';
import { batteryLock } from './kinds/battery-lock.ts';
import { camera } from './kinds/camera.ts';
import { doorController } from './kinds/door-controller.ts';
import { environmentSensor } from './kinds/environment-sensor.ts';
import { gateway } from './kinds/gateway.ts';
import type { KindDeclaration } from './kinds/kind.ts';
import { kiosk } from './kinds/kiosk.ts';
import { light } from './kinds/light.ts';
import { peopleCounter } from './kinds/people-counter.ts';
import { powerRelay } from './kinds/power-relay.ts';
import { scanner } from './kinds/scanner.ts';
import { speaker } from './kinds/speaker.ts';
import { vendingMachine } from './kinds/vending-machine.ts';

const ALL: readonly KindDeclaration[] = [
  doorController,
  scanner,
  peopleCounter,
  camera,
  light,
  powerRelay,
  speaker,
  environmentSensor,
  airConditioner,
  batteryLock,
  vendingMachine,
  kiosk,
  gateway,
];

const byName = new Map(ALL.map((kind) => [kind.name, kind]));

/** Every kind of device this build knows. */
export const deviceKinds: readonly KindDeclaration[] = ALL;

/** Null for a kind this build does not know. */
export function findKind(name: string): KindDeclaration | null {
  return byName.get(name) ?? null;
}
