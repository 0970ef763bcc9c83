import { describe, expect, it } from 'vitest';
import { possibleParents, regionTree } from './region-tree.ts';

const region = (id: string, parentId: string | null) => ({ id, parentId, name: id, storeCount: 0 });
const regions = [region('hq', null), region('east', 'hq'), region('shanghai', 'east'), region('west', 'hq')];

describe('the region tree', () => {
  it('[ORG-5] nests regions under their parents', () => {
    const [hq] = regionTree(regions);
    expect(hq?.children.map((node) => node.key)).toEqual(['east', 'west']);
    expect(hq?.children[0]?.children[0]?.key).toBe('shanghai');
  });

  it('[ORG-5] shows a region whose parent is outside the viewer’s scope at the top', () => {
    expect(regionTree([region('shanghai', 'east')]).map((node) => node.key)).toEqual(['shanghai']);
  });

  it('[ORG-5] offers no parent that would make a circle', () => {
    expect(possibleParents(regions, 'east').map(({ id }) => id)).toEqual(['hq', 'west']);
    expect(possibleParents(regions, null)).toHaveLength(4);
  });
});
