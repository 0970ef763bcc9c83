import { z } from 'zod';
import { type JobDefinition, job } from '../../kernel/jobs.ts';
import type { ExportsPorts } from './ports.ts';
import { WRITE_JOB } from './request-export.ts';
import { writeExport } from './write-export.ts';

export const writeJob = (ports: ExportsPorts): JobDefinition =>
  job(WRITE_JOB, z.object({ exportId: z.uuid() }), (runtime, { exportId }) => writeExport(runtime, ports, exportId));
