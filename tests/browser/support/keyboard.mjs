/** Using a page as somebody does who has no mouse. */

/** Presses Tab until the element has the focus, as far as `most` times. */
export async function tabTo(page, locator, most = 120) {
  await locator.first().waitFor();
  for (let pressed = 0; pressed <= most; pressed += 1) {
    if (await hasFocus(locator.first())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${locator} was not reached by pressing Tab ${most} times.`);
}

/** Goes to a link or button with Tab and follows or presses it with Enter. */
export async function enter(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press('Enter');
}

/** Goes to a box with Tab and types; what is in it is written over. */
export async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

function hasFocus(locator) {
  return locator.evaluate((element) => element === element.ownerDocument.activeElement);
}
