import { errorCatalogue, type RouteDefinition } from '@latchkey/contract';
import { z } from 'zod';
import { routeEntries } from './http.ts';

const json = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  return rest;
};

function parameters(route: RouteDefinition): unknown[] {
  const list: unknown[] = [];
  for (const [place, schema] of [
    ['path', route.params],
    ['query', route.query],
  ] as const) {
    if (!schema) continue;
    const { properties = {}, required = [] } = json(schema, 'input') as {
      properties?: Record<string, unknown>;
      required?: string[];
    };
    for (const [name, property] of Object.entries(properties))
      list.push({ name, in: place, required: place === 'path' || required.includes(name), schema: property });
  }
  return list;
}

/** The OpenAPI 3.1 document of the route table. */
export function openApiDocument(version: string, serverUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, route] of routeEntries()) {
    const [method = 'GET', path = '/'] = key.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    const security = {
      customer: [{ customerCookie: [] }, { bearer: [] }],
      optional: [{}, { customerCookie: [] }, { bearer: [] }],
      staff: [{ staffCookie: [] }, { bearer: [] }],
      public: [],
      channel: [],
    }[route.audience];
    paths[template] ??= {};
    paths[template][method.toLowerCase()] = {
      operationId: key.toLowerCase().replace(/[^a-z0-9]+/g, '_'),
      tags: [path.split('/')[path.startsWith('/staff/') ? 2 : 1]],
      summary: route.summary,
      ...(route.permission ? { 'x-permission': route.permission } : {}),
      'x-audience': route.audience,
      security,
      parameters: [
        ...parameters(route),
        ...(method === 'GET'
          ? []
          : [
              {
                name: 'Idempotency-Key',
                in: 'header',
                required: false,
                schema: { type: 'string', minLength: 8, maxLength: 100 },
              },
            ]),
      ],
      ...(route.body
        ? { requestBody: { required: true, content: { 'application/json': { schema: json(route.body, 'input') } } } }
        : {}),
      responses: {
        200: { description: 'Success', content: { 'application/json': { schema: json(route.response, 'output') } } },
        default: {
          description: 'Refused or failed',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Latchkey', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: `${serverUrl}/api/v1` }],
    paths,
    components: {
      securitySchemes: {
        customerCookie: { type: 'apiKey', in: 'cookie', name: 'lk_customer' },
        staffCookie: { type: 'apiKey', in: 'cookie', name: 'lk_staff' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message', 'data', 'requestId'],
              properties: {
                code: { type: 'string', enum: Object.keys(errorCatalogue) },
                message: { type: 'string' },
                data: { type: 'object' },
                requestId: { type: 'string' },
              },
            },
          },
        },
      },
    },
  };
}
