/**
 * A return as a form holds it: one flat list of values, named by the record and the
 * field (`project_1.narrative`), so that drafts, errors and merges work as everywhere.
 */
import type { FormError, Values } from '../../forms/index.js';
import type { DueAction, Scheme } from './query.js';

/** How a scheme's or an action's field is named in the form. */
export const at = (id: string, field: string) => `${id}.${field}`;

/** The form before anything is said. `seen` is the version on which the first word was said. */
export function returnValues(schemes: readonly Scheme[], actions: readonly DueAction[]): Values {
  const values: Values = {};
  for (const { id, status, latestProgress } of schemes) {
    values[at(id, 'noChange')] = false;
    values[at(id, 'status')] = status;
    values[at(id, 'rating')] = latestProgress?.rating ?? 'NOT_RATED';
    values[at(id, 'narrative')] = '';
    values[at(id, 'note')] = '';
    values[at(id, 'seen')] = '';
  }
  for (const { id, closureNote } of actions) {
    values[at(id, 'done')] = false;
    values[at(id, 'note')] = closureNote ?? '';
    values[at(id, 'seen')] = '';
  }
  return values;
}

const text = (values: Values, id: string, field: string) => String(values[at(id, field)] ?? '');

/** Whether a rating improves by two steps over what was said last: then the register asks why. */
export function isLeap(values: Values, scheme: Scheme): boolean {
  return scheme.latestProgress?.rating === 'RED' && text(values, scheme.id, 'rating') === 'GREEN';
}

/** Whether the form says anything of a scheme. */
export function says(values: Values, scheme: Scheme): boolean {
  return rowOf(values, scheme) !== null;
}

/** The row of a scheme; null when nothing is said of it. */
export function rowOf(values: Values, scheme: Scheme) {
  const { id, version, status, latestProgress } = scheme;
  const seen = { project: id, version: Number(text(values, id, 'seen')) || version };
  if (values[at(id, 'noChange')]) return { ...seen, noChange: true };
  const narrative = text(values, id, 'narrative').trim();
  const rating = text(values, id, 'rating');
  const moved = text(values, id, 'status');
  const reports = narrative !== '' || rating !== (latestProgress?.rating ?? 'NOT_RATED');
  if (!reports && moved === status) return null;
  return {
    ...seen,
    status: moved === status ? null : (moved as Scheme['status']),
    rating: reports ? (rating as NonNullable<Scheme['latestProgress']>['rating']) : null,
    narrative: narrative || null,
    note: text(values, id, 'note').trim() || null,
  };
}

/** What is said of an action; null when nothing is. */
export function actionOf(values: Values, action: DueAction) {
  const { id, version, closureNote } = action;
  const note = text(values, id, 'note').trim();
  const done = Boolean(values[at(id, 'done')]);
  if (!done && note === (closureNote ?? '')) return null;
  return {
    action: id,
    version: Number(text(values, id, 'seen')) || version,
    outcome: done ? ('COMPLETED' as const) : null,
    note: note || null,
  };
}

/** What is to be sent, in the order of the page. */
export function sentOf(values: Values, schemes: readonly Scheme[], actions: readonly DueAction[]) {
  return {
    rows: schemes.flatMap((scheme) => rowOf(values, scheme) ?? []),
    actions: actions.flatMap((action) => actionOf(values, action) ?? []),
  };
}

export type Sent = ReturnType<typeof sentOf>;

/** The records of which something else is said than was sent before. */
export function changedIn(entered: Sent, before: Sent): Set<string> {
  const said = (sent: Sent) =>
    new Map<string, string>([
      ...sent.rows.map(({ version, ...row }) => [row.project, JSON.stringify(row)] as const),
      ...sent.actions.map(({ version, ...row }) => [row.action, JSON.stringify(row)] as const),
    ]);
  const old = said(before);
  return new Set(
    [...said(entered)].filter(([id, words]) => old.get(id) !== words).map(([id]) => id),
  );
}

/** What to say when a return whose answer was lost is saved, and the form says more by now. */
export function savedBefore(entered: Sent, before: Sent, named: readonly Named[]): string {
  const changed = changedIn(entered, before);
  const names = named.filter(({ id }) => changed.has(id)).map(({ name }) => name);
  const rest =
    names.length > 0
      ? ` Saving again adds what is entered now of ${names.join(', ')} as a further update; to put the saved one right instead, edit it on the scheme’s page.`
      : '';
  return `What you sent before the connection failed has been saved after all.${rest}`;
}

/** The record of a place in what was sent, `rows` and `2`. */
function recordOf(sent: Sent, list?: string, place?: string): string | undefined {
  if (list === 'rows') return sent.rows[Number(place)]?.project;
  return list === 'actions' ? sent.actions[Number(place)]?.action : undefined;
}

/** The records that somebody else has changed, by the register's errors. */
export function staleIn(errors: readonly FormError[], sent: Sent): string[] {
  return errors.flatMap(({ field }) => {
    const [list, place, name] = (field ?? '').split('.');
    if (name !== 'version') return [];
    return recordOf(sent, list, place) ?? [];
  });
}

/** What is wrong before the register is asked. */
export function wrongReturn(values: Values, schemes: readonly Scheme[]): FormError[] {
  return schemes
    .filter((scheme) => isLeap(values, scheme) && !values[at(scheme.id, 'noChange')])
    .filter(({ id }) => text(values, id, 'note').trim() === '')
    .map(({ id, name }) => ({
      field: at(id, 'note'),
      message: `${name}: say why it goes from red to green`,
    }));
}

type Named = { id: string; name: string };

/**
 * The register's errors as those of the form: `rows.2.narrative` is a field of the third
 * record that was sent.
 */
export function errorsOf(
  errors: readonly FormError[],
  sent: ReturnType<typeof sentOf>,
  named: readonly Named[],
): FormError[] {
  return errors.map((error) => {
    const [list, place, field] = (error.field ?? '').split('.');
    const id = recordOf(sent, list, place);
    if (!id) return error;
    const name = named.find((each) => each.id === id)?.name ?? '';
    const shown = field === 'reason' ? 'note' : field;
    const first = list === 'rows' ? 'noChange' : 'done';
    const known = shown && ['status', 'rating', 'narrative', 'note'].includes(shown);
    return { field: at(id, known ? shown : first), message: `${name}: ${error.message}` };
  });
}
