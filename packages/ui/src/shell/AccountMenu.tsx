import { UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { openGuide } from '../guide/open-guide.ts';
import { useUiText } from '../i18n/use-text.ts';
import { ChangePasswordDialog } from '../session/ChangePassword.tsx';
import { useSession } from '../session/use-session.ts';
import { openTwoFactor } from '../two-factor/guide.ts';
import { TwoFactorState } from '../two-factor/TwoFactorDialog.tsx';
import { useBreakpoint } from './use-breakpoint.ts';

export function AccountMenu() {
  const text = useUiText();
  const { staff, signOut } = useSession();
  const [changing, setChanging] = useState(false);
  const phone = useBreakpoint() === 'phone';
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            { key: 'who', type: 'group', label: `${staff.name} · ${staff.roles.map((role) => role.name).join(' / ')}` },
            { key: 'guide', label: text('guide.open'), onClick: openGuide },
            { key: 'password', label: text('shell.changePassword'), onClick: () => setChanging(true) },
            { key: 'two-factor', label: text('twoFactor.title'), extra: <TwoFactorState />, onClick: openTwoFactor },
            { type: 'divider' },
            { key: 'out', label: text('shell.signOut'), onClick: signOut },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={`${text('shell.account')} ${staff.name}`}>
          {phone ? null : staff.name}
        </Button>
      </Dropdown>
      <ChangePasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
