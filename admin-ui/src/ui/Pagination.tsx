import { Link, useSearchParams } from 'react-router';

type Info = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};

type Props = {
  info: Info;
  label: string;
  /** What leads to the page after, where that is not called the next page. */
  next?: string | undefined;
};

/**
 * Links to the page before and after; the place is kept in the address as
 * `after` or `before`, see `pageVariables`.
 */
export function Pagination({ info, label, next: nextTitle }: Props) {
  const [search] = useSearchParams();
  if (!info.hasNextPage && !info.hasPreviousPage) return null;
  const to = (name: 'after' | 'before', cursor: string | null) => {
    const next = new URLSearchParams(search);
    next.delete('after');
    next.delete('before');
    if (cursor) next.set(name, cursor);
    return { search: next.toString() };
  };
  return (
    <nav className="govuk-pagination" aria-label={label}>
      {info.hasPreviousPage ? (
        <div className="govuk-pagination__prev">
          <Link
            className="govuk-link govuk-pagination__link"
            rel="prev"
            to={to('before', info.startCursor)}
          >
            <Arrow
              d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
              kind="prev"
            />
            <span className="govuk-pagination__link-title">
              Previous<span className="govuk-visually-hidden"> page</span>
            </span>
          </Link>
        </div>
      ) : null}
      {info.hasNextPage ? (
        <div className="govuk-pagination__next">
          <Link
            className="govuk-link govuk-pagination__link"
            rel="next"
            to={to('after', info.endCursor)}
          >
            <span className="govuk-pagination__link-title">
              {nextTitle ?? (
                <>
                  Next<span className="govuk-visually-hidden"> page</span>
                </>
              )}
            </span>
            <Arrow
              d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"
              kind="next"
            />
          </Link>
        </div>
      ) : null}
    </nav>
  );
}

function Arrow({ d, kind }: { d: string; kind: 'prev' | 'next' }) {
  return (
    <svg
      className={`govuk-pagination__icon govuk-pagination__icon--${kind}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={d} />
    </svg>
  );
}

/** The variables of a paged list for what the address says. */
export function pageVariables(search: URLSearchParams, size = 25) {
  const before = search.get('before');
  return before
    ? { first: null, after: null, last: size, before }
    : { first: size, after: search.get('after'), last: null, before: null };
}
