import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

/** What a `raw` handler answers for a route that gives a file to be kept. */
export interface FileAnswer {
  /** ASCII: it stands in a header. */
  fileName: string;
  mediaType: string;
  size: number;
  stream: Readable;
}
const files = new WeakSet<object>();

/** Marks the answer as a file, so that no JSON is made of it. */
export function fileAnswer(file: FileAnswer): FileAnswer {
  files.add(file);
  return file;
}

export const isFileAnswer = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && files.has(answer);

/** An answer that is checked and written as JSON already. */
export class WrittenAnswer {
  readonly json: Buffer;
  /** Throws for what the route's schema does not let out. */
  constructor(schema: z.ZodType, answer: unknown) {
    this.json = Buffer.from(JSON.stringify(schema.parse(answer)));
  }
}

/** What many ask for at once is checked and written once. */
export const sendWritten = (reply: FastifyReply, { json }: WrittenAnswer): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(json);

export function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${file.fileName}"`)
    .header('content-length', file.size)
    .header('x-content-type-options', 'nosniff')
    .type(file.mediaType)
    .send(file.stream);
}
