import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'me.language': '語言',
  'me.theme': '外觀',
  'theme.auto': '跟隨系統',
  'theme.light': '淺色',
  'theme.dark': '深色',
  'language.zhCN': '简体中文',
  'language.en': 'English',
  'language.zhTW': '繁體中文',
  'me.noName': '未設定暱稱',
  'me.noPhone': '未綁定手機號',
  'me.card': '會員卡號 {number}',
  'me.edit': '編輯',
  'me.name': '暱稱',
  'me.phoneNotVerified': '手機號未驗證',
  'me.signOut': '登出',
  'me.install': '加到主畫面',
  'me.installText': '像應用一樣打開，斷網也能看到購物車',
  'me.picture': '選擇頭像',
  'me.forgetPicture': '刪除頭像',
  'me.pictureGone': '頭像已刪除',
};

export default zhTW;
