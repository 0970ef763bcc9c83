import { type Canvas, colour } from './canvas.ts';
import { dotsOf } from './glyphs.ts';

export const CAMERA_ZONES = ['entrance', 'corridor', 'sales_floor', 'outside'] as const;
export type CameraZone = (typeof CAMERA_ZONES)[number];

/** What a camera sees at one moment. */
export interface Sight {
  zone: CameraZone;
  /** Written into the picture in capitals. */
  title: string;
  people: number;
  doorOpen: boolean;
  /** Milliseconds since 1970. */
  at: number;
}

export const WIDTH = 640;
export const HEIGHT = 352;
/** Bits of the clock strip (it begins anew every 34 years), and the side of each bit in pixels. */
export const CLOCK_BITS = 40;
export const CLOCK_SIDE = 16;

const c = {
  wall: colour('#cfd8d3'),
  floor: colour('#9aa8a1'),
  pavement: colour('#7d868c'),
  sky: colour('#a9c4d8'),
  shelf: colour('#7b5f46'),
  door: colour('#35505f'),
  opening: colour('#f2e7c4'),
  frame: colour('#22343d'),
  black: colour('#000000'),
  white: colour('#ffffff'),
  paper: colour('#1b2326'),
};
const GOODS = ['#c94f4f', '#3f86c6', '#d9ad3a', '#4aa56a', '#8a5fb0', '#e08a3c'].map(colour);
const COATS = ['#2f4a6b', '#8c3b3b', '#3d6b4a', '#6b5a2f', '#5a3d6b', '#2f6b69', '#6b2f55', '#444a52'].map(colour);
const SKINS = ['#e6b996', '#d29f78', '#f0cdae'].map(colour);

/** Draws a scene into a canvas of WIDTH × HEIGHT. The same sight is drawn the same. */
export function drawScene(canvas: Canvas, sight: Sight): void {
  if (sight.zone === 'outside') drawStreet(canvas);
  else drawShop(canvas, sight.zone);
  if (sight.zone !== 'sales_floor') drawDoor(canvas, sight.doorOpen);
  for (let person = 0; person < Math.min(sight.people, 8); person += 1) drawPerson(canvas, person, sight.at);
  drawClock(canvas, sight.at);
  canvas.fill(0, HEIGHT - 32, WIDTH, 32, c.paper);
  write(canvas, `${sight.title}  ${timeText(sight.at)}`, 8, HEIGHT - 24, 2);
  write(canvas, `IN ${sight.people}`, WIDTH - 72, HEIGHT - 24, 2);
}

function drawShop(canvas: Canvas, zone: CameraZone): void {
  canvas.fill(0, 0, WIDTH, 160, c.wall);
  canvas.fill(0, 160, WIDTH, HEIGHT - 160, c.floor);
  if (zone !== 'sales_floor') return;
  for (let shelf = 0; shelf < 4; shelf += 1) {
    const left = 32 + shelf * 152;
    canvas.fill(left, 48, 128, 128, c.shelf);
    for (let row = 0; row < 3; row += 1)
      for (let place = 0; place < 7; place += 1) {
        const goods = GOODS[(shelf * 5 + row * 3 + place) % GOODS.length] ?? c.wall;
        canvas.fill(left + 8 + place * 16, 58 + row * 40, 12, 26, goods);
      }
  }
}

function drawStreet(canvas: Canvas): void {
  canvas.fill(0, 0, WIDTH, 96, c.sky);
  canvas.fill(0, 96, WIDTH, 112, c.wall);
  canvas.fill(0, 208, WIDTH, HEIGHT - 208, c.pavement);
}

function drawDoor(canvas: Canvas, open: boolean): void {
  canvas.fill(256, 48, 128, 160, c.frame);
  canvas.fill(264, 56, 112, 152, open ? c.opening : c.door);
  if (!open) canvas.fill(352, 128, 8, 24, c.white);
}

/** Somebody who walks to and fro, everybody at their own pace; on whole macroblocks' halves, so that little changes. */
function drawPerson(canvas: Canvas, number: number, at: number): void {
  const pace = 9 + number * 2;
  const way = WIDTH - 96;
  const along = Math.floor((at / 1000) * pace + number * 137) % (2 * way);
  const left = Math.floor((along < way ? along : 2 * way - along) / 8) * 8 + 32;
  const top = 184 + (number % 3) * 24;
  canvas.fill(left + 8, top, 16, 18, SKINS[number % SKINS.length] ?? c.white);
  canvas.fill(left, top + 18, 32, 46, COATS[number % COATS.length] ?? c.black);
  canvas.fill(left + 4, top + 64, 10, 24, c.frame);
  canvas.fill(left + 18, top + 64, 10, 24, c.frame);
}

/** The time as bits, the lowest first, white for one: a program that sees the pixels knows how old they are. */
function drawClock(canvas: Canvas, at: number): void {
  for (let bit = 0; bit < CLOCK_BITS; bit += 1) {
    const one = Math.floor(at / 2 ** bit) % 2 === 1;
    canvas.fill(bit * CLOCK_SIDE, 0, CLOCK_SIDE, CLOCK_SIDE, one ? c.white : c.black);
  }
}

/**
 * Milliseconds that passed between the time of the clock strip, read from its luma, and `now`; null where there is no strip.
 */
export function ageOfPicture(lumaAt: (x: number, y: number) => number, now: number): number | null {
  let at = 0;
  for (let bit = 0; bit < CLOCK_BITS; bit += 1) {
    const luma = lumaAt(bit * CLOCK_SIDE + CLOCK_SIDE / 2, CLOCK_SIDE / 2);
    if (luma > 80 && luma < 170) return null;
    if (luma >= 170) at += 2 ** bit;
  }
  return (now - at) % 2 ** CLOCK_BITS;
}

const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

function write(canvas: Canvas, text: string, left: number, top: number, dot: number): void {
  for (const { column, row } of dotsOf(text)) canvas.fill(left + column * dot, top + row * dot, dot, dot, c.white);
}
