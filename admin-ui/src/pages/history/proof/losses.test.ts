import { afterEach, describe, expect, it, vi } from 'vitest';
import { compare } from './compare.js';
import { type Bytes, grown, leaves, newest, root, signed } from './logs.testing.js';
import { toBase64 } from './merkle.js';

/** That a log grew to so many changes, and lost all but the first `kept` of them. */
type Step = { size: number; kept: number };
type Log = { origin: string; all: Bytes[]; losses: string };

/** The logs of a register that declared losses one after the other; the last is the present one. */
async function logs(steps: Step[], end: number): Promise<Log[]> {
  const made: Log[] = [];
  let [all, losses]: [Bytes[], string] = [[], ''];
  for (const [n, { size, kept }] of [...steps, { size: end, kept: 0 }].entries()) {
    all = [...all, ...(await leaves(size - all.length, `of log ${n}: `))];
    const origin = n === 0 ? 'a/log' : `a/log/${n + 1}`;
    made.push({ origin, all, losses });
    losses += `declared-loss ${origin} ${size} ${toBase64(await root(all))} ${kept}\n`;
    all = all.slice(0, kept);
  }
  return made;
}

async function checkpoint({ origin, all, losses }: Log, size = all.length): Promise<string> {
  return signed(origin, size, await root(all.slice(0, size)), losses);
}

/** The same log, but for one of its changes, by its number from 1. */
async function forked(log: Log, change: number): Promise<Log> {
  return { ...log, all: log.all.with(change - 1, ...((await leaves(1, 'forked')) as [Bytes])) };
}

/** A register that can prove what its present log holds, and nothing else. */
async function register(made: Log[]) {
  const present = made.at(-1) as Log;
  const now = newest(await checkpoint(present));
  const ask = vi.fn(async (from: number, to: number) => ({
    hashes: (await grown(from, present.all.slice(0, to))).map(toBase64),
    at: '2026-03-03',
  }));
  const say = (note: string) => compare(note, now, ask, () => '3 March 2026');
  return { say, ask };
}

async function afterLosses(steps: Step[], end: number) {
  const made = await logs(steps, end);
  const log = (n: number) => made[n - 1] as Log;
  return { made, log, ...(await register(made)) };
}

const THREE = [
  { size: 193, kept: 188 },
  { size: 197, kept: 194 },
  { size: 194, kept: 184 },
];

const LOST = 'Your checkpoint cannot be compared: it covers changes that were declared lost';
const PROVED = 'The signed log is proved unchanged since 3 March 2026';
const OTHER = 'Your checkpoint was signed for another history';
const ALTERED = 'The history was altered after your checkpoint was signed';

afterEach(() => vi.restoreAllMocks());

describe('after one declared loss, a checkpoint', () => {
  it('of no more than was kept is proved', async () => {
    const { say, log } = await afterLosses([{ size: 193, kept: 188 }], 190);
    for (const size of [1, 187, 188])
      expect(await say(await checkpoint(log(1), size))).toMatchObject({
        kind: 'proved',
        text: PROVED,
      });
    expect((await say(await checkpoint(log(1), 188))).detail).toBe(
      'It goes on from your checkpoint: of the 188 changes that it covers, no entry in the log was altered, removed or moved; ' +
        '2 changes were added after them.',
    );
  });

  it('of more says what was lost, and claims nothing of what was kept', async () => {
    const { say, ask, log } = await afterLosses([{ size: 193, kept: 188 }], 190);
    expect(await say(await checkpoint(log(1), 193))).toEqual({
      kind: 'lost',
      text: LOST,
      detail:
        'Of its 193 changes the last 5 were declared lost when an older backup was put in place. ' +
        'This checkpoint alone cannot show whether the 188 before are unchanged; ' +
        'a checkpoint of at most 188 changes can.',
    });
    expect((await say(await checkpoint(log(1), 189))).detail).toContain(
      'Of its 189 changes the last one was declared lost when',
    );
    expect(ask).not.toHaveBeenCalled();
  });

  it('of more is told in words for one change, and for none that is left', async () => {
    const one = await afterLosses([{ size: 3, kept: 1 }], 4);
    expect((await one.say(await checkpoint(one.log(1), 3))).detail).toBe(
      'Of its 3 changes the last 2 were declared lost when an older backup was put in place. ' +
        'This checkpoint alone cannot show whether the one before is unchanged; ' +
        'a checkpoint of at most 1 change can.',
    );
    const none = await afterLosses([{ size: 3, kept: 0 }], 4);
    expect(await none.say(await checkpoint(none.log(1), 3))).toEqual({
      kind: 'lost',
      text: LOST,
      detail:
        'All its 3 changes were declared lost when an older backup was put in place, so there is nothing to compare it with.',
    });
    expect((await none.say(await checkpoint(none.log(1), 1))).detail).toContain(
      'Its only change was declared lost',
    );
  });
});

