import { describe, expect, it } from 'vitest';
import { citiesIn, findCity, withRoom } from './cities.ts';

describe('the marks of the plain map', () => {
  it('[ORG-6] find a city by what people type for it', () => {
    const hangzhou = { longitude: 120.16, latitude: 30.25 };
    for (const typed of ['杭州', ' 杭州市', 'Hangzhou', 'hangzhou']) expect(findCity(typed)).toEqual(hangzhou);
    expect(findCity('廣州')).toEqual(findCity('广州'));
    expect(findCity('杭')).toBeNull();
    expect(findCity('')).toBeNull();
  });

  it('[ORG-6] name every city once, inside the country’s bounds, in each language', () => {
    for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
      const cities = citiesIn(language);
      expect(new Set(cities.map((city) => city.name)).size).toBe(cities.length);
      for (const { longitude, latitude } of cities) {
        expect(longitude).toBeGreaterThan(73);
        expect(longitude).toBeLessThan(135);
        expect(latitude).toBeGreaterThan(18);
        expect(latitude).toBeLessThan(54);
      }
    }
  });

  it('[ORG-6] keep their distance, the first ones first', () => {
    const marks = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 60, y: 0 },
    ];
    expect(withRoom(marks, 50)).toEqual([marks[0], marks[2]]);
  });
});
