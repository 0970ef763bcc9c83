export interface Dress {
  dark: boolean;
  /** Class of the theme: `lk lk--auto`. */
  className: string;
  title: string;
  locale: string;
}

/** What surrounds the pages: the browser's document, or WeChat's window. */
export interface Surface {
  /** px to keep free above and at the right of the top bar. */
  topInset: number;
  sideInset: number;
  /** Makes the surroundings match theme, language and title. */
  dress(dress: Dress): void;
  prefersDark(): boolean;
  copy(text: string): void;
  call(phone: string): void;
}