describe('after several declared losses, a checkpoint', () => {
  it('is held against the least that any of them kept', async () => {
    for (const end of [184, 192]) {
      const { say, log } = await afterLosses(THREE, end);
      const told = async (n: number, size: number) => {
        const { text, detail } = await say(await checkpoint(log(n), size));
        return text === LOST ? detail?.replace(/ when .*? the (\d+) before .*/, '; $1 left') : text;
      };
      const lost = (size: number, last: string) =>
        `Of its ${size} changes the last ${last} declared lost; 184 left`;
      expect(await told(1, 184)).toBe(PROVED);
      expect(await told(1, 185)).toBe(lost(185, 'one was'));
      expect(await told(1, 188)).toBe(lost(188, '4 were'));
      expect(await told(1, 193)).toBe(lost(193, '9 were'));
      expect(await told(2, 184)).toBe(PROVED);
      expect(await told(2, 194)).toBe(lost(194, '10 were'));
      expect(await told(2, 197)).toBe(lost(197, '13 were'));
      expect(await told(3, 184)).toBe(PROVED);
      expect(await told(3, 194)).toBe(lost(194, '10 were'));
      expect(await told(4, end)).toBe(PROVED);
    }
  });

  it('of an earlier log loses what the first loss took, though the later ones kept more', async () => {
    const { say, log } = await afterLosses(THREE.slice(0, 2), 196);
    expect(await say(await checkpoint(log(1), 188))).toMatchObject({ kind: 'proved' });
    expect((await say(await checkpoint(log(1), 190))).detail).toContain('the last 2 were declared');
    expect(await say(await checkpoint(log(2), 194))).toMatchObject({ kind: 'proved' });
    expect((await say(await checkpoint(log(2), 197))).detail).toContain('the last 3 were declared');
  });

  const CHAINS: [string, Step[], number][] = [
    ['one', [{ size: 13, kept: 8 }], 11],
    [
      'two, the second deeper',
      [
        { size: 13, kept: 8 },
        { size: 17, kept: 6 },
      ],
      6,
    ],
    [
      'two, the first deeper',
      [
        { size: 13, kept: 5 },
        { size: 17, kept: 14 },
      ],
      15,
    ],
    [
      'three',
      [
        { size: 13, kept: 8 },
        { size: 17, kept: 14 },
        { size: 14, kept: 4 },
      ],
      12,
    ],
    [
      'three, all of it',
      [
        { size: 9, kept: 8 },
        { size: 9, kept: 3 },
        { size: 4, kept: 0 },
      ],
      7,
    ],
  ];

  it.each(CHAINS)('of any log and size is told rightly: %s', async (_, steps, end) => {
    const { say, made } = await afterLosses(steps, end);
    for (const [n, log] of made.entries()) {
      const left = Math.min(...steps.slice(n).map(({ kept }) => kept));
      for (let size = 1; size <= log.all.length; size++) {
        const verdict = await say(await checkpoint(log, size));
        expect(verdict.kind, `${size} of ${log.origin}`).toBe(size > left ? 'lost' : 'proved');
        const words = `${verdict.text} ${verdict.detail}`;
        expect(words).not.toMatch(/leaf|leaves|inclusion|tree|hash/i);
        if (size > left) expect(words).not.toContain('proved unchanged');
      }
    }
  });

  it.each(CHAINS)('that forks is found wherever it can be: %s', async (_, steps, end) => {
    const { say, made } = await afterLosses(steps, end);
    for (const [n, log] of made.entries()) {
      const left = Math.min(...steps.slice(n).map(({ kept }) => kept));
      for (let size = 1; size <= log.all.length; size++) {
        const fork = await say(await checkpoint(await forked(log, size), size));
        const whole = n < steps.length && size === log.all.length;
        const expected = whole ? OTHER : size > left ? LOST : ALTERED;
        expect(fork.text, `${size} of ${log.origin}`).toBe(expected);
        expect(fork.kind).toBe(expected === LOST ? 'lost' : 'wrong');
      }
    }
  });
});

