/** Going about a page as somebody does who has no mouse. */

/** Presses Tab until the element has the focus; fails when it cannot be reached so. */
export async function tabTo(page, target, { most = 150 } = {}) {
  await target.waitFor();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} was not reached with ${most} presses of Tab.`);
}

/** Goes to a button or link and presses Enter. */
export async function press(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Goes to a box and types in it, instead of what it held. */
export async function type(page, target, text) {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
