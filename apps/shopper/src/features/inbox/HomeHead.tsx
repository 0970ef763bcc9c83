import { useDidShow } from '@tarojs/taro';
import { api } from '../../api';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Box, Part, Tap } from '../../kit/primitives';
import { surface } from '../../platform/surface';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';

export function HomeHead({ onScan }: { onScan: () => void }) {
  const t = useT();
  const { status } = useSession();
  const signedIn = status === 'customer';
  const inbox = useResource(signedIn ? 'inbox:unread' : null, () => api('GET /me/messages', { query: { limit: 1 } }));
  useLive(['message.created'], () => void inbox.refresh(), 60_000, signedIn);
  // Back from the inbox the dot tells what was read there.
  useDidShow(() => void inbox.refresh());
  const unread = inbox.data?.unread ?? 0;
  return (
    <Box
      as="header"
      className="lk-nav lk-homehead"
      style={{ paddingTop: `${surface.topInset + 4}px`, paddingRight: `${surface.sideInset + 8}px` }}
    >
      <Box className="lk-homehead__mark">
        <Icon name="door" size={20} />
        <Box as="h1" className="lk-homehead__name">
          {t('app.name')}
        </Box>
      </Box>
      <Box className="lk-grow" />
      <Tap id="scan-door" className="lk-nav__back" label={t('scan.door')} onTap={onScan}>
        <Icon name="scan" />
      </Tap>
      {signedIn ? (
        <Tap
          id="inbox"
          className="lk-nav__back lk-homehead__bell"
          label={unread > 0 ? t('inbox.unread', { n: unread }) : t('inbox.title')}
          onTap={() => open('inbox')}
        >
          <Icon name="bell" />
          {unread > 0 ? <Part className="lk-homehead__dot" hidden /> : null}
        </Tap>
      ) : (
        <Tap id="sign-in" className="lk-homehead__signin" onTap={() => open('sign-in')}>
          {t('signIn.enter')}
        </Tap>
      )}
    </Box>
  );
}
