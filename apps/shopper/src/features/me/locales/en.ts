import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'me.language': 'Language',
  'me.theme': 'Appearance',
  'theme.auto': 'System',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'language.zhCN': '简体中文',
  'language.en': 'English',
  'language.zhTW': '繁體中文',
  'me.noName': 'No name yet',
  'me.noPhone': 'No number yet',
  'me.card': 'Member card {number}',
  'me.edit': 'Edit',
  'me.name': 'Name',
  'me.phoneNotVerified': 'Number not verified',
  'me.signOut': 'Sign out',
  'me.install': 'Put on the home screen',
  'me.installText': 'Opens like an app, and shows your cart without a network',
  'me.picture': 'Choose a picture',
  'me.forgetPicture': 'Delete my picture',
  'me.pictureGone': 'Your picture was deleted',
};

export default en;
