/** All that is known of a project or scheme, and what the reader may do with it. */
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../paths.js';
import { ButtonLink } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges } from '../../ui/RecentChanges.js';
import { Section } from '../../ui/Section.js';
import { Sources } from '../../ui/Sources.js';
import { VisibilityTag } from '../../ui/Status.js';
import { Tag } from '../../ui/Tag.js';
import { words } from '../../ui/words.js';
import { ActionsTable } from '../actions/ActionsTable.js';
import { DocumentsTable } from '../documents/DocumentsTable.js';
import NotFoundPage from '../NotFoundPage.js';
import { ArchiveScheme } from './ArchiveScheme.js';
import { ClaimBox } from './ClaimBox.js';
import { ProgressSection } from './ProgressSection.js';
import { SchemeSummary } from './SchemeSummary.js';
import { Serves } from './Serves.js';
import { StatusForm } from './StatusForm.js';
import { type Scheme, SchemeQuery } from './scheme.js';

export default function SchemePage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SchemeQuery, variables: { id } });
  const again = () => ask({ requestPolicy: 'network-only' });
  return (
    <Loaded query={query} retry={again} what="the scheme">
      {({ node }) =>
        node && 'partnerAgencies' in node && node.partnership.slug === slug ? (
          <SchemeView key={node.id} scheme={node} again={again} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function SchemeView({ scheme, again }: { scheme: Scheme; again(): void }) {
  const { id, partnership } = scheme;
  const to = plan(partnership.slug);
  return (
    <Page
      title={scheme.name}
      caption={`${words(scheme.kind)}, ${partnership.name}`}
      actions={<Doing scheme={scheme} />}
    >
      <Marks scheme={scheme} />
      {scheme.viewerCanClaim ? <ClaimBox scheme={scheme} /> : null}
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <StatusForm scheme={scheme} />
          <SchemeSummary scheme={scheme} />
          <Serves scheme={scheme} />
          <ProgressSection scheme={scheme} />
          <Section
            title="Actions"
            more={
              scheme.viewerCanUpdate ? (
                <Link className="govuk-link" to={`${to.actions.create}?scheme=${id}`}>
                  Add an action
                </Link>
              ) : null
            }
          >
            <ActionsTable
              slug={partnership.slug}
              actions={scheme.actions}
              empty={<p className="govuk-body">No action has been agreed on this scheme.</p>}
            />
          </Section>
          <Section
            title="Documents"
            more={
              scheme.viewerCanUpdate ? (
                <Link className="govuk-link" to={`${to.documents.create}?scheme=${id}`}>
                  Add a document
                </Link>
              ) : null
            }
          >
            <DocumentsTable
              slug={partnership.slug}
              documents={scheme.documents}
              empty={<p className="govuk-body">No document belongs to this scheme.</p>}
            />
          </Section>
        </div>
        <div className="govuk-grid-column-one-third">
          <RecentChanges changes={scheme.changes} historyTo={to.schemes.history(id)} />
          <Sources sources={scheme.sources} />
          {scheme.viewerCanArchive ? <ArchiveScheme scheme={scheme} /> : null}
        </div>
      </div>
      <LiveNotice
        filter={{ entity: id }}
        after={scheme.changes.nodes[0]?.sequence}
        what="this scheme"
        onShow={again}
      />
    </Page>
  );
}

/** The buttons beside the heading. */
function Doing({ scheme }: { scheme: Scheme }) {
  const to = plan(scheme.partnership.slug);
  if (scheme.isArchived) return null;
  return (
    <>
      {scheme.viewerCanPostProgress ? (
        <ButtonLink to={to.progress(scheme.id)}>Post progress</ButtonLink>
      ) : null}
      {scheme.viewerCanUpdate ? (
        <ButtonLink kind="secondary" to={to.schemes.edit(scheme.id)} about={scheme.name}>
          Edit
        </ButtonLink>
      ) : null}
    </>
  );
}

/** What one has to know before reading on. */
function Marks({ scheme: { isStale, isArchived, visibility } }: { scheme: Scheme }) {
  if (!isStale && !isArchived && visibility === 'PUBLIC') return null;
  return (
    <p className="govuk-body register-marks">
      {isArchived ? (
        <span>
          <Tag colour="grey">Archived</Tag> It has left the lists and the public pages.
        </span>
      ) : null}
      {isStale && !isArchived ? (
        <span>
          <Tag colour="yellow">Stale</Tag> There has been no news of it for a long time.
        </span>
      ) : null}
      <VisibilityTag visibility={visibility} />
    </p>
  );
}