describe('a checkpoint that forks', () => {
  it('at the size that was declared was signed for another history', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    for (const [n, size] of [
      [1, 193],
      [2, 197],
      [3, 194],
    ] as const) {
      const verdict = await say(await checkpoint(await forked(log(n), 2)));
      expect(verdict).toMatchObject({ kind: 'wrong', text: OTHER });
      expect(verdict.detail).toBe(
        `A loss was declared of a history of ${size} changes, as many as your checkpoint covers, ` +
          'but they are not the same changes: two different histories were signed. ' +
          'Keep your checkpoint and tell an administrator.',
      );
    }
  });

  it('inside what was lost cannot be told, and is not said to be unchanged', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    const honest = await say(await checkpoint(log(1), 190));
    for (const change of [2, 189])
      expect(await say(await checkpoint(await forked(log(1), change), 190))).toEqual(honest);
    expect(honest.detail).toContain('cannot show whether the 184 before are unchanged');
  });

  it('inside what was kept is found', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    for (const n of [1, 2, 3, 4])
      expect(await say(await checkpoint(await forked(log(n), 2), 184))).toMatchObject({
        kind: 'wrong',
        text: ALTERED,
      });
  });
});

describe('a checkpoint', () => {
  it('of more changes than were declared shows that the others are missing', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    const longer = { ...log(1), all: [...log(1).all, ...(await leaves(2, 'more'))] };
    expect(await say(await checkpoint(longer))).toEqual({
      kind: 'wrong',
      text: '2 changes that your checkpoint covers are missing, and no loss of them was declared',
      detail:
        'A loss was declared of a history of 193 changes, but your checkpoint covers 195. ' +
        'Keep your checkpoint and tell an administrator.',
    });
  });

  it('of a log that no declaration names, or of a later one, is of another history', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    for (const origin of ['b/log', 'a/log/5'])
      expect(await say(await checkpoint({ ...log(1), origin }))).toMatchObject({
        kind: 'wrong',
        text: 'The history of your checkpoint is not this one, and no loss was declared',
      });
  });

  it('of the present log is excused by no loss', async () => {
    const { log, made } = await afterLosses(THREE, 192);
    const present = log(4);
    const cut = { ...present, all: present.all.slice(0, 190) };
    cut.losses += `declared-loss ${present.origin} 200 ${toBase64(await root(present.all))} 10\n`;
    const { say } = await register([...made.slice(0, 3), cut]);
    expect(await say(await checkpoint(present))).toMatchObject({
      kind: 'wrong',
      text: '2 changes that your checkpoint covers are missing, and no loss of them was declared',
    });
  });

  it('is said not to be checked where the browser cannot, whatever is found', async () => {
    const { say, log } = await afterLosses(THREE, 192);
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new Error('unknown'));
    for (const note of [
      await checkpoint(log(1), 180),
      await checkpoint(log(1), 190),
      await checkpoint(await forked(log(1), 2)),
    ])
      expect((await say(note)).detail).toContain('This browser cannot check signatures');
  });
});
