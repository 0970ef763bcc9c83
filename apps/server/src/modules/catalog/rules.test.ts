import { describe, expect, test } from 'vitest';
import { mediaAddress, mediaKey } from '../../kernel/media.ts';
import vectors from './fixtures/barcodes.json' with { type: 'json' };
import {
  barcodeKind,
  canonicalBarcode,
  checkDigit,
  likePattern,
  priceOf,
  restrictionOf,
  storePriceIssue,
} from './rules.ts';

describe('barcodes', () => {
  test('[CAT-1] published trade numbers are told from ones with a wrong check digit', () => {
    expect(vectors.codes.length).toBeGreaterThan(40);
    for (const [code, , valid] of vectors.codes as [string, string, boolean][])
      expect([code, barcodeKind(code) !== null]).toEqual([code, valid]);
  });

  test('[CAT-1] check digits of EAN-13, EAN-8, UPC-A and GTIN-14 are computed as GS1 does', () => {
    for (const [body, digit] of vectors.computed as [string, number][])
      expect([body, checkDigit(body)]).toEqual([body, digit]);
  });

  test('[CAT-1] swapped neighbours are caught wherever the check digit can catch them', () => {
    for (const [code, valid] of vectors.swaps as [string, boolean][])
      expect([code, barcodeKind(code) !== null]).toEqual([code, valid]);
  });

  test('[CAT-1] in-store codes carry letters or another length, and anything else is no code', () => {
    expect(barcodeKind('TEA-001')).toBe('in_store');
    expect(barcodeKind('20013')).toBe('in_store');
    expect(barcodeKind('茶')).toBeNull();
    expect(barcodeKind('12')).toBeNull();
  });

  test('[CAT-6] a UPC-A and its EAN-13 with a zero in front are one code', () => {
    expect(canonicalBarcode('036000291452')).toBe('0036000291452');
    expect(canonicalBarcode('0036000291452')).toBe('0036000291452');
    expect(canonicalBarcode('tea-001')).toBe('TEA-001');
  });
});

describe('prices', () => {
  test('[CAT-4] a listing costs its own price, else the library’s discount, else the library’s sale price', () => {
    expect(priceOf({ storePrice: null, salePrice: 350, discountPrice: null })).toEqual({
      price: 350,
      originalPrice: null,
    });
    expect(priceOf({ storePrice: null, salePrice: 350, discountPrice: 300 })).toEqual({
      price: 300,
      originalPrice: 350,
    });
    expect(priceOf({ storePrice: 400, salePrice: 350, discountPrice: 300 })).toEqual({
      price: 400,
      originalPrice: null,
    });
    expect(priceOf({ storePrice: 320, salePrice: 350, discountPrice: null })).toEqual({
      price: 320,
      originalPrice: 350,
    });
  });

  test('[CAT-4] locked prices stay, reviewed ones are the platform’s, limited ones move by a fifth', () => {
    const product = (priceRule: 'locked' | 'reviewed' | 'limits') => ({ priceRule, salePrice: 1000 });
    expect(storePriceIssue(null, product('locked'), 'store')).toBeNull();
    expect(storePriceIssue(900, product('locked'), 'platform')).toBe('locked');
    expect(storePriceIssue(900, product('reviewed'), 'platform')).toBeNull();
    expect(storePriceIssue(900, product('reviewed'), 'store')).toBe('needs_review');
    expect(storePriceIssue(800, product('limits'), 'store')).toBeNull();
    expect(storePriceIssue(1200, product('limits'), 'store')).toBeNull();
    expect(storePriceIssue(799, product('limits'), 'store')).toBe('needs_review');
    expect(storePriceIssue(1201, product('limits'), 'store')).toBe('needs_review');
  });
});

test('[CAT-10] the rule table decides, a region’s rule before the general one', () => {
  const rules = [
    { regionId: null, restriction: 'tobacco', rule: 'prohibited' as const },
    { regionId: null, restriction: 'alcohol', rule: 'age_gate' as const },
    { regionId: 'r1', restriction: 'alcohol', rule: 'prohibited' as const },
  ];
  expect(restrictionOf(rules, 'tobacco', 'r1')).toBe('prohibited');
  expect(restrictionOf(rules, 'alcohol', null)).toBe('age_gate');
  expect(restrictionOf(rules, 'alcohol', 'r2')).toBe('age_gate');
  expect(restrictionOf(rules, 'alcohol', 'r1')).toBe('prohibited');
  expect(restrictionOf(rules, 'none', 'r1')).toBe('free');
});

test('[CAT-12] a search text is taken literally', () => {
  expect(likePattern('50%_off\\')).toBe('%50\\%\\_off\\\\%');
});

test('[CAT-1] a picture is named by its storage key or its address, and nothing else in the storage can be', () => {
  expect(mediaKey('/media/products/lime.svg', 'products')).toBe('products/lime.svg');
  expect(mediaKey('products/lime.svg', 'products')).toBe('products/lime.svg');
  expect(mediaAddress('products/lime.svg')).toBe('/media/products/lime.svg');
  expect(mediaKey('/media/products/lime.svg', 'stores')).toBeNull();
  for (const other of ['/media/uploads/licence.png', 'products/../uploads/a.png', 'https://x.example/a.png', '/media/'])
    expect(mediaKey(other, 'products')).toBeNull();
});
