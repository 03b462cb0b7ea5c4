import { describe, expect, it } from 'vitest';
import { badLink, linkOf } from './linkToken.js';

describe('a link that is pasted', () => {
  it('is taken without what letters and programs put around it', () => {
    const link = 'https://register.example/admin/invitation#prl_x';
    for (const pasted of [link, ` ${link}\n`, `<${link}>`, `"${link}".`]) {
      expect(linkOf(pasted)).toBe(link);
    }
  });

  it('is asked for when there is none', () => {
    expect(badLink(linkOf(' <> '))[0]?.message).toContain('paste the link');
    expect(badLink('prl_x')).toEqual([]);
  });
});
