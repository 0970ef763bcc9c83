import {
  AlertOutlined,
  AppstoreOutlined,
  FileDoneOutlined,
  SafetyOutlined,
  SoundOutlined,
  UnlockOutlined,
} from '@ant-design/icons';
import { StaffGuide } from '@latchkey/ui';
import { useAppText } from '../texts.ts';

const STEPS = [
  { key: 'board', icon: <AppstoreOutlined /> },
  { key: 'calls', icon: <AlertOutlined /> },
  { key: 'door', icon: <UnlockOutlined /> },
  { key: 'safe', icon: <SafetyOutlined /> },
  { key: 'sound', icon: <SoundOutlined /> },
  { key: 'records', icon: <FileDoneOutlined /> },
] as const;

/** UX-11: what somebody must know before the first customer rings. */
export function FirstGuide() {
  const text = useAppText();
  const steps = STEPS.map(({ key, icon }) => ({
    key,
    icon,
    title: text(`guide.${key}.title`),
    text: text(`guide.${key}.text`),
  }));
  return <StaffGuide guide="agent" title={text('guide.title')} lead={text('guide.lead')} steps={steps} />;
}
