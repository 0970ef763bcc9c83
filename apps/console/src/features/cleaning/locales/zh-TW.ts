export default {
  title: '清潔任務',
  hint: '每次使用後自動產生；清潔員在手機上接單、完成或回報無法清潔。',
  empty: '沒有要清潔的房間',
  room: '房間',
  keeps: '何時可訂',
  kept: '清潔後',
  buffer: '緩衝時間後',
  by: '清潔員',
  note: '備註',
  since: '結束使用',
  next: '下一位顧客',
};
