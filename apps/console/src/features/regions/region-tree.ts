import type { Region } from './Regions.tsx';

export type RegionNode = { key: string; title: string; region: Region; children: RegionNode[] };

/** The flat list as a tree; a region whose parent is out of sight stands at the top. */
export function regionTree(regions: readonly Region[]): RegionNode[] {
  const nodes = new Map(
    regions.map((region) => [region.id, { key: region.id, title: region.name, region, children: [] as RegionNode[] }]),
  );
  const top: RegionNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.region.parentId ? nodes.get(node.region.parentId) : undefined;
    (parent?.children ?? top).push(node);
  }
  return top;
}

/** Regions that may be the parent of `id`: all but itself and what lies below it. */
export function possibleParents(regions: readonly Region[], id: string | null): Region[] {
  const below = new Set(id ? [id] : []);
  let grew = below.size > 0;
  while (grew) {
    grew = false;
    for (const region of regions) {
      if (region.parentId && below.has(region.parentId) && !below.has(region.id)) {
        below.add(region.id);
        grew = true;
      }
    }
  }
  return regions.filter((region) => !below.has(region.id));
}
