/** What went wrong with a save, in one shape: field errors of the server, refusals, a lost network. */
import type { CombinedError } from '@urql/core';
import { isUnanswered, unansweredWords } from '../graphql/client.js';
import type { ResultOf } from '../graphql/tada.js';
import { graphql } from '../graphql/tada.js';
import { fieldWords, labelWords } from '../ui/changeWords.js';

/** Select this in every payload: `errors { ...UserError }`. */
export const UserErrorFields = graphql(`
  fragment UserError on UserError @_unmask {
    path
    code
    message
  }
`);

export type UserError = ResultOf<typeof UserErrorFields>;

/**
 * One line of the error summary; `field` is the form's name of the field, or null for the
 * whole form. `isOwnSave` when no one else was first, but oneself with a save whose answer
 * was lost; `isUnanswered` when nobody knows what became of it, with what the register said
 * of that, if it said anything, as `said`.
 */
export type FormError = {
  field: string | null;
  message: string;
  isOwnSave?: true;
  isUnanswered?: true;
  said?: string;
};

/**
 * The errors of a payload as lines of a form. A path begins with `input`, and
 * continues with the field, sometimes with a row: `input.attendance.2.agency`
 * is the field `attendance.2.agency`.
 */
export function formErrors(errors: readonly UserError[]): FormError[] {
  return errors.map(({ path, message }) => {
    const names = path[0] === 'input' ? path.slice(1) : path;
    return { field: names.length > 0 ? names.join('.') : null, message: readable(message) };
  });
}

/** The message for a field, or for a row of it, if it has one. */
export function errorOf(errors: readonly FormError[], name: string): string | undefined {
  return errors.find(({ field }) => field === name || field?.startsWith(`${name}.`))?.message;
}

/** The server says `dueOn: is 1066-01-01: …`; on a screen the field has a name of its own. */
function withoutPath(message: string): string {
  return message.replace(/^[a-z][\w.[\]]*: (?=[a-z])/, '');
}

/** The words of the register in those of a screen: other fields, days, and how long to wait. */
function readable(message: string): string {
  return labelWords(withoutPath(message))
    .replace(/, before ([a-z]\w*) \(/, (_, name) => `, before the ${fieldWords(name)} (`)
    .replace(
      /in (\d{3,}) seconds/,
      (_, seconds) => `in ${Math.ceil(Number(seconds) / 60)} minutes`,
    );
}

/**
 * A message as a sentence: one that goes on from the field's name, such as "is
 * empty", is given the label that stands on the screen.
 */
export function sentence(label: string | undefined, message: string): string {
  if (!/^[a-z]/.test(message)) return message;
  if (!label) return message.charAt(0).toUpperCase() + message.slice(1);
  const name = label.replace(/ \(optional\)$/, '');
  return name.endsWith('?') ? `“${name}” ${message}` : `${name} ${message}`;
}

/** A message in which the other field that it names is called as its box is on the screen. */
export function relabelled(
  message: string,
  labels: Iterable<readonly [name: string, { label: string }]>,
): string {
  let said = message;
  for (const [name, { label }] of labels) {
    const other = `, before “${label.replace(/ \(optional\)$/, '')}” (`;
    said = said.replace(`, before the ${fieldWords(name)} (`, () => other);
  }
  return said;
}

/** What to say when a save whose answer was lost turns out to be done, and the form has more. */
export const SAVED_AFTER_ALL: FormError = {
  field: null,
  message:
    'What you sent before the connection failed has been saved after all, as it was then. Look at it before you save this as well.',
  isOwnSave: true,
};

const STILL_HERE = 'What you entered is still here. Nothing is saved twice.';

/** What to say when the answer is not a payload at all. */
export function refusal(error: CombinedError): FormError {
  if (isUnanswered(error)) {
    const said = unansweredWords(error);
    if (said) return { field: null, isUnanswered: true, said, message: `${said} ${STILL_HERE}` };
    return {
      field: null,
      isUnanswered: true,
      message:
        'The register could not be reached. What you entered is still here: check your connection and save again. Nothing is saved twice.',
    };
  }
  const { limit } = error.graphQLErrors[0]?.extensions ?? {};
  if (limit === 'body_bytes') {
    return {
      field: null,
      message:
        'This is too long to be saved at once. Shorten what you pasted, or save it in parts.',
    };
  }
  return {
    field: null,
    message: readable(
      error.graphQLErrors[0]?.message ?? 'The register could not save this. Try again.',
    ),
  };
}
