// Door controllers at the end of real MQTT connections. Whatever their locks do is written down here, on the other
// side of the wire: it is what the product's own records are held against.
import { DeviceClient, DoorBehaviour } from '@latchkey/device-kit';
import type { TownStore } from './town.ts';

/** One release of a lock. */
export interface Release {
  readonly storeId: string;
  readonly reason: string;
  readonly commandId: string | null;
  readonly at: number;
}

export interface Doors {
  readonly releases: readonly Release[];
  /** How often a command's id was carried out, more than once each. */
  carriedOutAgain(): string[];
  /** Messages that the servers have given no receipt for. */
  owed(): number;
  online(): number;
  close(): Promise<void>;
}

/** How long somebody at a released door takes to pull it, and to let it close behind them, in ms. */
const REACH_MS = 30;
const PASS_MS = 60;

export function startDoors(mqttUrl: string, town: readonly TownStore[]): Doors {
  const releases: Release[] = [];
  const carriedOut = new Map<string, number>();
  const doors = town.map((store) => openDoor(mqttUrl, store, releases, carriedOut));
  return {
    releases,
    carriedOutAgain: () => [...carriedOut].filter(([, times]) => times > 1).map(([id]) => id),
    owed: () => doors.reduce((sum, { client }) => sum + client.owed, 0),
    online: () => doors.filter(({ client }) => client.online).length,
    async close() {
      for (const { behaviour } of doors) behaviour.dispose();
      await Promise.all(doors.map(({ client }) => client.stop()));
    },
  };
}

function openDoor(mqttUrl: string, store: TownStore, releases: Release[], carriedOut: Map<string, number>) {
  let leaving: NodeJS.Timeout | null = null;
  const behaviour = new DoorBehaviour({
    hardware: { drive: () => true, cutPower: () => undefined },
    emit(name, data) {
      client.event(name, data);
      if (name !== 'door.unlocked') return;
      const commandId = typeof data.commandId === 'string' ? data.commandId : null;
      releases.push({ storeId: store.id, reason: String(data.reason), commandId, at: Date.now() });
      if (commandId !== null) carriedOut.set(commandId, (carriedOut.get(commandId) ?? 0) + 1);
      walkThrough();
    },
    firmware: 'chaos-1.0.0',
  });
  // Somebody always stands there and walks; who comes while the door is open goes through with the others.
  const walkThrough = () => {
    setTimeout(() => {
      behaviour.setContact(true);
      if (leaving) clearTimeout(leaving);
      leaving = setTimeout(() => behaviour.setContact(false), PASS_MS);
    }, REACH_MS);
  };
  const client = new DeviceClient(
    { url: mqttUrl, code: store.device.code, secret: store.device.secret, reconnectMs: 500, resendMs: 2_000 },
    behaviour,
  );
  client.start();
  return { client, behaviour };
}
