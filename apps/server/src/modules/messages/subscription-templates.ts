import { readFile } from 'node:fs/promises';
import { subscriptionPurpose } from '@latchkey/contract';
import { z } from 'zod';
import { requireStaff, systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext, Runtime } from '../../kernel/context.ts';
import { mapConstraints } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import type { Service } from '../../kernel/module.ts';
import { findTemplate, selectTemplates, type TemplateRow, upsertTemplate } from './store-subscriptions.ts';

type Template = AnswerOf<'PUT /staff/subscription-templates'>;
const present = ({ template_id: templateId, ...row }: TemplateRow): Template => ({ ...row, templateId });

export async function listTemplates(ctx: ReadContext): Promise<Template[]> {
  requireStaff(ctx.actor, 'settings');
  return (await selectTemplates(ctx.db)).map(present);
}

/** MSG-5: the WeChat template that a purpose is sent with. Throws conflict for one that serves another purpose. */
export async function setTemplate(
  ctx: Context,
  { templateId, ...input }: Input<'PUT /staff/subscription-templates'>['body'],
): Promise<Template> {
  requireStaff(ctx.actor, 'settings:edit');
  const before = await findTemplate(ctx.db, input.purpose);
  const fields = Object.fromEntries(Object.entries(input.fields).filter(([, field]) => field !== undefined));
  const row: TemplateRow = { ...input, fields: fields as Record<string, string>, template_id: templateId };
  await mapConstraints(upsertTemplate(ctx.tx, row, ctx.now), {
    subscription_templates_template_key: () => new AppError('conflict'),
  });
  await audit(ctx, {
    action: 'messages.set_subscription_template',
    object: { kind: 'subscription_template', id: input.purpose },
    before: before && present(before),
    after: present(row),
  });
  return present(row);
}

const emulated = z.object({
  subscriptionTemplates: z
    .partialRecord(subscriptionPurpose, z.object({ templateId: z.string(), fields: z.record(z.string(), z.string()) }))
    .default({}),
});

/** Demo mode: the emulator's templates, for purposes that nobody has set one for. */
async function adoptEmulatorTemplates(runtime: Runtime): Promise<void> {
  const { demo, paylabCredentials } = runtime.kernel.config;
  if (!demo || paylabCredentials === null) return;
  const { subscriptionTemplates } = emulated.parse(JSON.parse(await readFile(paylabCredentials, 'utf8')));
  await runtime.transaction(systemActor('messages.templates'), async (ctx) => {
    for (const [purpose, template] of Object.entries(subscriptionTemplates)) {
      if (await findTemplate(ctx.db, purpose)) continue;
      const { templateId, fields } = template;
      const row = { purpose: subscriptionPurpose.parse(purpose), template_id: templateId, fields, enabled: true };
      await upsertTemplate(ctx.tx, row, ctx.now);
    }
  });
}

export const templatesService: Service = {
  name: 'messages.templates',
  role: 'web',
  start: async (runtime) => {
    await adoptEmulatorTemplates(runtime).catch((error: unknown) =>
      runtime.log.error({ err: error }, 'the emulator’s subscription templates were not taken over'),
    );
    return { stop: async () => {} };
  },
};
