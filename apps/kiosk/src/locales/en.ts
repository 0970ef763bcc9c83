import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  attract: {
    title: 'The light is on, the door opens',
    line: 'Nobody stands behind the counter; an agent keeps an eye on the place.',
    enter: 'Scan the door',
    enterHint: 'Scan the code with WeChat and come in',
    scan: 'Scan the goods',
    scanHint: 'Pick something up and scan its barcode',
    pay: 'Pay and leave',
    payHint: 'Pay on your phone; the door opens by itself',
    open: 'Start on your phone',
    openHint: 'Scan this to open the shopping page. You can call an agent from there at any time.',
  },
};

export default en;
