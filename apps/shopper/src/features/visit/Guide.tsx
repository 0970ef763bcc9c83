import { useState } from 'react';
import { api, type Visit } from '../../api';
import { ShoppingGuide } from '../../parts/ShoppingGuide';
import { becomeCustomer, useSession } from '../../state/session';

/** VIS-9: how shopping works here, once, on the first visit. */
export function Guide({ visit }: { visit: Visit }) {
  const { profile } = useSession();
  const [closed, setClosed] = useState(false);
  if (closed || !visit.firstVisit || !profile || profile.guideSeen) return null;
  const close = () => {
    setClosed(true);
    // Not seen is shown again next time: a failure here needs no words.
    api('PUT /me', { body: { guideSeen: true } }).then(becomeCustomer, () => undefined);
  };
  return <ShoppingGuide onClose={close} />;
}
