import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { attendanceColumns } from '../../ui/attendanceColumns.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { Table } from '../../ui/Table.js';
import { count, day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage } from './CheckPage.js';
import { checks } from './checks.js';
import { Period, periodQuery, usePeriod } from './Period.js';

const AttendanceQuery = graphql(`
  query AttendanceCheckPage_Attendance($slug: String!, $from: Date, $to: Date) {
    partnership(slug: $slug) {
      id
      name
      checks {
        ranAt
        attendance(from: $from, to: $to) {
          from
          to
          examined
          basisStated
          sittingsWithoutAttendance { id name startsOn }
          agencies {
            agency { id name }
            sittings
            came
            present
            part
            substitute
            apologies
            absent
            notRecorded
          }
        }
      }
    }
  }
`);

type Attendance = NonNullable<
  ResultOf<typeof AttendanceQuery>['partnership']
>['checks']['attendance'];

export default function AttendanceCheckPage() {
  const { slug = '' } = useParams();
  const period = usePeriod();
  const [query, ask] = useQuery({ query: AttendanceQuery, variables: { slug, ...period } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { ranAt, attendance } = partnership.checks;
        const { examined, from, to, agencies, basisStated } = attendance;
        const missed = agencies.filter(({ sittings, came }) => came < sittings).length;
        return (
          <CheckPage
            slug={slug}
            check={checks.attendance}
            partnership={partnership.name}
            ranAt={ranAt}
            over={`${count(examined, 'sitting')} from ${day(from)} to ${day(to)}`}
            found={
              examined > 0
                ? `${missed} of ${count(agencies.length, 'agency', 'agencies')} missed a sitting`
                : 'No sitting with recorded attendance in these days'
            }
            query={periodQuery(period)}
            choose={<Period />}
          >
            {basisStated ? null : (
              <p className="govuk-body">
                The list of members does not say which of them are responsible authorities, so all
                are counted.{' '}
                <Link className="govuk-link" to={plan(slug).members.list}>
                  State the basis of members
                </Link>
                .
              </p>
            )}
            <Section title="How often each agency came">
              <Table
                caption="Attendance by agency"
                captionHidden
                columns={attendanceColumns}
                rows={agencies}
                rowKey={({ agency }) => agency.id}
                empty={<p className="govuk-body">No member was found.</p>}
              />
            </Section>
            <Unrecorded slug={slug} sittings={attendance.sittingsWithoutAttendance} />
          </CheckPage>
        );
      }}
    </Loaded>
  );
}

function Unrecorded({
  slug,
  sittings,
}: {
  slug: string;
  sittings: Attendance['sittingsWithoutAttendance'];
}) {
  if (sittings.length === 0) return null;
  return (
    <Section title="Held, without recorded attendance">
      <ul className="govuk-list govuk-list--bullet">
        {sittings.map(({ id, name, startsOn }) => (
          <li key={id}>
            <Link className="govuk-link" to={plan(slug).recordSitting(id)}>
              {name}, {day(startsOn)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
