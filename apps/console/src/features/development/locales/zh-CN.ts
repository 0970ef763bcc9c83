const zhCN = {
  title: '短信收件箱',
  hint: '演示模式下短信不会真的发出，内容显示在这里。',
  empty: '还没有短信',
  emptyHint: '在顾客端请求验证码后，会立刻出现在这里。',
} as const;

export default zhCN;
