import { Image, Button as WeButton } from '@tarojs/components';
import { useState } from 'react';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { keepAvatar, keptAvatar } from '../../platform/avatar';

/** IDN-14: a picture only by WeChat's own component, when the person taps it; it stays on this phone. */
export function Face() {
  const t = useT();
  const [picture, setPicture] = useState(keptAvatar);
  const choose = async (chosen: string | undefined) => {
    if (chosen) setPicture(await keepAvatar(chosen));
  };
  return (
    <WeButton
      id="choose-avatar"
      className="lk-tap lk-blank__icon lk-me__face"
      openType="chooseAvatar"
      ariaLabel={t('me.avatar')}
      onChooseAvatar={(event) => void choose((event.detail as { avatarUrl?: string }).avatarUrl)}
    >
      {picture ? <Image className="lk-me__picture" src={picture} mode="aspectFill" /> : <Icon name="user" size={28} />}
    </WeButton>
  );
}
