import { EyeOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useUiText } from '../i18n/use-text.ts';

/** Personal data as the server masked it. `onReveal` is given only where this person may ask for the full value. */
export function MaskedText(props: { value: string | null | undefined; onReveal?: () => void }) {
  const text = useUiText();
  if (!props.value) return <span className="lk-faint">—</span>;
  return (
    <span className="lk-masked lk-figures">
      {props.value}
      {props.onReveal && (
        <Tooltip title={text('reveal.show')}>
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            aria-label={text('reveal.show')}
            onClick={props.onReveal}
          />
        </Tooltip>
      )}
    </span>
  );
}
