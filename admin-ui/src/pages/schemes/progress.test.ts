import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../session/Session.js';
import { isLeap, newProgress, reporters, type Subject, wrongProgress } from './progress.js';

const police = { id: 'agency_1', name: 'Police', slug: 'police' };
const council = { id: 'agency_2', name: 'Council', slug: 'council' };
const fire = { id: 'agency_3', name: 'Fire', slug: 'fire' };
const subject = {
  visibility: 'PUBLIC',
  leadAgency: police,
  partnerAgencies: [council],
  partnership: { id: 'partnership_1', slug: 'p', agencies: [fire, police, council] },
} as unknown as Subject;

const person = (role: string, agencies: object[]) =>
  ({ roles: [{ role, partnership: { id: 'partnership_1' } }], agencies }) as unknown as Viewer;

describe('progress on a scheme', () => {
  it('is reported for the agencies that one acts for and that take part', () => {
    const both = reporters(subject, person('PARTNER_ADMIN', [council, fire]));
    expect(both).toEqual([{ value: 'agency_2', label: 'Council' }]);
    expect(newProgress(subject, both).reportedBy).toBe('agency_2');
  });

  it('is reported by a coordinator for any, those that take part first', () => {
    const names = reporters(subject, person('COORDINATOR', [])).map(({ label }) => label);
    expect(names).toEqual(['Police', 'Council', 'Fire']);
  });

  it('asks why only from red to green', () => {
    expect(isLeap({ rating: 'RED' }, 'GREEN')).toBe(true);
    expect(isLeap({ rating: 'AMBER' }, 'GREEN')).toBe(false);
    expect(isLeap(null, 'GREEN')).toBe(false);
    const values = { ...newProgress(subject, [], '2026-11-23'), rating: 'GREEN' };
    expect(wrongProgress(values, true)).toMatchObject([{ field: 'reason' }]);
    expect(wrongProgress(values, false)).toEqual([]);
  });
});
