import { allPermissions } from '@latchkey/contract';
import { type Actor, systemActor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { registerDevice } from '../modules/devices/index.ts';
import { createEntity, createStore } from '../modules/organisation/index.ts';
import type { createTestRuntime } from './runtime.ts';

export type TestRuntime = ReturnType<typeof createTestRuntime>;

/** A staff member for tests: all permissions and stores unless said otherwise. */
export function staffActor(patch: Partial<Extract<Actor, { kind: 'staff' }>> = {}): Extract<Actor, { kind: 'staff' }> {
  return {
    kind: 'staff',
    id: newId(),
    name: '陈店长',
    sessionId: newId(),
    permissions: new Set(allPermissions),
    storeIds: null,
    scopeKind: 'all',
    mustChangePassword: false,
    ...patch,
  };
}

const ALL_DAY = { weekdays: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), exceptions: [] };

type StoreInput = Parameters<typeof createStore>[1];

/** A store that is open and attended day and night, made through the public verbs. */
export async function makeStore(ctx: Context, patch: Partial<StoreInput> = {}): Promise<string> {
  const { entityId } = await createEntity(ctx, {
    name: `河畔商贸 ${newId().slice(-6)}`,
    contactName: null,
    contactPhone: null,
    licenceNumber: null,
    serviceFee: 500,
    channelFeeBearer: 'platform',
  });
  const { storeId } = await createStore(ctx, {
    name: '河畔店',
    kind: 'retail',
    entityId,
    regionId: null,
    city: '杭州',
    address: '滨江区江南大道 1 号',
    position: { longitude: 120.21, latitude: 30.21 },
    zone: 'Asia/Shanghai',
    phone: null,
    serviceFee: null,
    facilities: [],
    hours: ALL_DAY,
    attended: ALL_DAY,
    capacity: null,
    exitPolicy: 'agent',
    ageRestricted: false,
    proximityMetres: null,
    ...patch,
  });
  return storeId;
}

/** A store with a door controller. */
export async function makeStoreWithDoor(runtime: TestRuntime, patch: Partial<StoreInput> = {}) {
  return runtime.as(systemActor('test'), async (ctx) => {
    const storeId = await makeStore(ctx, patch);
    const details = { name: '前门', model: null, ipAddress: null, storeId };
    const door = await registerDevice(ctx, { ...details, kind: 'door_controller' });
    return { storeId, door };
  });
}
