import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/** Who may call a route. `optional` serves strangers and signed-in customers alike; `channel` is a payment channel that signs its calls. */
export type Audience = 'public' | 'optional' | 'customer' | 'staff' | 'channel';

/** One route of the HTTP interface. The key in the route table is `METHOD /path` with `:name` for parameters, under `/api/v1`. */
export interface RouteDefinition {
  /** One sentence for the OpenAPI document. */
  summary: string;
  audience: Audience;
  /** Staff routes name the permission that they need; `null` means that any signed-in staff member may call it. */
  permission?: Permission | null;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** The caller's own rate limit, in calls per minute for one address; the server's default applies otherwise. */
  ratePerMinute?: number;
  /** The most bytes that a body may have; the server's default (256 KiB) applies otherwise. */
  bodyLimit?: number;
}

/** Keeps the literal types of a route table while checking its shape. */
export function defineRoutes<const T extends Record<string, RouteDefinition>>(routes: T): T {
  return routes;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';
