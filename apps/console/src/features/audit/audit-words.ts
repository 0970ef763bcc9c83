import { useTranslation } from 'react-i18next';

/** Actions and objects in words where the catalogue has them; a newer server's are shown by their codes. */
export function useAuditWord(): (what: 'actions' | 'objects', code: string) => string {
  const { t, i18n } = useTranslation('app');
  return (what, code) => {
    const key = `audit.${what}.${code.replaceAll('.', '_')}`;
    return i18n.exists(key) ? String(t(key as never)) : code;
  };
}
