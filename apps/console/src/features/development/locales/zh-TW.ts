const zhTW = {
  title: '簡訊收件匣',
  hint: '示範模式下簡訊不會真的發出，內容顯示在這裡。',
  empty: '還沒有簡訊',
  emptyHint: '在顧客端請求驗證碼後，會立刻出現在這裡。',
} as const;

export default zhTW;
