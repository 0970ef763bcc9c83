import { type Sheet, sheet } from './sheet.ts';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Lists of rooms: bookings, and what they came to. */
export const bookingSheets: Record<'bookings' | 'sessions', Sheet> = {
  bookings: sheet(
    'GET /staff/bookings',
    ['包间预订', 'Bookings', '包間預訂'],
    (col) => [
      col.text((row) => row.number, '预订号', 'Booking', '預訂號'),
      col.text((row) => row.store.name, '门店', 'Store', '門市'),
      col.text((row) => row.room.name, '包间', 'Room', '包間'),
      col.word('bookingKind', (row) => row.kind, '类型', 'Kind', '類型'),
      col.word('booking', (row) => row.state, '状态', 'State', '狀態'),
      col.text((row) => row.member?.name, '会员', 'Member', '會員'),
      col.text((row) => row.member?.phone ?? row.phone, '手机', 'Phone', '手機'),
      col.text((row) => row.note, '备注', 'Note', '備註'),
      col.count((row) => row.people, '人数', 'People', '人數'),
      col.time((row) => row.from, '开始', 'From', '開始'),
      col.time((row) => row.to, '结束', 'To', '結束'),
      col.time((row) => row.startedAt, '实际开始', 'Began', '實際開始'),
      col.time((row) => row.endedAt, '实际结束', 'Ended', '實際結束'),
      col.money((row) => row.total, '应收（元）', 'Total (CNY)', '應收（元）'),
      col.money((row) => row.paid, '已收（元）', 'Paid (CNY)', '已收（元）'),
      col.money((row) => row.refunded, '已退（元）', 'Refunded (CNY)', '已退（元）'),
      col.money((row) => row.owed, '未结清（元）', 'Owed (CNY)', '未結清（元）'),
    ],
    (row) => row.store.id,
  ),
  sessions: sheet(
    'GET /staff/booking-settlements',
    ['包间结算', 'Room settlements', '包間結算'],
    (col) => [
      col.text((row) => row.number, '预订号', 'Booking', '預訂號'),
      col.text((row) => row.store.name, '门店', 'Store', '門市'),
      col.text((row) => row.room.name, '包间', 'Room', '包間'),
      col.word('booking', (row) => row.state, '状态', 'State', '狀態'),
      col.time((row) => row.from, '开始', 'From', '開始'),
      col.time((row) => row.to, '结束', 'To', '結束'),
      col.money((row) => row.roomIncome, '包间收入（元）', 'Room (CNY)', '包間收入（元）'),
      col.money((row) => row.overtime, '超时（元）', 'Overtime (CNY)', '逾時（元）'),
      col.money((row) => row.menu, '茶点（元）', 'Menu (CNY)', '茶點（元）'),
      col.money((row) => row.refunded, '已退（元）', 'Refunded (CNY)', '已退（元）'),
      col.money((row) => row.net, '净额（元）', 'Net (CNY)', '淨額（元）'),
      col.money((row) => row.owed, '未结清（元）', 'Owed (CNY)', '未結清（元）'),
      col.word('yesNo', (row) => yesNo(row.byHand), '含人工结算', 'Settled by hand', '含人工結算'),
    ],
    (row) => row.store.id,
  ),
};
