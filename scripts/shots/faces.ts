/** In which size, light and language screens are looked at. */
export interface Face {
  width: number;
  height: number;
  theme: 'light' | 'dark';
  locale: 'zh-CN' | 'en' | 'zh-TW';
  /** Also with the first record of a list opened. */
  records: boolean;
  /** Also held against axe; the language changes nothing that axe sees. */
  axe: boolean;
}

const heights: Record<number, number> = { 390: 844, 768: 1024, 1440: 900 };
const face = (width: number, theme: Face['theme'], locale: Face['locale'], more: Partial<Face> = {}): Face => ({
  ...{ width, height: heights[width] ?? 900, theme, locale, records: false, axe: false },
  ...more,
});

/**
 * Every width, light and language meet at least once; Chinese has all of them, English the widths in which long words
 * hurt, and Traditional Chinese the phone.
 */
export const FACES: readonly Face[] = [
  face(390, 'light', 'zh-CN', { records: true, axe: true }),
  face(390, 'dark', 'zh-CN', { axe: true }),
  face(768, 'light', 'zh-CN', { records: true }),
  face(768, 'dark', 'en', { records: true, axe: true }),
  face(1440, 'light', 'zh-CN', { records: true, axe: true }),
  face(1440, 'dark', 'zh-CN', { axe: true }),
  face(1440, 'light', 'en', { records: true }),
  face(390, 'light', 'en', { records: true }),
  face(390, 'light', 'zh-TW'),
];

export const nameOf = ({ width, theme, locale }: Face): string => `${width}-${theme}-${locale}`;
