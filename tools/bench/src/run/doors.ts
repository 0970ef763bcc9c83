// Doors that do at once what they are told, over the real device protocol.
import { DeviceClient, DoorBehaviour } from '@latchkey/device-kit';
import type { BenchStore } from './world.ts';

export interface BenchDoor {
  close(): Promise<void>;
}

/** Connects a door controller; its leaf opens and closes soon after the lock lets go. Settles when it is online. */
export function openBenchDoor(mqttUrl: string, { door }: BenchStore): Promise<BenchDoor> {
  return new Promise((resolve) => {
    const behaviour: DoorBehaviour = new DoorBehaviour({
      hardware: { drive: () => true, cutPower: () => {} },
      emit: (name, data) => {
        client.event(name, data);
        if (name !== 'door.unlocked') return;
        setTimeout(() => behaviour.setContact(true), 60);
        setTimeout(() => behaviour.setContact(false), 200);
      },
    });
    const bench: BenchDoor = {
      async close() {
        behaviour.dispose();
        await client.stop();
      },
    };
    const options = { url: mqttUrl, code: door.code, secret: door.secret };
    const client: DeviceClient = new DeviceClient(
      { ...options, onConnection: (online) => online && resolve(bench) },
      behaviour,
    );
    client.start();
  });
}
