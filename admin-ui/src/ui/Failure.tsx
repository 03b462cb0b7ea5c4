import type { CombinedError } from '@urql/core';
import { isUnanswered, unansweredWords } from '../graphql/client.js';
import { Button } from './Button.js';

/** What to say when something could not be read, and a way to try again. */
export function Failure({ error, retry }: { error: CombinedError; retry(): void }) {
  const words = isUnanswered(error)
    ? (unansweredWords(error) ??
      'The register could not be reached. Check your connection. Nothing you entered is lost.')
    : (error.graphQLErrors[0]?.message ?? 'The register could not answer.');
  return (
    <div className="govuk-inset-text" role="alert">
      <p className="govuk-body">{words}</p>
      <Button kind="secondary" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
