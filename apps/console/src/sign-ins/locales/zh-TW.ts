const zhTW = {
  title: '登入紀錄',
  none: '近 180 天沒有登入。',
  phone: '簡訊驗證碼',
  wechat: '微信',
  password: '密碼',
  open: '已登入',
  over: '已結束',
  refused: '被拒絕',
  endAll: '登出所有裝置',
  endAllHint: '每台裝置都需要重新登入。',
  ended: '已登出 {{n}} 台裝置',
} as const;

export default zhTW;
