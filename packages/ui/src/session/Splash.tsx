import { useUiText } from '../i18n/use-text.ts';
import { BrandMark } from '../shell/BrandMark.tsx';
import './session.css';

/** The moment before it is known who is there. */
export function Splash() {
  const text = useUiText();
  return (
    <div className="lk-splash" role="status" aria-label={text('common.loading')}>
      <BrandMark size={56} />
    </div>
  );
}
