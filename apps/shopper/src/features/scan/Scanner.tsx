import Taro from '@tarojs/taro';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box } from '../../kit/primitives';
import type { ScannerProps } from './scanner-types';

/** The mini-program has WeChat's own scanner, opened anew for each piece. */
export function Scanner({ kind, onCode }: ScannerProps) {
  const t = useT();
  const scan = async () => {
    try {
      const { result } = await Taro.scanCode({ scanType: kind === 'goods' ? ['barCode'] : ['qrCode'] });
      onCode(result);
    } catch {
      /* the person closed the scanner */
    }
  };
  return (
    <Box className="lk-scanner lk-scanner--native">
      <Button id={`camera-${kind}`} icon="scan" onTap={() => void scan()}>
        {t(kind === 'goods' ? 'scan.goods' : 'scan.door')}
      </Button>
    </Box>
  );
}
