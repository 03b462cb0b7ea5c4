/** What the plan lacks, each with the page that mends it. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { count, day } from '../../ui/words.js';

export const GapsFields = graphql(`
  fragment Gaps on PartnershipGaps @_unmask {
    projectsWithoutFocusArea(first: 5) { totalCount nodes { id name } }
    staleProjects(first: 5) {
      totalCount
      nodes { id name lastConfirmedAt leadAgency { id name } latestProgress { id on } }
    }
    prioritiesWithoutTitle(first: 5) { totalCount nodes { id heading viewerCanUpdate } }
    membersThatHaveEnded(first: 5) {
      totalCount
      nodes {
        id
        nameAsPublished
        agency { id name endedOn successors { on to { id name } } }
      }
    }
    draftStrategies(first: 5) { totalCount nodes { id title updatedAt } }
  }
`);

type Found = ResultOf<typeof GapsFields>;

type Props = {
  slug: string;
  gaps: Found;
  /** Whether the plan holds nothing yet of which something could be missing. */
  isEmpty: boolean;
  /** Whether it has schemes. */
  hasSchemes: boolean;
  /** Whether the viewer may begin it. */
  may: boolean;
};

export function Gaps({ slug, gaps, isEmpty, hasSchemes, may }: Props) {
  const to = plan(slug);
  if (isEmpty) return <Begin slug={slug} may={may} />;
  const groups = groupsOf(slug, gaps).filter(({ total }) => total > 0);
  return (
    <section aria-labelledby="gaps">
      <h2 className="govuk-heading-m" id="gaps">
        What is missing
      </h2>
      {groups.length === 0 ? (
        <p className="govuk-body">
          Nothing: {hasSchemes ? 'every scheme has a focus area and recent news, ' : ''}every title
          is known, and no agency is listed that has ended.
        </p>
      ) : (
        <div className="register-columns">
          {groups.map(({ heading, total, rows, all }) => (
            <section key={heading} className="register-gap">
              <h3 className="govuk-heading-s">
                {heading}: {total.toLocaleString('en-GB')}
              </h3>
              <ul className="govuk-list register-rows">
                {rows.map((row) => (
                  <li key={row.id} className="register-rows__row">
                    <span>
                      <Link className="govuk-link" to={row.to}>
                        {row.name}
                      </Link>
                      {row.note ? <span className="register-row-note">{row.note}</span> : null}
                    </span>
                  </li>
                ))}
              </ul>
              {total > rows.length ? (
                <p className="govuk-body">
                  <Link className="govuk-link" to={all ?? to.schemes.list}>
                    {all ? `All ${count(total, 'of them', 'of them')}` : 'All schemes'}
                    <span className="govuk-visually-hidden">: {heading}</span>
                  </Link>
                </p>
              ) : null}
            </section>
          ))}
        </div>
      )}
    </section>
  );
}

/** What to do first in a plan that holds nothing. */
function Begin({ slug, may }: { slug: string; may: boolean }) {
  const to = plan(slug);
  return (
    <section aria-labelledby="gaps">
      <h2 className="govuk-heading-m" id="gaps">
        There is nothing in this plan yet
      </h2>
      {may ? (
        <>
          <p className="govuk-body">Begin with these, in this order:</p>
          <ol className="govuk-list govuk-list--number">
            <li>
              <Link className="govuk-link" to={to.members.create}>
                Add the agencies that are its members
              </Link>
            </li>
            <li>
              <Link className="govuk-link" to={to.strategies.create}>
                Add the strategy, and to it the priorities
              </Link>
            </li>
            <li>
              <Link className="govuk-link" to={to.bringIn}>
                Bring in the schemes from a spreadsheet
              </Link>
              , or{' '}
              <Link className="govuk-link" to={to.schemes.create}>
                add them one by one
              </Link>
            </li>
          </ol>
        </>
      ) : (
        <p className="govuk-body">The partnership’s coordinator begins it.</p>
      )}
    </section>
  );
}

type Group = {
  heading: string;
  total: number;
  rows: { id: string; name: string; to: string; note?: ReactNode }[];
  /** Where all of them are, if there is a page for just those. */
  all?: string;
};

function groupsOf(slug: string, gaps: Found): Group[] {
  const to = plan(slug);
  return [
    {
      heading: 'Drafts of a strategy waiting to be published',
      total: gaps.draftStrategies.totalCount,
      rows: gaps.draftStrategies.nodes.map(({ id, title, updatedAt }) => ({
        id,
        name: title,
        to: to.strategies.one(id),
        note: `Last changed on ${day(updatedAt)}`,
      })),
      all: to.strategies.list,
    },
    {
      heading: 'Priorities whose title is provisional or missing',
      total: gaps.prioritiesWithoutTitle.totalCount,
      rows: gaps.prioritiesWithoutTitle.nodes.map(({ id, heading, viewerCanUpdate }) => ({
        id,
        name: heading,
        to: viewerCanUpdate ? to.priorities.edit(id) : to.priorities.one(id),
      })),
      all: to.strategies.list,
    },
    {
      heading: 'Agencies still listed that have ended or were replaced',
      total: gaps.membersThatHaveEnded.totalCount,
      rows: gaps.membersThatHaveEnded.nodes.map(({ id, nameAsPublished, agency }) => ({
        id,
        name: nameAsPublished,
        to: to.members.one(id),
        note: whatFollowed(agency),
      })),
      all: to.members.list,
    },
    {
      heading: 'Schemes without news for too long',
      total: gaps.staleProjects.totalCount,
      rows: gaps.staleProjects.nodes.map((scheme) => ({
        id: scheme.id,
        name: scheme.name,
        to: to.schemes.one(scheme.id),
        note: silence(scheme),
      })),
      all: `${to.schemes.list}?stale=yes`,
    },
    {
      heading: 'Schemes under no focus area',
      total: gaps.projectsWithoutFocusArea.totalCount,
      rows: gaps.projectsWithoutFocusArea.nodes.map(({ id, name }) => ({
        id,
        name,
        to: to.schemes.one(id),
      })),
    },
  ];
}

type Member = Found['membersThatHaveEnded']['nodes'][number]['agency'];

function whatFollowed({ endedOn, successors }: Member): string {
  const names = successors.flatMap((succession) => (succession.to ? [succession.to.name] : []));
  const on = endedOn ?? successors[0]?.on;
  return [on ? `Until ${day(on)}` : null, names.length > 0 ? `now ${names.join(', ')}` : null]
    .filter(Boolean)
    .join(', ');
}

type Stale = Found['staleProjects']['nodes'][number];

function silence({ leadAgency, latestProgress, lastConfirmedAt }: Stale): string {
  const last = [latestProgress?.on, lastConfirmedAt?.slice(0, 10)].filter(Boolean).sort().at(-1);
  const who = leadAgency?.name ?? 'No lead agency';
  return last ? `${who}, last news on ${day(last)}` : `${who}, no news yet`;
}
