/**
 * The product's colours, once, for antd's theme, for canvas drawing and for the contrast test.
 * `tokens.css` carries the same values as custom properties; a test keeps the two equal.
 */
export type Palette = {
  page: string;
  card: string;
  raised: string;
  sunken: string;
  line: string;
  lineStrong: string;
  text: string;
  textSoft: string;
  textFaint: string;
  brand: string;
  brandHover: string;
  brandSoft: string;
  onBrand: string;
  lamp: string;
  lampSoft: string;
  lampText: string;
  danger: string;
  dangerSolid: string;
  onDanger: string;
  dangerSoft: string;
  dangerText: string;
  info: string;
  infoSoft: string;
  rail: string;
  railText: string;
  railTextSoft: string;
  railActive: string;
};

export const light: Palette = {
  page: '#faf8f4',
  card: '#ffffff',
  raised: '#ffffff',
  sunken: '#f3efe7',
  line: '#e7e2d8',
  lineStrong: '#918c81',
  text: '#1b1f1d',
  textSoft: '#565e5a',
  textFaint: '#626965',
  brand: '#0e5a4a',
  brandHover: '#12705c',
  brandSoft: '#e2efe9',
  onBrand: '#ffffff',
  lamp: '#f5a524',
  lampSoft: '#fdf0d6',
  lampText: '#7c4a00',
  danger: '#d9412b',
  dangerSolid: '#c73722',
  onDanger: '#ffffff',
  dangerSoft: '#fce8e3',
  dangerText: '#b3301c',
  info: '#41606b',
  infoSoft: '#e6edef',
  rail: '#0f2620',
  railText: '#eef4f0',
  railTextSoft: '#a3b8af',
  railActive: '#1c3d34',
};

export const dark: Palette = {
  page: '#0f1513',
  card: '#171f1c',
  raised: '#1d2723',
  sunken: '#121917',
  line: '#27322d',
  lineStrong: '#6f7c75',
  text: '#e9eeea',
  textSoft: '#acb8b1',
  textFaint: '#96a39c',
  brand: '#3fbf9b',
  brandHover: '#5bd0b0',
  brandSoft: '#16352c',
  onBrand: '#06120e',
  lamp: '#f5a524',
  lampSoft: '#3a2b10',
  lampText: '#f7c067',
  danger: '#e4553f',
  dangerSolid: '#ff8f7a',
  onDanger: '#2a0d07',
  dangerSoft: '#3c1d17',
  dangerText: '#ff9a87',
  info: '#9db8c2',
  infoSoft: '#1f2d32',
  rail: '#0b110f',
  railText: '#e9eeea',
  railTextSoft: '#97a69e',
  railActive: '#182a24',
};

/** kebab-case custom property of a palette entry: `textSoft` → `--lk-text-soft`. */
export function cssVariable(name: keyof Palette): string {
  return `--lk-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
