import { BarcodeOutlined, QrcodeOutlined, UnlockOutlined } from '@ant-design/icons';
import { LANGUAGE_NAMES, LANGUAGES, NightStreet, QrSquare, timeText, useLanguage, useNow } from '@latchkey/ui';
import type { ReactNode } from 'react';
import { useAppText } from './texts.ts';
import './kiosk.css';

/** What the screen in the store shows to nobody in particular: where you are, the time, and how shopping works here. */
export function AttractScreen() {
  const text = useAppText();
  return (
    <div className="kiosk">
      <NightStreet />
      <main className="kiosk-front">
        <header className="kiosk-head">
          <Clock />
          <Languages />
        </header>
        <h1>{text('attract.title')}</h1>
        <p className="kiosk-line">{text('attract.line')}</p>
        <ol className="kiosk-steps">
          <Step icon={<UnlockOutlined />} title={text('attract.enter')} hint={text('attract.enterHint')} />
          <Step icon={<BarcodeOutlined />} title={text('attract.scan')} hint={text('attract.scanHint')} />
          <Step icon={<QrcodeOutlined />} title={text('attract.pay')} hint={text('attract.payHint')} />
        </ol>
        <section className="kiosk-start" aria-label={text('attract.open')}>
          <QrSquare content={`${location.origin}/`} label={text('attract.open')} />
          <div>
            <h2>{text('attract.open')}</h2>
            <p>{text('attract.openHint')}</p>
          </div>
        </section>
      </main>
    </div>
  );
}

function Step(props: { icon: ReactNode; title: string; hint: string }) {
  return (
    <li>
      <span className="kiosk-step-icon" aria-hidden="true">
        {props.icon}
      </span>
      <strong>{props.title}</strong>
      <span>{props.hint}</span>
    </li>
  );
}

function Clock() {
  const { language } = useLanguage();
  const now = new Date(useNow(1000)).toISOString();
  return (
    <time className="kiosk-clock" dateTime={now}>
      {timeText(now, 'time', language)}
    </time>
  );
}

function Languages() {
  const { language, setLanguage } = useLanguage();
  return (
    <div className="kiosk-languages">
      {LANGUAGES.map((each) => (
        <button key={each} type="button" lang={each} aria-pressed={each === language} onClick={() => setLanguage(each)}>
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
    </div>
  );
}
