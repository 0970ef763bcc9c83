import { z } from 'zod';
import { doorAvailability, storeKind } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, instant } from '../schemas.ts';

export const platformRoutes = defineRoutes({
  'GET /platform': {
    summary: 'What every front end asks first: the product\u2019s mode and what is switched on.',
    audience: 'public',
    response: z.object({
      name: z.string(),
      version: z.string(),
      demo: z.boolean(),
      paymentMethods: z.array(z.enum(['h5', 'jsapi', 'native'])),
      serverTime: instant,
      /** Whether addresses can be found on the map. */
      geocoding: z.boolean(),
    }),
  },
  'GET /development/demo': {
    summary:
      'What a person needs to walk the demo: sign-ins, stores with door codes, barcodes to try. Only in demo mode; absent otherwise.',
    audience: 'public',
    response: z.object({
      stores: z
        .array(
          z.object({
            id,
            name: z.string(),
            city: z.string(),
            kind: storeKind,
            doorUrl: z.string(),
            doorToken: z.string(),
            barcodes: z.array(z.object({ barcode: z.string(), name: z.string(), price: fen })).max(12),
          }),
        )
        .max(50),
      customers: z.array(z.object({ phone: z.string(), name: z.string() })).max(10),
      staff: z
        .array(
          z.object({
            loginName: z.string(),
            password: z.string(),
            role: z.string(),
            app: z.enum(['console', 'agent']),
          }),
        )
        .max(20),
    }),
  },
  'GET /staff/overview': {
    summary: 'Today at a glance in the caller\u2019s scope.',
    audience: 'staff',
    permission: 'overview',
    response: z.object({
      at: instant,
      salesToday: fen,
      ordersToday: z.int(),
      visitsNow: z.int(),
      visitsToday: z.int(),
      /** Stores that customers can enter now. */
      storesOpen: z.int(),
      /** The others, by what customers find at their doors. */
      storesShut: z.array(z.object({ availability: doorAvailability, stores: z.int() })).max(10),
      stores: z.int(),
      devicesOnline: z.int(),
      devices: z.int(),
      openAlerts: z.int(),
      abnormalOrders: z.int(),
      lowStock: z.int(),
      trend: z.array(z.object({ date: z.string(), sales: fen, orders: z.int(), visits: z.int() })).max(31),
    }),
  },
});
