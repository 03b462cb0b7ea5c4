import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { VisibilityTag } from '../../ui/Status.js';
import { words } from '../../ui/words.js';

type Visibility = 'PUBLIC' | 'PARTNERS' | 'RESTRICTED';

type Props = {
  slug: string;
  meetings: readonly { id: string; name: string; cadence: string | null; visibility: Visibility }[];
  events: readonly { id: string; name: string; kind: string; visibility: Visibility }[];
  documents: readonly { id: string; title: string; kind: string; visibility: Visibility }[];
  /** Where the links are chosen, for those who may. */
  linksTo: string | null;
};

/** The meetings, events and documents of a priority, in their published order. */
export function LinkedRecords({ slug, meetings, events, documents, linksTo }: Props) {
  const to = plan(slug);
  return (
    <>
      <h2 className="govuk-heading-m register-section">Meetings</h2>
      <Links
        empty="No meeting is listed under this priority."
        links={meetings.map((each) => ({
          ...each,
          to: to.meetings.one(each.id),
          note: each.cadence,
        }))}
      />
      <h2 className="govuk-heading-m register-section">Events</h2>
      <Links
        empty="No event is listed under this priority."
        links={events.map((each) => ({
          ...each,
          to: to.events.one(each.id),
          note: words(each.kind),
        }))}
      />
      {linksTo ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={linksTo}>
            Choose the meetings and events
          </Link>
        </p>
      ) : null}
      <h2 className="govuk-heading-m register-section">Documents</h2>
      <Links
        empty="No document is listed under this priority."
        links={documents.map((each) => ({
          ...each,
          name: each.title,
          to: to.documents.one(each.id),
          note: words(each.kind),
        }))}
      />
    </>
  );
}

type LinkTo = { id: string; name: string; to: string; note: string | null; visibility: Visibility };

function Links({ links, empty }: { links: LinkTo[]; empty: string }) {
  if (links.length === 0) return <p className="govuk-body register-muted">{empty}</p>;
  return (
    <ul className="govuk-list">
      {links.map(({ id, name, to, note, visibility }) => (
        <li key={id}>
          <Link className="govuk-link" to={to}>
            {name}
          </Link>
          {note ? <span className="register-muted"> ({note})</span> : null}{' '}
          <VisibilityTag visibility={visibility} />
        </li>
      ))}
    </ul>
  );
}
