/** Adds actions to a sitting from its page, one a line, without recording it anew. */
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  EditForm,
  type FormError,
  filledLines,
  NO_INDIVIDUALS,
  Rows,
  textOf,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { Button } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { count } from '../../ui/words.js';
import { actionColumns, ownersOf } from './actionLines.js';
import { actionsInput, badActions, blankAction } from './record.js';

const PlaceQuery = graphql(`
  query AddActions_Place($slug: String!) {
    partnership(slug: $slug) { id agencies { id name } }
  }
`);

const Create = graphql(
  `
    mutation AddActions_Create($input: CreateActionsInput!) {
      createActions(input: $input) {
        actions { id raisedAt { id actions { id } } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Place = { id: string; agencies: readonly { id: string; name: string }[] };
type Props = { slug: string; sitting: string; onAdded(): void };

/** A button that opens the lines. */
export function AddActions(props: Props) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button kind="secondary" onClick={() => setOpen(true)}>
        Add actions
      </Button>
    );
  }
  return <Open {...props} close={() => setOpen(false)} />;
}

function Open({ close, ...props }: Props & { close(): void }) {
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug: props.slug } });
  return (
    <Loaded query={query} retry={ask} what="the agencies">
      {({ partnership }) =>
        partnership ? <Lines {...props} place={partnership} close={close} /> : null
      }
    </Loaded>
  );
}

function Lines({ sitting, place, onAdded, close }: Props & { place: Place; close(): void }) {
  const flash = useFlash();
  const save = useSave(Create, 'createActions');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors.map(asLine);
  const owners = ownersOf(place.agencies);
  const initial = { actions: [textOf(blankAction)] };
  const form = useForm({ draftKey: `add-actions:${sitting}`, initial, version: null, errors });
  const submit = async (values: typeof initial) => {
    const actions = filledLines(values.actions, blankAction);
    form.set('actions', actions.length > 0 ? actions : initial.actions);
    const nothing = { field: 'actions.0.text', message: 'Say what is to be done' };
    const wrong = actions.length > 0 ? badActions(actions, owners) : [nothing];
    setTyped(wrong);
    if (wrong.length > 0) return;
    const rows = actionsInput(actions).map((action) => ({
      ...action,
      partnership: place.id,
      raisedAt: sitting,
    }));
    const { saved } = await save.run({ rows }, form.draftKey);
    if (!saved) return;
    form.reset(initial, null);
    close();
    onAdded();
    flash.show(`${count(rows.length, 'action')} added`);
  };
  return (
    <EditForm
      form={form}
      errors={errors}
      loading={save.loading}
      onSubmit={submit}
      submitLabel="Add the actions"
      cancel={
        <Button kind="link" onClick={close}>
          Cancel
        </Button>
      }
    >
      <Rows
        name="actions"
        label="Actions to add"
        hint={`One a line: Enter begins the next. Type part of an agency’s name, and a day like 27/3. ${NO_INDIVIDUALS}`}
        columns={actionColumns(owners)}
        blank={blankAction}
        addLabel="Add an action"
        lineLabel="Action"
      />
    </EditForm>
  );
}

/** The register counts rows and names owners; the form has lines with one owner. */
function asLine({ field, message }: FormError): FormError {
  const named = field?.replace(/^rows\.(\d+)\.?/, 'actions.$1.').replace(/owners.*/, 'owner');
  return { field: named?.replace(/\.$/, '') ?? null, message };
}
