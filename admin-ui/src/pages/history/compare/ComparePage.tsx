import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { badDates, DateField, EditForm, type FormError, useForm } from '../../../forms/index.js';
import { plan } from '../../../paths.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { day, londonDay } from '../../../ui/words.js';
import NotFoundPage from '../../NotFoundPage.js';
import { PlaceQuery } from '../place.js';
import { Comparison } from './Comparison.js';
import { type Point, periodsUntil, pointOf } from './periods.js';

/** What became of a plan between two days. */
export default function ComparePage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  const [first, last] = [search.get('from') ?? '', search.get('to') ?? londonDay()];
  const asked = `${first} ${last}`;
  // Taken once for each question: the end of today moves on, and would be asked for without end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question is another answer
  const [from, to] = useMemo(() => [pointOf(first), pointOf(last)], [asked]);
  return (
    <Loaded query={query} retry={ask} what="the plan">
      {({ partnership }) =>
        partnership ? (
          <Page title="Compare two dates" caption={partnership.name}>
            <p className="govuk-body register-screen-only">
              Each day is taken at its end. The history begins on {day(partnership.historyBeginsAt)}
              .
            </p>
            <Presets slug={slug} begins={londonDay(new Date(partnership.historyBeginsAt))} />
            <Dates key={`dates ${asked}`} from={from?.day ?? ''} to={to?.day ?? ''} />
            {from && to ? (
              <section key={asked} aria-labelledby="compared">
                <Asked from={from} to={to} />
                <BeforeHistory from={from} to={to} begins={partnership.historyBeginsAt} />
                {isBefore(to, partnership.historyBeginsAt) ? null : (
                  <Comparison
                    slug={slug}
                    partnership={partnership.id}
                    from={from.moment}
                    to={to.moment}
                  />
                )}
              </section>
            ) : null}
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

const isBefore = ({ moment }: Point, begins: string) => Date.parse(moment) < Date.parse(begins);

/** What nobody recorded cannot be compared, and must not read as if nothing had changed. */
function BeforeHistory({ from, to, begins }: { from: Point; to: Point; begins: string }) {
  if (!isBefore(from, begins)) return null;
  return (
    <p className="govuk-inset-text">
      The history begins on {day(londonDay(new Date(begins)))}:{' '}
      {isBefore(to, begins)
        ? 'there is nothing before it to compare.'
        : 'all that the plan said then counts as added.'}
    </p>
  );
}

/** What was asked; it takes the focus when something else is asked on the same page. */
function Asked({ from, to }: { from: Point; to: Point }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.documentElement.dataset.moved) heading.current?.focus();
  }, []);
  return (
    <h2 className="govuk-heading-m register-asked" id="compared" tabIndex={-1} ref={heading}>
      From {from.words} to {to.words}
    </h2>
  );
}

function Presets({ slug, begins }: { slug: string; begins: string }) {
  const to = plan(slug);
  return (
    <ul className="govuk-list register-inline register-presets register-screen-only">
      {periodsUntil(londonDay(), begins).map((period) => (
        <li key={period.label}>
          <Link className="govuk-link" to={`${to.compare}?from=${period.from}&to=${period.to}`}>
            {period.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Dates({ from, to }: { from: string; to: string }) {
  const [, setSearch] = useSearchParams();
  const [errors, setErrors] = useState<FormError[]>([]);
  const form = useForm({ draftKey: null, initial: { from, to }, version: null, errors });
  const submit = (values: { from: string; to: string }) => {
    const wrong = problems(values);
    setErrors(wrong);
    if (wrong.length === 0) setSearch(values, { preventScrollReset: true });
  };
  return (
    <div className="register-screen-only">
      <EditForm
        form={form}
        errors={errors}
        loading={false}
        onSubmit={submit}
        submitLabel="Compare"
        leaveFreely
      >
        <DateField name="from" label="Earlier day" />
        <DateField name="to" label="Later day" />
      </EditForm>
    </div>
  );
}

function problems({ from, to }: { from: string; to: string }): FormError[] {
  if (!from) return [{ field: 'from', message: 'Enter the earlier day' }];
  if (!to) return [{ field: 'to', message: 'Enter the later day' }];
  const wrong = badDates({ from, to }, [
    ['from', 'The earlier day'],
    ['to', 'The later day'],
  ]);
  if (wrong.length > 0) return wrong;
  if (to > londonDay())
    return [{ field: 'to', message: 'The later day must be today or in the past' }];
  return from < to
    ? []
    : [{ field: 'from', message: 'The earlier day must be before the later day' }];
}
