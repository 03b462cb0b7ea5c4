import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { day, londonDay } from '../../ui/words.js';
import { endingOf, type Member, standingOf } from './fields.js';

/** Says that a listed agency has ended, and offers what came after it. */
export function EndedAgency({
  slug,
  member,
  members,
}: {
  slug: string;
  member: Member;
  members: readonly Member[];
}) {
  const today = londonDay();
  const ending = endingOf(member, today);
  if (!ending || standingOf(member, today) !== 'listed') return null;
  const to = plan(slug);
  const { on, how, after } = ending;
  return (
    <div className="govuk-inset-text register-inset">
      <p className="govuk-body">
        {member.agency.name} {how === 'ended' ? 'ended' : `was ${how}`}
        {on ? ` on ${day(on)}` : ''} and is still listed.
      </p>
      <ul className="govuk-list">
        {after.map(({ id, name }) =>
          members.some(({ agency }) => agency.id === id) ? (
            <li key={id}>{name}, which came after it, is a member already.</li>
          ) : (
            <li key={id}>
              {member.viewerCanUpdate ? (
                <Link
                  className="govuk-link"
                  to={`${to.members.create}?agency=${id}&after=${member.id}`}
                >
                  Add {name}, which came after it
                </Link>
              ) : (
                `${name} came after it.`
              )}
            </li>
          ),
        )}
        {member.viewerCanUpdate ? (
          <li>
            <Link className="govuk-link" to={to.endMember(member.id)}>
              End this membership
              <span className="govuk-visually-hidden"> of {member.nameAsPublished}</span>
            </Link>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
