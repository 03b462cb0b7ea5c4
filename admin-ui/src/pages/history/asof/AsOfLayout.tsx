/** The plan as this register had it at a moment: read-only, with a banner on every page of it. */
import { Link, Outlet, useLocation, useOutletContext, useParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../../paths.js';
import { Button } from '../../../ui/Button.js';
import { Loaded } from '../../../ui/Loaded.js';
import { exactMoment } from '../../../ui/london.js';
import { Page } from '../../../ui/Page.js';
import { day, moment as momentWords } from '../../../ui/words.js';
import NotFoundPage from '../../NotFoundPage.js';
import { PlaceQuery } from '../place.js';

/** What the pages below it know. */
export type AsOf = { slug: string; moment: string };

export const useAsOf = () => useOutletContext<AsOf>();

export default function AsOfLayout() {
  const { slug = '', moment: given = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  const moment = exactMoment(given);
  if (!moment) return <NotFoundPage />;
  const at = Date.parse(moment);
  const asOf: AsOf = { slug, moment };
  return (
    <Loaded query={query} retry={ask} what="the plan">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        if (at < Date.parse(partnership.historyBeginsAt))
          return <Before slug={slug} begins={partnership.historyBeginsAt} />;
        if (at > Date.now() + 60_000) return <Before slug={slug} begins={null} />;
        return (
          <>
            <Notice {...asOf} />
            <Parts {...asOf} />
            <Outlet context={asOf} />
          </>
        );
      }}
    </Loaded>
  );
}

function Notice({ slug, moment }: AsOf) {
  const to = plan(slug);
  return (
    <section className="register-asof" aria-label="The past">
      <p className="register-asof__text">
        You are looking at the plan as it stood on <strong>{momentWords(moment)}</strong>.
      </p>
      <ul className="register-asof__links">
        <li>
          <Link className="govuk-link" to={to.home}>
            Back to now
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to={to.pickDay}>
            Another day
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to={`${to.compare}?from=${encodeURIComponent(moment)}`}>
            What has changed since
          </Link>
        </li>
        <li>
          <Button kind="link" onClick={() => window.print()}>
            Print
          </Button>
        </li>
      </ul>
    </section>
  );
}

const names = {
  schemes: 'Projects and schemes',
  meetings: 'Meetings',
  events: 'Events',
  members: 'Members',
} as const;

function Parts({ slug, moment }: AsOf) {
  const to = plan(slug);
  const { pathname } = useLocation();
  // By its last word: the same moment can be written in several ways in an address.
  const last = pathname.split('/').at(-1) ?? '';
  const isPart = last in names;
  const parts = Object.entries(names) as [keyof typeof names, string][];
  const items = [
    { to: to.asOf(moment), name: 'Strategy', active: !isPart && !pathname.includes('/records/') },
    ...parts.map(([part, name]) => ({
      to: to.asOfPart(moment, part),
      name,
      active: part === last,
    })),
  ];
  return (
    <nav className="moj-sub-navigation" aria-label="The plan as it stood">
      <ul className="moj-sub-navigation__list">
        {items.map(({ to: address, name, active }) => (
          <li key={name} className="moj-sub-navigation__item">
            <Link
              className="moj-sub-navigation__link"
              to={address}
              aria-current={active ? 'page' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Before({ slug, begins }: { slug: string; begins: string | null }) {
  return (
    <Page title="There is nothing to show of that day">
      <p className="govuk-body">
        {begins
          ? `The history of this plan begins on ${day(begins)}.`
          : 'That day lies in the future.'}
      </p>
      <p className="govuk-body">
        <Link className="govuk-link" to={plan(slug).pickDay}>
          Choose another day
        </Link>
      </p>
    </Page>
  );
}
