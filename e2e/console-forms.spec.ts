// What is typed into a form is neither lost by a slip nor written over what somebody else saved meanwhile.
import { expect, type Page, test } from '@playwright/test';
import { readGuide, url } from './support/demo.ts';
import { signInStaff } from './support/staff.ts';

async function editStore(page: Page, storeId: string) {
  await page.goto(url(`/console/stores?open=${storeId}`));
  await page.getByRole('button', { name: '编辑', exact: true }).click();
  const form = page.getByRole('dialog').last();
  await expect(form.getByLabel('地址')).toBeVisible();
  return { form, save: form.getByRole('button', { name: '保存' }) };
}

test('[ORG-6] a store’s form keeps what was typed, and never overwrites a newer version', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [mine, theirs] = [await context.newPage(), await context.newPage()];
  const demo = await readGuide();
  const store = demo.stores.at(-1);
  if (!store) throw new Error('The demonstration has no store');
  await signInStaff(mine, demo, 'console', 'platform_administrator');
  const first = await editStore(mine, store.id);
  const address = await first.form.getByLabel('地址').inputValue();
  const second = await editStore(theirs, store.id);
  await second.form.getByLabel('地址').fill(`${address} 东门`);
  await second.save.click();
  await expect(theirs.getByRole('dialog').last().getByText(`${address} 东门`)).toBeVisible();

  await first.form.getByLabel('联系电话').fill('025-88880000');
  await first.save.click();
  await expect(first.form.getByRole('alert')).toBeVisible();
  await first.form.getByRole('button', { name: '载入最新内容' }).click();
  await expect(first.form.getByLabel('地址')).toHaveValue(`${address} 东门`);

  await first.form.getByLabel('地址').fill(address);
  await mine.keyboard.press('Escape');
  const question = mine.getByRole('dialog', { name: /没有保存/ });
  await question.getByRole('button', { name: '继续填写' }).click();
  await expect(first.form.getByLabel('地址')).toHaveValue(address);
  await first.save.click();
  await expect(mine.getByRole('dialog')).toHaveCount(1);
  await mine.reload();
  await expect(mine.getByRole('dialog').getByText(address)).toBeVisible();
  await context.close();
});
