import { Image, Button as WeButton } from '@tarojs/components';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { readPicture } from '../../platform/avatar';
import type { FaceProps } from './face-types';

/** IDN-14: a picture only by WeChat's own component, when the person taps it. */
export function Face({ picture, busy, onChoose }: FaceProps) {
  const t = useT();
  return (
    <WeButton
      id="choose-avatar"
      className="lk-tap lk-blank__icon lk-me__face"
      openType="chooseAvatar"
      ariaLabel={t('me.picture')}
      disabled={busy}
      onChooseAvatar={(event) => {
        const { avatarUrl } = event.detail as { avatarUrl?: string };
        if (avatarUrl) onChoose(() => readPicture(avatarUrl));
      }}
    >
      {picture ? (
        <Image className="lk-me__picture" src={LATCHKEY_ORIGIN + picture} mode="aspectFill" />
      ) : (
        <Icon name="user" size={28} />
      )}
    </WeButton>
  );
}
