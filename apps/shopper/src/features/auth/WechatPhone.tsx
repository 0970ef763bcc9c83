import { Button as WeButton } from '@tarojs/components';
import { useState } from 'react';
import { api, asApiError } from '../../api';
import { useT } from '../../i18n';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { useFault } from '../../state/fault';
import { becomeCustomer } from '../../state/session';

/** WeChat hands over the verified number with one tap; who refuses uses an SMS code below. */
export function WechatPhone({ onBound }: { onBound: () => void }) {
  const t = useT();
  const [error, setError] = useFault();
  const [refused, setRefused] = useState(false);
  const take = async (code: string | undefined) => {
    if (!code) return setRefused(true);
    setError(null);
    try {
      becomeCustomer(await api('POST /me/phone/wechat', { body: { code } }));
      onBound();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  return (
    <Box className="lk-stack">
      <WeButton
        id="wechat-phone"
        className="lk-tap lk-btn lk-btn--primary"
        openType="getPhoneNumber"
        onGetPhoneNumber={(event) => void take(event.detail.code)}
      >
        {t('signIn.wechatPhone')}
      </WeButton>
      {refused ? <Note>{t('signIn.wechatPhoneRefused')}</Note> : null}
      <Trouble error={error} />
    </Box>
  );
}
