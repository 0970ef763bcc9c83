/** One error code: its HTTP status and its text in three languages. `{name}` is filled from the error's data. */
export interface ErrorDeclaration {
  status: number;
  'zh-CN': string;
  en: string;
  'zh-TW': string;
}

/** One line of a catalogue of errors. */
export const e = (status: number, zhCN: string, en: string, zhTW: string): ErrorDeclaration => ({
  status,
  'zh-CN': zhCN,
  en,
  'zh-TW': zhTW,
});
