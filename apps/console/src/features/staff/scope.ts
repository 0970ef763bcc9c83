import { useEntityOptions } from '../../choices/entities.ts';
import { useRegionOptions } from '../../choices/regions.ts';
import { useStoreOptions } from '../../choices/stores.ts';
import type { StaffDetail } from './StaffDrawer.tsx';

type Scope = StaffDetail['scope'];
type Option = { value: string; label: string };

/** What a scope of this kind is made of; empty for the kinds that name nothing. */
export function useScopeOptions(kind: Scope['kind'] | undefined): Option[] {
  const byKind: Partial<Record<Scope['kind'], Option[]>> = {
    region: useRegionOptions(),
    entity: useEntityOptions(),
    stores: useStoreOptions(),
  };
  return (kind && byKind[kind]) ?? [];
}

export function useScopeNames(scope: Scope): string[] {
  const options = useScopeOptions(scope.kind);
  return scope.ids.map((id) => options.find((option) => option.value === id)?.label ?? id.slice(0, 8));
}
