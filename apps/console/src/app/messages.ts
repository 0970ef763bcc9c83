import type { MessageTarget } from '@latchkey/ui';
import { useThingPage } from '../choices/pages.ts';

/** Where a message leads in the console, for what the person may see. Of low stock the whole list is of use. */
export function useMessageTarget(): MessageTarget {
  const pageOf = useThingPage();
  return ({ link }) => {
    const page = link && pageOf(link);
    if (!page) return null;
    return link.kind === 'listing' ? { ...page, search: { ...page.search, lowStock: 'true' } } : page;
  };
}
