import { Link } from 'react-router';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { count, words } from '../../ui/words.js';

export const UnclaimedFields = graphql(`
  fragment Unclaimed on ProjectConnection @_unmask {
    totalCount
    nodes { id name kind viewerCanClaim }
  }
`);

const Claim = graphql(
  `
    mutation Unclaimed_Claim($input: ClaimInput!) {
      claim(input: $input) {
        record { ... on Project { id leadAgency { id name } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Props = {
  slug: string;
  agency: { id: string; name: string };
  unclaimed: ResultOf<typeof UnclaimedFields>;
  onClaimed(): void;
};

/** Schemes that nobody leads: whoever does says so with one button. */
export function Unclaimed({ slug, agency, unclaimed, onClaimed }: Props) {
  const save = useSave(Claim, 'claim');
  const flash = useFlash();
  if (unclaimed.totalCount === 0) return null;
  const claim = async (scheme: { id: string; name: string }) => {
    const { saved } = await save.run({ record: scheme.id, agency: agency.id });
    onClaimed();
    if (saved)
      flash.show(
        `${agency.name} now leads ${scheme.name}. The coordinator sees it under “Latest changes” and can undo it.`,
      );
  };
  const to = plan(slug).schemes;
  const [problem] = save.errors;
  return (
    <section aria-labelledby="unclaimed" className="register-gap">
      <h2 className="govuk-heading-m" id="unclaimed">
        Is one of these yours?
      </h2>
      <p className="govuk-body">
        {count(unclaimed.totalCount, 'scheme has', 'schemes have')} no lead agency.
      </p>
      {problem ? (
        <p className="govuk-error-message" role="alert">
          <span className="govuk-visually-hidden">Error:</span> {problem.message}
        </p>
      ) : null}
      <ul className="govuk-list register-rows">
        {unclaimed.nodes.map((scheme) => (
          <li key={scheme.id} className="register-rows__row">
            <span>
              <Link className="govuk-link" to={to.one(scheme.id)}>
                {scheme.name}
              </Link>
              <span className="register-row-note">{words(scheme.kind)}</span>
            </span>
            {scheme.viewerCanClaim ? (
              <Button
                kind="secondary"
                onClick={() => claim(scheme)}
                disabled={save.loading}
                about={scheme.name}
              >
                Claim
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {unclaimed.totalCount > unclaimed.nodes.length ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={`${to.list}?unled=yes`}>
            All schemes without a lead
          </Link>
        </p>
      ) : null}
    </section>
  );
}
