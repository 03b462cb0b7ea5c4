/** A query's three states, so that no page forgets loading or failure. */
import type { CombinedError } from '@urql/core';
import type { ReactNode } from 'react';
import { Failure } from './Failure.js';
import { Loading } from './Loading.js';

type Props<D> = {
  query: { data?: D | undefined; error?: CombinedError | undefined; fetching: boolean };
  retry(): void;
  /** What is loading, as in "Loading the schemes…". */
  what: string;
  children(data: D): ReactNode;
};

/** Shows the data when there is some; an older answer stays in sight while a newer one is fetched. */
export function Loaded<D>({ query, retry, what, children }: Props<D>) {
  if (query.data !== undefined && query.data !== null) {
    return (
      <>
        {query.error ? <Failure error={query.error} retry={retry} /> : null}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Failure error={query.error} retry={retry} />;
  return <Loading what={what} />;
}
