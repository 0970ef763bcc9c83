import type { ReactNode } from 'react';
import { BrandMark } from '../shell/BrandMark.tsx';
import { LanguageSwitch, ThemeSwitch } from '../shell/Preferences.tsx';
import { NightStreet } from './NightStreet.tsx';
import './session.css';

/** The page before the product: the street at night beside a quiet form. */
export function EntranceLayout(props: { product: string; title: string; hint?: string; children: ReactNode }) {
  return (
    <div className="lk-entrance">
      <NightStreet />
      <main className="lk-entrance-side">
        <div className="lk-entrance-tools">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className="lk-entrance-form">
          <p className="lk-entrance-product">
            <BrandMark size={36} />
            {props.product}
          </p>
          <h1>{props.title}</h1>
          {props.hint && <p className="lk-soft">{props.hint}</p>}
          {props.children}
        </div>
      </main>
    </div>
  );
}
