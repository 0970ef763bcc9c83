import { ServingList } from '@latchkey/ui';

/** BKG-18: what the rooms of the agent's stores wait for. */
export function Serving() {
  return <ServingList />;
}
