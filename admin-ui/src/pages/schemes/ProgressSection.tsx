/** A scheme's progress, the newest first, and what one may do with each update. */
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { Button } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { type ProgressItem, ProgressItemFields, ProgressList } from '../../ui/ProgressList.js';
import { Section } from '../../ui/Section.js';
import { day } from '../../ui/words.js';
import { ConfirmButton } from './ConfirmButton.js';
import type { Scheme } from './scheme.js';

const ProgressQuery = graphql(
  `
    query ProgressSection_Progress($id: ID!, $first: Int) {
      node(id: $id) {
        ... on Project {
          id
          progress(first: $first) {
            totalCount
            nodes { ...ProgressItem }
          }
        }
      }
    }
  `,
  [ProgressItemFields],
);

const Archive = graphql(
  `
    mutation ProgressSection_Archive($input: ArchiveInput!) {
      archiveProgressUpdate(input: $input) {
        progressUpdate { id version subject { ... on Project { id latestProgress { id } } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation ProgressSection_Unarchive($input: ArchiveInput!) {
      unarchiveProgressUpdate(input: $input) {
        progressUpdate { id version subject { ... on Project { id latestProgress { id } } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** How many are shown at first, and how many at most. */
const FEW = 5;
const MANY = 100;

export function ProgressSection({ scheme }: { scheme: Scheme }) {
  const [first, setFirst] = useState(FEW);
  const [query, ask] = useQuery({ query: ProgressQuery, variables: { id: scheme.id, first } });
  return (
    <Section
      title="Progress"
      more={scheme.viewerCanPostProgress ? <ConfirmButton scheme={scheme} /> : null}
    >
      <Loaded query={query} retry={ask} what="its progress">
        {({ node }) => {
          const progress = node && 'progress' in node ? node.progress : null;
          if (!progress) return null;
          return (
            <>
              <ProgressList
                updates={progress.nodes}
                actions={(update) => <Doing scheme={scheme} update={update} />}
                empty={
                  <p className="govuk-body">
                    Nothing has been reported yet.
                    {scheme.viewerCanPostProgress
                      ? ' Use “Post progress” to say how it is going.'
                      : ''}
                  </p>
                }
              />
              {progress.totalCount > progress.nodes.length && first < MANY ? (
                <Button kind="secondary" onClick={() => setFirst(MANY)}>
                  Show all {progress.totalCount} updates
                </Button>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Doing({ scheme, update }: { scheme: Scheme; update: ProgressItem }) {
  const archive = useSave(Archive, 'archiveProgressUpdate');
  const unarchive = useSave(Unarchive, 'unarchiveProgressUpdate');
  if (!update.viewerCanUpdate && !update.viewerCanArchive) return null;
  const name = `Progress of ${day(update.on)}`;
  return (
    <div className="register-row-actions">
      {update.viewerCanUpdate ? (
        <Link
          className="govuk-link"
          to={plan(scheme.partnership.slug).progressUpdate(scheme.id, update.id)}
        >
          Edit<span className="govuk-visually-hidden"> {name}</span>
        </Link>
      ) : null}
      {update.viewerCanArchive ? (
        <ArchiveButton
          kind="link"
          what="progress update"
          name={name}
          record={update}
          archive={archive}
          unarchive={unarchive}
        />
      ) : null}
    </div>
  );
}
