import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';

/** Copies a text and says so; where the browser has no clipboard (no HTTPS), the person is told to type it. */
export function CopyButton(props: { content: string }) {
  const text = useUiText();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.content);
      setCopied(true);
    } catch {
      message.warning(text('twoFactor.copyFailed'));
    }
  };
  return (
    <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>
      <span aria-live="polite">{text(copied ? 'common.copied' : 'common.copy')}</span>
    </Button>
  );
}
