/** How often a series takes place, as a rule in words; its days follow from it when they are scheduled. */
import {
  everyWords,
  isWeekly,
  nthWords,
  type Repeat,
  readRule,
  ruleOf,
  weekdayWords,
} from '../ui/recurrence.js';
import { Select } from './Choices.js';
import { useShared } from './fields.js';

/** The values of these fields; `rule` keeps one that the words cannot say. */
export type RuleValues = { every: string; nth: string; weekday: string; rule: string };

export function ruleValues(recurrence: string | null): RuleValues {
  return { ...readRule(recurrence), rule: recurrence ?? '' };
}

/** As an input takes it; null for none. */
export function ruleInput({ rule, ...parts }: RuleValues): string | null {
  return (parts.every === 'OTHER' ? rule : ruleOf(parts as Repeat)) || null;
}

/** The names of the form's values that say the rule: any of them changed means a new rule. */
export const ruleNames = ['every', 'nth', 'weekday'];

const named = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label: capital(label) }));
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export function RuleFields() {
  const { form } = useShared();
  const { every, nth, rule } = form.values as RuleValues;
  const other = every === 'OTHER' ? [{ value: 'OTHER', label: `As now: ${rule}` }] : [];
  const weekly = isWeekly(every as Repeat['every']);
  const byDay = every !== '' && every !== 'OTHER';
  return (
    <>
      <Select
        name="every"
        label="How often, as a rule (optional)"
        hint="Sittings can then be scheduled for a year in one go."
        choices={[{ value: '', label: 'No rule' }, ...named(everyWords), ...other]}
      />
      {byDay && !weekly ? (
        <Select
          name="nth"
          label="Which one of the month"
          choices={[{ value: '', label: 'As the first day that is scheduled' }, ...named(nthWords)]}
        />
      ) : null}
      {byDay && (weekly || nth) ? (
        <Select
          name="weekday"
          label="Weekday"
          choices={[
            {
              value: '',
              label: weekly ? 'As the first day that is scheduled' : 'Choose a weekday',
            },
            ...named(weekdayWords),
          ]}
        />
      ) : null}
    </>
  );
}
