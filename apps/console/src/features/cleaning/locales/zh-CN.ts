export default {
  title: '保洁任务',
  hint: '每次使用后自动生成；保洁员在手机上接单、完成或上报无法保洁。',
  empty: '没有要保洁的房间',
  room: '房间',
  keeps: '何时可订',
  kept: '保洁后',
  buffer: '缓冲时间后',
  by: '保洁员',
  note: '备注',
  since: '结束使用',
  next: '下一位顾客',
};
