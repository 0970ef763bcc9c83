import Taro from '@tarojs/taro';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Tap } from '../../kit/primitives';
import { readPicture } from '../../platform/avatar';
import type { PickPhotoProps } from './photo-types';

/** A photo by WeChat's own chooser, made small by it. */
export function PickPhoto({ busy, onChoose }: PickPhotoProps) {
  const t = useT();
  const pick = () =>
    Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => {
        const path = tempFiles[0]?.tempFilePath;
        if (path) onChoose(() => readPicture(path));
      },
    });
  return (
    <Tap
      id="add-photo"
      className="lk-photos__one lk-photos__add"
      label={t('review.addPhoto')}
      disabled={busy}
      onTap={() => void pick()}
    >
      <Icon name="camera" size={26} />
    </Tap>
  );
}
