/** Publishing and withdrawing: what it means is said first, and why is asked. */
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Beside, EditForm, type Save, type UserError, useRecordForm } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Page } from '../../ui/Page.js';

export const StateChangeFields = graphql(`
  fragment StateChange on Strategy @_unmask {
    id
    version
    title
    kind
    state
    startsOn
    endsOn
    isArchived
    viewerCanPublish
    viewerCanWithdraw
    approvals { body outcome on }
    priorities { id position title titleStatus leadAgencies { id } focusAreas { id } }
    partnership {
      id
      slug
      kind
      strategy { id title kind startsOn endsOn approvals { outcome on } }
    }
  }
`);

export type StateChanged = ResultOf<typeof StateChangeFields>;

/** Of both mutations. */
type SaveState = Save<
  { id: string; version: number; reason?: string | null },
  { strategy: StateChanged | null; errors: readonly UserError[] }
>;

type Props = {
  strategy: StateChanged;
  title: string;
  submitLabel: string;
  /** What is said when it is done. */
  done: string;
  save: SaveState;
  /** What will happen. */
  children: ReactNode;
};

export function StateChangePage({ strategy, title, submitLabel, done, save, children }: Props) {
  const to = plan(strategy.partnership.slug).strategies;
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: null,
    record: strategy,
    // What the step makes of it is the whole edition, of which no field here tells.
    valuesOf: ({ version }) => ({ 'beside.edition': `${version}` }),
    save,
    recordOf: (payload) => payload.strategy,
    input: ({ reason }, _, version) => ({ id: strategy.id, version, reason: reason || null }),
    onSaved: async () => {
      await navigate(to.one(strategy.id));
      flash.show(done);
    },
  });
  return (
    <Page title={title} caption={strategy.title} hasErrors={edit.errors.length > 0}>
      {children}
      <EditForm
        {...edit}
        reason="required"
        submitLabel={submitLabel}
        leaveFreely
        cancel={
          <Link className="govuk-link" to={to.one(strategy.id)}>
            Cancel
          </Link>
        }
      >
        <Beside
          name="beside.edition"
          label="The strategy"
          show={() => 'read again above what will happen'}
        />
      </EditForm>
    </Page>
  );
}
