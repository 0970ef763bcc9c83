import type { CSSProperties, ReactNode } from 'react';

/**
 * The few elements that everything is built of. On the web they are plain HTML elements (real buttons and inputs: keyboard
 * and screen readers work, and none of Taro's web components are loaded); in the mini-program they are Taro's components.
 */
export type BoxTag =
  | 'div'
  | 'main'
  | 'nav'
  | 'header'
  | 'footer'
  | 'section'
  | 'ul'
  | 'li'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'p'
  | 'ol';

export interface BoxProps {
  as?: BoxTag;
  id?: string;
  className?: string;
  style?: CSSProperties;
  role?: string;
  label?: string;
  labelledBy?: string;
  live?: 'polite' | 'assertive';
  hidden?: boolean;
  modal?: boolean;
  tabIndex?: number;
  children?: ReactNode;
}

export interface TxtProps {
  id?: string;
  className?: string;
  hidden?: boolean;
  children?: ReactNode;
}

export interface TapProps {
  id?: string;
  className?: string;
  label?: string;
  role?: 'button' | 'checkbox' | 'radio' | 'tab' | 'link';
  checked?: boolean;
  current?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  busy?: boolean;
  onTap?: () => void;
  children?: ReactNode;
}

export interface FieldProps {
  id: string;
  className?: string;
  value: string;
  kind?: 'text' | 'nickname' | 'phone' | 'code' | 'barcode' | 'date';
  label: string;
  placeholder?: string;
  maxLength?: number;
  autoFocus?: boolean;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
}

export interface PicProps {
  className?: string;
  src: string;
  alt: string;
}
