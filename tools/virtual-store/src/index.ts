import { type RtspServer, serveRtsp } from '@latchkey/rtsp';
import { startControlServer } from './control-server.ts';
import { readCredentials, type StoreCredentials } from './credentials.ts';
import { type Pace, VirtualStore, type VirtualStoreState, WALKING_PACE } from './virtual-store.ts';

export type { StoreAction } from './actions.ts';
export type { Credentials, StoreCredentials } from './credentials.ts';
export { type Pace, type VirtualStoreState, WALKING_PACE } from './virtual-store.ts';

export interface VirtualStoresOptions {
  mqttUrl: string;
  /** The stores to simulate, or a file with them that is read again while it changes. */
  source: { stores: StoreCredentials[] } | { file: string };
  /** 0 takes a free port. */
  controlPort: number;
  /** Where all cameras are pulled from, each at `/<code>`; 0 takes a free port, without it there are no pictures. */
  cameraPort?: number;
  /** Whether somebody walks through whenever a lock is released. */
  autoWalk: boolean;
  pace?: Pace;
  reconnectMs?: number;
  heartbeatMs?: number;
  resendMs?: number;
  /** Milliseconds after which a door is reported as held open. */
  heldOpenMs?: number;
  onProblem?(error: unknown): void;
  /** Something at one of the stores changed. */
  onChange?(storeId: string): void;
}

export interface VirtualStores {
  /** Address of the control page and API. */
  url: string;
  /** Where cameras are pulled from; null without pictures. */
  cameraPort: number | null;
  states(): VirtualStoreState[];
  store(id: string): VirtualStore | undefined;
  close(): Promise<void>;
}

/** Starts simulated stores that speak the device protocol over the network, and their control API. */
export async function startVirtualStores(options: VirtualStoresOptions): Promise<VirtualStores> {
  const stores = new Map<string, VirtualStore>();
  const secrets = new Map<string, string>();
  const open = (list: readonly StoreCredentials[]) => syncStores(options, stores, secrets, list);
  let watcher: NodeJS.Timeout | null = null;
  if ('stores' in options.source) {
    await open(options.source.stores);
  } else {
    const { file } = options.source;
    const reread = async () => {
      const credentials = await readCredentials(file);
      if (credentials) await open(credentials.stores);
    };
    await reread();
    watcher = setInterval(() => void reread().catch((error: unknown) => options.onProblem?.(error)), 2_000);
  }
  const pictures = await servePictures(options, stores);
  const server = await startControlServer(options.controlPort, () => stores);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.controlPort;
  return {
    url: `http://127.0.0.1:${port}`,
    cameraPort: pictures?.port ?? null,
    states: () => [...stores.values()].map((store) => store.state),
    store: (id) => stores.get(id),
    async close() {
      if (watcher) clearInterval(watcher);
      await pictures?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([...stores.values()].map((store) => store.close()));
    },
  };
}

/** Streams of all stores' cameras; a port that is taken costs the pictures, not the stores. */
async function servePictures(
  options: VirtualStoresOptions,
  stores: ReadonlyMap<string, VirtualStore>,
): Promise<RtspServer | null> {
  if (options.cameraPort === undefined) return null;
  const find = (path: string) => {
    const code = path.split('/')[1];
    const camera = [...stores.values()].flatMap((store) => store.cameras).find((each) => each.code === code)?.camera;
    return camera?.fault === 'unplugged' ? 'dead' : (camera ?? null);
  };
  try {
    return await serveRtsp({ host: '127.0.0.1', port: options.cameraPort, find });
  } catch (error) {
    options.onProblem?.(error);
    return null;
  }
}

/** Opens new stores, and opens those again whose secrets changed. */
async function syncStores(
  options: VirtualStoresOptions,
  stores: Map<string, VirtualStore>,
  secrets: Map<string, string>,
  list: readonly StoreCredentials[],
): Promise<void> {
  for (const credentials of list) {
    const fingerprint = JSON.stringify(credentials.devices);
    if (secrets.get(credentials.id) === fingerprint) continue;
    await stores.get(credentials.id)?.close();
    secrets.set(credentials.id, fingerprint);
    stores.set(
      credentials.id,
      new VirtualStore({
        mqttUrl: options.mqttUrl,
        credentials,
        autoWalk: options.autoWalk,
        pace: options.pace ?? WALKING_PACE,
        onChange: () => options.onChange?.(credentials.id),
        ...(options.reconnectMs ? { reconnectMs: options.reconnectMs } : {}),
        ...(options.heartbeatMs ? { heartbeatMs: options.heartbeatMs } : {}),
        ...(options.resendMs ? { resendMs: options.resendMs } : {}),
        ...(options.heldOpenMs ? { heldOpenMs: options.heldOpenMs } : {}),
      }),
    );
  }
}
