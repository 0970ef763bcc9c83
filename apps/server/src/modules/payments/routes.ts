import { defineHandlers, raw, read } from '../../kernel/http.ts';
import type { Channels } from './channel-accounts.ts';
import { paymentsPage, refundsPage } from './queries.ts';
import { receiveCallback } from './receive-callback.ts';

export const createHandlers = (channels: Channels) =>
  defineHandlers({
    'GET /staff/payments': read(paymentsPage),
    'GET /staff/refunds': read(refundsPage),
    'POST /channels/wechat/:account/payments': raw((runtime, { params }, http) =>
      receiveCallback(runtime, channels, 'transaction', params.account, http),
    ),
    'POST /channels/wechat/:account/refunds': raw((runtime, { params }, http) =>
      receiveCallback(runtime, channels, 'refund', params.account, http),
    ),
  });
