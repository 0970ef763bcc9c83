// Organisation: entities, regions, stores, their hours, door codes and agents.
// Owns organisation.{entities, regions, stores, door_codes, store_agents, rooms, ratings}.
// A store has exactly one current door code. The region tree has no circle.
// Lock order: regions (table), entities, stores, ratings.
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import type { OrganisationPorts } from './ports.ts';
import { roomHandlers } from './rooms.ts';
import { organisationHandlers } from './routes.ts';

export { countAvailabilities } from './availabilities.ts';
export { bindAgents } from './bind-agents.ts';
export { type WatchedStore, watchedStores } from './board.ts';
export { createEntity } from './create-entity.ts';
export { createStore } from './create-store.ts';
export { lockdownChanged, storeChanged, storeCreated } from './events.ts';
export { fromGcj02 } from './geocode-rules.ts';
export { issueDoorCode } from './issue-door-code.ts';
export { liftLockdown, lockDown } from './lock-down.ts';
export { type BookableStore, bookableStore, type OpenSpan } from './opening-times.ts';
export type { OrganisationPorts, StoreFigures } from './ports.ts';
export {
  type Admission,
  admission,
  agentsOfStore,
  doorCode,
  entityNames,
  feeTerms,
  findStoreByDoorToken,
  getStores,
  type StoreFacts,
  storeHours,
  storeIdsOfScope,
} from './queries.ts';
export { countRating } from './ratings.ts';
export {
  createRoom,
  type FoundRoom,
  getRoom,
  getRooms,
  type RoomFacts,
  type RoomPlace,
  type RoomSearch,
  retireRoom,
  roomsOfStore,
  searchRooms,
  staffRoom,
  storesWithRooms,
} from './rooms.ts';
export { createRegion, updateRegion } from './save-region.ts';
export { setStoreState } from './set-store-state.ts';
export { updateEntity } from './update-entity.ts';
export { updateStore } from './update-store.ts';

/** PLT-8: what is sealed here with the master keys. */
export const organisationSealedColumns: readonly SealedColumn[] = [
  { table: 'organisation.entities', column: 'contact_phone_sealed', purpose: 'organisation.contact_phone' },
  { table: 'organisation.entities', column: 'payout_account_sealed', purpose: 'organisation.payout_account' },
];

/** The module over what floors above answer. */
export const createOrganisationModule = (ports: OrganisationPorts): ModuleParts => ({
  handlers: { ...organisationHandlers(ports), ...roomHandlers },
});
