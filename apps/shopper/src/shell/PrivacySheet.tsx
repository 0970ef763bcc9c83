import { Button as WeButton } from '@tarojs/components';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Box } from '../kit/primitives';
import { Sheet } from '../kit/Sheet';
import { readPrivacyContract } from '../platform/privacy';
import { answerPrivacy, privacy } from '../state/privacy';
import { useStore } from '../state/store';

/** IDN-14: WeChat's question before the first protected interface, in our words; refusing leaves everything else usable. */
export function PrivacySheet() {
  const t = useT();
  const { waiting } = useStore(privacy);
  if (waiting.length === 0) return null;
  const refuse = () => answerPrivacy('disagree');
  return (
    <Sheet id="privacy-sheet" title={t('privacy.title')} onClose={refuse}>
      <Box className="lk-stack">
        <Box>{t('privacy.text')}</Box>
        <Button id="privacy-read" tone="text" onTap={readPrivacyContract}>
          {t('consent.read')}
        </Button>
        <WeButton
          id="privacy-agree"
          className="lk-tap lk-btn lk-btn--primary"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => answerPrivacy('agree')}
        >
          {t('privacy.agree')}
        </WeButton>
        <Button id="privacy-refuse" tone="line" onTap={refuse}>
          {t('privacy.refuse')}
        </Button>
      </Box>
    </Sheet>
  );
}
