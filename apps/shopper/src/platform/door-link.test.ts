import { expect, test } from 'vitest';
import { doorTokenOf, roomOfCode } from './door-link';

test.each([
  ['https://shop.example/d/AbC-123_x9', 'AbC-123_x9'],
  ['http://192.168.1.4:8080/d/AbC-123_x9?from=poster', 'AbC-123_x9'],
  ['/d/AbC-123_x9/', 'AbC-123_x9'],
  ['  Zk3pQx7LmN0vB2cD  ', 'Zk3pQx7LmN0vB2cD'],
])('[VIS-1] the door code in %s is %s', (text, token) => {
  expect(doorTokenOf(text)).toBe(token);
});

test.each([
  '',
  '6921168509256',
  '6921168509256692116',
  'https://shop.example/d/short',
  'https://shop.example/x/AbC-123_x9',
  'hello',
])('[VIS-1] %s is no door code', (text) => {
  expect(doorTokenOf(text)).toBeNull();
});

test.each([
  ['https://shop.example/r/01994c5e-7c00-7000-8000-0000000000a1', '01994c5e-7c00-7000-8000-0000000000a1'],
  ['/r/01994c5e-7c00-7000-8000-0000000000a1?from=table', '01994c5e-7c00-7000-8000-0000000000a1'],
  ['https://shop.example/r/short', null],
  ['https://shop.example/d/01994c5e-7c00-7000-8000-0000000000a1', null],
])('[BKG-15] the code on a table names its room: %s', (text, room) => {
  expect(roomOfCode(text)).toBe(room);
});
