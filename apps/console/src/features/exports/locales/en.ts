import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  title: 'My exports',
  hint: 'A file is kept for 24 hours; it goes on being written when you leave.',
  empty: 'Choose “Export” on any list, and the file appears here.',
  kind: 'Content',
  format: 'Format',
  rows: 'Rows',
  cut: 'First part only',
  requestedAt: 'Asked at',
  expiresAt: 'Kept until',
  download: 'Download',
  stop: 'Stop',
};

export default en;
