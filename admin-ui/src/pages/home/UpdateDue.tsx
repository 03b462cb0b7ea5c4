/** What is asked of an agency: when its update is due, and the way there. */
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ButtonLink } from '../../ui/Button.js';
import { day, londonDay } from '../../ui/words.js';

export const UpdateDueFields = graphql(`
  fragment UpdateDue on UpdateRequest @_unmask {
    id
    dueOn
    answers { agency { id } state answeredAt }
  }
`);

type Props = {
  slug: string;
  agency: { id: string; name: string };
  requests: readonly ResultOf<typeof UpdateDueFields>[];
};

export function UpdateDue({ slug, agency, requests }: Props) {
  const asked = requests.flatMap((request) => {
    const answer = request.answers.find((each) => each.agency?.id === agency.id);
    return answer ? [{ ...request, answer }] : [];
  });
  // The one that waits comes before one that was answered.
  const [first] = asked.sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  const request = asked.find(({ answer }) => answer.state !== 'ANSWERED') ?? first;
  if (!request) return null;
  const { id, dueOn, answer } = request;
  if (answer.state === 'ANSWERED') {
    return (
      <p className="govuk-body">
        You answered on {day(answer.answeredAt)} what was asked for {day(dueOn)}.
      </p>
    );
  }
  const isLate = dueOn < londonDay();
  return (
    <section aria-labelledby="update-due" className="register-due">
      <h2 className="govuk-heading-m" id="update-due">
        Your update {isLate ? 'was' : 'is'} due on {day(dueOn)}
      </h2>
      <p className="govuk-body">
        All your schemes are on one page. If nothing has changed, say so there.
      </p>
      <ButtonLink to={plan(slug).returnFor(id, agency.id)}>Give your update</ButtonLink>
    </section>
  );
}
