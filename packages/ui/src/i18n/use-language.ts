import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, storeLanguage } from './language.ts';

export function useLanguage() {
  const { i18n } = useTranslation('ui');
  const language: Language = LANGUAGES.find((known) => known === i18n.language) ?? 'zh-CN';
  const setLanguage = (next: Language) => {
    storeLanguage(next);
    void i18n.changeLanguage(next);
  };
  return { language, setLanguage };
}
