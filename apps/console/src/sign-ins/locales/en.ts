const en = {
  title: 'Sign-ins',
  none: 'None in the last 180 days.',
  phone: 'SMS code',
  wechat: 'WeChat',
  password: 'Password',
  open: 'Signed in',
  over: 'Over',
  refused: 'Refused',
  endAll: 'Sign out everywhere',
  endAllHint: 'Every device has to sign in again.',
  ended: '{{n}} devices signed out',
} as const;

export default en;
