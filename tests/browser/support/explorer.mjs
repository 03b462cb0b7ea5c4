/** Whether a request is GraphiQL's reading of the schema. */
export function isIntrospection(request) {
  return request.method() === 'POST' && request.postData()?.includes('IntrospectionQuery');
}

/** Opens the explorer and waits until it can be used. */
export async function open(page) {
  await page.goto('/explorer');
  await ready(page);
}

/** Waits until both editors are drawn and the schema has arrived. */
export async function ready(page) {
  await page.locator('.graphiql-editor .monaco-editor .view-line').first().waitFor();
  await page.locator('.result-window .monaco-editor').waitFor();
  await page.locator('.graphiql-spinner').waitFor({ state: 'detached' });
  // Colours arrive in a second step; what axe says about contrast depends on them.
  await page.locator('.graphiql-editor .view-line span[class^="mtk"]').nth(10).waitFor();
}

/** Runs the open tab's operation with Ctrl+Enter and gives the answer. */
export async function run(page) {
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/graphql') && !isIntrospection(response.request()),
  );
  await page.locator('.graphiql-editor textarea').first().focus();
  await page.keyboard.press('Control+Enter');
  return (await answered).json();
}
