/** What the page of every check has: what was checked, when and over what, what was found, what to do. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { Page } from '../../ui/Page.js';
import { Section } from '../../ui/Section.js';
import { moment } from '../../ui/words.js';
import type { CheckWords } from './checks.js';

type Props = {
  slug: string;
  check: CheckWords;
  partnership: string;
  ranAt: string;
  /** What it was run over: "19 projects and schemes". */
  over: ReactNode;
  /** What was found, in a sentence: heading and text of the result. */
  found: string;
  /** What is asked for, beside the partnership, as the file takes it. */
  query?: Record<string, string>;
  /** Lets the reader choose the days. */
  choose?: ReactNode;
  children: ReactNode;
};

export function CheckPage(props: Props) {
  const { slug, check, partnership, ranAt, over, found, query = {}, choose, children } = props;
  return (
    <Page title={check.title} caption={`Check of ${partnership}`}>
      <p className="govuk-body">This check looks for {check.looksFor}</p>
      {choose}
      <div className="govuk-inset-text" role="status">
        <p className="govuk-body govuk-!-font-weight-bold">{found}</p>
        <p className="govuk-body register-muted">
          Run on {moment(ranAt)}, over {over}.
        </p>
        <DownloadCsv
          list={`check-${check.name}`}
          query={{ partnership: slug, ...query }}
          label="Download this check"
        />
      </div>
      {children}
      <Section title="Why it matters">
        <p className="govuk-body">{check.why}</p>
      </Section>
      <Section title="What to do">
        <p className="govuk-body">{check.whatToDo}</p>
      </Section>
      <p className="govuk-body">
        <Link className="govuk-link" to={plan(slug).checks}>
          All checks
        </Link>
      </p>
    </Page>
  );
}

/** Says that a table shows only the beginning; the file has all. */
export function Rest({ shown, total }: { shown: number; total: number | null }) {
  if (total === null || total <= shown) return null;
  return (
    <p className="govuk-body">
      The first {shown} of {total} are shown. The file has all of them.
    </p>
  );
}
