const zhCN = {
  title: '登录记录',
  none: '近 180 天没有登录。',
  phone: '短信验证码',
  wechat: '微信',
  password: '密码',
  open: '已登录',
  over: '已结束',
  refused: '被拒绝',
  endAll: '退出所有设备',
  endAllHint: '每台设备都需要重新登录。',
  ended: '已退出 {{n}} 台设备',
} as const;

export default zhCN;
