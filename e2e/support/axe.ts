import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds on the screen that is on show, or in the part of it that a selector names. Another theme changes colours
 * and nothing else: a screen that was looked at whole in one is held against `colours` in the other.
 */
export async function violationsOn(
  page: Page,
  where: string,
  only: { part?: string; colours?: boolean } = {},
): Promise<string[]> {
  // Our pages have no frames: in this mode axe runs where it is, and opens no page of its own to put results together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (only.part) axe.include(only.part);
  if (only.colours) axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.target).join(', ')}`);
}
