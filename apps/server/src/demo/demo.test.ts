import { catalogSchemas, organisationSchemas } from '@latchkey/contract';
import { describe, expect, test } from 'vitest';
import { isZone } from '../kernel/calendar.ts';
import { barcodeKind } from '../modules/catalog/rules.ts';
import { planIssue } from '../modules/organisation/rules.ts';
import { goods, goodsCategories } from './goods.ts';
import { drawProduct, setName } from './pictures.ts';
import { demoEntities, demoRegions, demoStores } from './places.ts';

describe('goods', () => {
  test('[CAT-1] there are 300 different goods with valid Chinese EAN-13 codes of their own', () => {
    expect(goods).toHaveLength(300);
    expect(new Set(goods.map((good) => good.barcode)).size).toBe(300);
    expect(new Set(goods.map((good) => `${good.brand} ${good.name} ${good.spec}`)).size).toBe(300);
    for (const { barcode } of goods) {
      expect(barcode).toMatch(/^69\d{11}$/);
      expect([barcode, barcodeKind(barcode)]).toEqual([barcode, 'ean13']);
    }
  });

  test('[CAT-1] every good is a product that the library accepts, sold above cost and not above its guide price', () => {
    for (const good of goods) {
      const { barcode, pictureKey, category, parentCategory, shape, ...product } = good;
      const parsed = catalogSchemas.productInput.safeParse({
        ...product,
        barcodes: [barcode],
        images: [pictureKey],
        categoryId: null,
        introduction: null,
        taxClass: null,
        priceRule: 'reviewed',
      });
      expect([good.name, parsed.error?.issues ?? []]).toEqual([good.name, []]);
      expect([good.name, good.cost < (good.discountPrice ?? good.salePrice)]).toEqual([good.name, true]);
      expect([good.name, good.salePrice <= good.guidePrice]).toEqual([good.name, true]);
    }
    expect(goods.filter((good) => good.discountPrice !== null).length).toBeGreaterThan(15);
  });

  test('[CAT-10] alcohol and tobacco carry their restriction and the age flag', () => {
    expect(goods.filter((good) => good.restriction === 'alcohol').length).toBeGreaterThan(10);
    expect(goods.filter((good) => good.restriction === 'tobacco')).toHaveLength(2);
    for (const good of goods) expect(good.ageRestricted).toBe(good.restriction !== 'none');
    expect(goodsCategories.flatMap((category) => category.children).length).toBeGreaterThan(25);
  });
});

describe('pictures', () => {
  test('[CAT-1] each good’s picture is a well-formed SVG of its own without scripts or references', () => {
    const drawn = goods.map(drawProduct);
    expect(new Set(drawn).size).toBe(300);
    for (const svg of drawn) {
      expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
      expect(svg).not.toMatch(/<script|href|NaN|undefined|Infinity/);
      expect(unclosed(svg)).toEqual([]);
      expect(svg.length).toBeLessThan(6_000);
    }
  });

  test('[CAT-1] a picture depends on the good alone, and a name with markup stays text', () => {
    const good = { name: '<b>A&B"</b>', brand: '山岚', spec: '500ml', shape: 'bottle' as const };
    expect(drawProduct(good)).toBe(drawProduct({ ...good }));
    expect(drawProduct(good)).not.toContain('<b>');
    expect(drawProduct(good)).toContain('&lt;b&gt;A&amp;B&quot;&lt;/b&gt;');
  });

  test('[CAT-1] a long name is set in several lines that keep every character', () => {
    const { lines, size } = setName('自热小火锅麻辣牛肚USB-C', 120, 90);
    expect(lines.join('')).toBe('自热小火锅麻辣牛肚USB-C');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.some((line) => line.includes('USB-C'))).toBe(true);
    expect(size).toBeGreaterThan(10);
  });
});

/** Names of elements that are not closed in order. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, end, name, empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (empty) continue;
    if (!end) open.push(name ?? '');
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe('places', () => {
  test('[ORG-6] one brand has two entities, three regions and eight stores of all kinds that the schemas accept', () => {
    expect([demoEntities.length, demoRegions.length, demoStores.length]).toEqual([2, 3, 8]);
    expect(new Set(demoStores.map((store) => store.kind))).toEqual(new Set(['retail', 'rooms', 'both']));
    expect(new Set(demoStores.map((store) => store.city)).size).toBeGreaterThanOrEqual(6);
    const id = '01890000-0000-7000-8000-000000000000';
    for (const store of demoStores) {
      const { key, entity, region, ...input } = store;
      const parsed = organisationSchemas.storeInput.safeParse({ ...input, entityId: id, regionId: id });
      expect([key, parsed.error?.issues ?? []]).toEqual([key, []]);
      expect([key, planIssue(store.hours), store.attended && planIssue(store.attended)]).toEqual([key, null, null]);
      expect(isZone(store.zone)).toBe(true);
      expect(demoEntities.some((candidate) => candidate.key === entity)).toBe(true);
      expect(demoRegions.some((candidate) => candidate.key === region)).toBe(true);
    }
  });
});
