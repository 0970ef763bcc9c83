import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  attract: {
    title: '燈亮著，門就能開',
    line: '這家店沒有店員，有客服線上看著。',
    enter: '掃門碼',
    enterHint: '微信掃一掃，門就開了',
    scan: '掃商品',
    scanHint: '拿起來，掃一下條碼',
    pay: '付款離店',
    payHint: '手機付款，門自動開啟',
    open: '用手機開始',
    openHint: '掃這裡開啟購物頁面，自助購物。需要幫助，頁面裡可以直接呼叫客服。',
  },
};

export default zhTW;
