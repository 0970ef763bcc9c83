import { useTranslation } from 'react-i18next';

/** Kinds of journals and accounts in words. The ledger's own list is open: an unknown kind is shown by its code. */
export function useLedgerWord(): (what: 'journal' | 'account', kind: string) => string {
  const { t, i18n } = useTranslation('app');
  return (what, kind) => {
    const base = kind.split(':')[0] ?? kind;
    const key = `ledger.${what}s.${base}`;
    return i18n.exists(key) ? String(t(key as never)) : kind;
  };
}
