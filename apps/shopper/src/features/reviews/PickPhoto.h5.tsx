import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { fittingPicture } from '../../platform/fitting-picture.h5';
import type { PickPhotoProps } from './photo-types';

/** A photo from the phone, when the person taps it. */
export function PickPhoto({ busy, onChoose }: PickPhotoProps) {
  const t = useT();
  return (
    <label className="lk-photos__one lk-photos__add" aria-busy={busy || undefined}>
      <input
        id="add-photo"
        className="lk-hide"
        type="file"
        accept="image/*"
        aria-label={t('review.addPhoto')}
        disabled={busy}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) onChoose(() => fittingPicture(file));
        }}
      />
      <Icon name="camera" size={26} />
    </label>
  );
}
