import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { smallPicture } from '../../platform/picture.h5';
import type { FaceProps } from './face-types';

/** A picture from the phone, when the person taps it. */
export function Face({ picture, busy, onChoose }: FaceProps) {
  const t = useT();
  return (
    <label className="lk-blank__icon lk-me__face lk-me__choose" aria-busy={busy || undefined}>
      <input
        id="choose-picture"
        className="lk-hide"
        type="file"
        accept="image/*"
        aria-label={t('me.picture')}
        disabled={busy}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) onChoose(() => smallPicture(file));
        }}
      />
      {picture ? <img className="lk-me__picture" src={picture} alt="" /> : <Icon name="user" size={28} />}
    </label>
  );
}
