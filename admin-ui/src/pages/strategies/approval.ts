/** What an approval needs to be worth anything: who decided, what, and when. */
import { badDates, type FormError } from '../../forms/index.js';
import { day, words } from '../../ui/words.js';

type Approval = { body: string; outcome: string; on: string };

/** What is missing or wrong, before it is sent. */
export function wrongApproval({ body, outcome, on }: Approval): FormError[] {
  const missing: [isMissing: boolean, field: string, message: string][] = [
    [!body.trim(), 'body', 'Say which body decided'],
    [!outcome, 'outcome', 'Choose what was decided'],
    [!on, 'on', 'Give the day of the decision'],
  ];
  return [
    ...missing.filter(([isMissing]) => isMissing).map(([, field, message]) => ({ field, message })),
    ...badDates({ on }, [['on', 'The day of the decision']]),
  ];
}

type Recorded = { body: string; outcome: string; on: string | null };

/** What is recorded already, a line each. */
export function approvalLines(approvals: readonly Recorded[]): string[] {
  return approvals.map(({ body, outcome, on }) =>
    [`${body} ${words(outcome).toLowerCase()}`, day(on)].filter(Boolean).join(', '),
  );
}
