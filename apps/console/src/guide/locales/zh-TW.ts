import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  title: '歡迎來到管理後台',
  lead: '左邊是你能用的選單，隨你的權限變化。下面是最先要會的幾件事。',
  find: {
    title: '按 Ctrl K 找任何東西',
    text: '門市、訂單、會員、裝置，輸入編號或名字就到；也能直接跳到任何頁面。',
  },
  stores: {
    title: '門市：時間和門',
    text: '營業時間是店開著的時候；託管時段是無人值守、客服看著的時候，只有在託管時段顧客才能自己開門。門碼在「門市」裡列印，貼到門上。',
  },
  goods: {
    title: '商品：上架、定價、庫存',
    text: '平台建好商品，你在「門市商品」裡上架、定自己的價。超出允許範圍的價格要等平台審核，審核前原價有效。',
  },
  orders: {
    title: '訂單和退款',
    text: '在訂單裡按整單、按商品或按金額退款，退回原來的付款方式；商品回不回貨架由你選。',
  },
  people: {
    title: '給同事開帳號',
    text: '在「員工」裡建帳號，選角色和看得到的門市。首次密碼只顯示一次，登入後要改。',
  },
  money: {
    title: '每一分錢都說得清',
    text: '「資金池」看每家店的餘額，「對帳單」看每單怎麼分，點進去能看到帳務流水。',
  },
  platform: {
    title: '主體、區域和設定',
    text: '先建主體和區域，再建門市，最後登記裝置。缺什麼，新門市的頁面會列出來。',
  },
  audit: {
    title: '誰在什麼時候改了什麼',
    text: '「稽核日誌」記著每次改動的前後內容，一按就能校驗有沒有被動過。',
  },
};

export default zhTW;
