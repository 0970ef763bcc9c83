// A customer at the phone: what they do, in the words on their screen.
import { expect, type Page } from '@playwright/test';
import { type DemoStore, newestCode, url } from './demo.ts';

/** Signs in (registering a new number) with the code from the development inbox, agreeing to the notice. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.goto(url('/pages/sign-in/index'));
  await page.locator('#phone').fill(phone);
  await page.locator('#send-code').click();
  await page.locator('#code').fill(await newestCode(phone));
  await page.locator('#consent').click();
  await page.locator('#submit-phone').click();
}

/** Comes through the code on the door and asks it to open. */
export async function askDoor(page: Page, store: DemoStore): Promise<void> {
  await page.goto(url(`/d/${store.doorToken}`));
  await expect(page.getByText(store.name).first()).toBeVisible();
  await page.locator('#open-door').click();
}

/** Types a barcode under the scanner and sees the piece in the cart. */
export async function scan(page: Page, goods: DemoStore['barcodes'][number]): Promise<void> {
  await page.locator('#barcode').fill(goods.barcode);
  await page.locator('#barcode-add').click();
  await expect(page.getByText(goods.name).first()).toBeVisible();
}

/** Goes from the cart to the cashier of the channel and presses its one large button. */
export async function pay(page: Page): Promise<void> {
  await page.locator('#checkout').click();
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
}
