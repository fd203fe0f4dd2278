// What somebody does in an editor of texts.

import type { Page } from '@playwright/test'

// take takes what is offered first. The editor does not hear an Enter that follows at once: it may have been meant for the text.
export async function take(page: Page): Promise<void> {
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
}
