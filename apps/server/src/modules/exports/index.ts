/**
 * Exports: what is filtered in a list, written to a CSV or Excel file in the background. Owns schema `exports`.
 * Invariants: a file holds what its owner's permission and data scope showed at the time; both are checked again when it is
 * taken, which is logged; a file is gone after a day, its row stays. Lock order: exports.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import { expirySweep } from './expire.ts';
import { writeJob } from './jobs.ts';
import type { ExportsPorts } from './ports.ts';
import { exportsHandlers } from './routes.ts';

export type { ExportsPorts } from './ports.ts';

export const createExportsModule = (ports: ExportsPorts): ModuleParts => ({
  handlers: exportsHandlers,
  jobs: [writeJob(ports)],
  sweeps: [expirySweep],
});
