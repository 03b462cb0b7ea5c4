/** The fields of an action's form. */
import {
  DateField,
  LinkField,
  LinksField,
  type Option,
  Select,
  SourcesField,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { words } from '../../ui/words.js';
import { visibilities } from '../schemes/choices.js';
import { useSchemeSearch } from '../schemes/search.js';
import { type ActionPlace, sittingOption } from './actionForm.js';

const statuses = ['OPEN', 'COMPLETED', 'DUPLICATE', 'SUPERSEDED', 'CANCELLED'].map((value) => ({
  value,
  label: words(value),
}));

type Props = {
  place: ActionPlace;
  /** What the action is linked to already, which may not be among what the lists hold. */
  linked: { owners?: Option[]; scheme?: Option; sitting?: Option; priority?: Option };
  /** Whether it was closed: then it can be opened again here. */
  closed?: boolean;
};

export function ActionFields({ place, linked, closed = false }: Props) {
  const search = useSchemeSearch(place.id);
  const sittings = place.calendar.flatMap((each) =>
    '__typename' in each && each.__typename === 'MeetingOccurrence' ? [sittingOption(each)] : [],
  );
  const priorities = (place.strategy?.priorities ?? []).map(({ id, heading }) => ({
    value: id,
    label: heading,
  }));
  return (
    <>
      <TextArea
        name="text"
        label="What is to be done"
        hint="As minuted, if it was. Do not name or describe individuals."
        rows={3}
      />
      <TextField
        name="reference"
        label="Reference (optional)"
        hint="As minuted, for example 4.2"
        width={10}
      />
      <LinksField
        name="owners"
        label="Owner agencies"
        hint="Who does it. Type part of a name."
        options={joined(
          linked.owners ?? [],
          place.agencies.map(({ id, name }) => ({ value: id, label: name })),
        )}
      />
      <TextField
        name="ownerPost"
        label="Post that owns it (optional)"
        hint="A post, never a person's name."
        width={30}
      />
      <DateField name="dueOn" label="Due date" />
      {closed ? (
        <>
          <Select name="status" label="Status" choices={statuses} />
          <TextArea name="closureNote" label="What came of it" rows={3} />
        </>
      ) : null}
      <LinkField
        name="raisedAt"
        label="Agreed at (optional)"
        hint="The sitting. Type part of its name or its day."
        options={joined(linked.sitting ? [linked.sitting] : [], sittings)}
      />
      <LinkField
        name="project"
        label="Project or scheme (optional)"
        hint="Type part of its name."
        options={linked.scheme ? [linked.scheme] : []}
        search={search}
      />
      <LinkField
        name="priority"
        label="Priority (optional)"
        options={joined(linked.priority ? [linked.priority] : [], priorities)}
      />
      <Select name="visibility" label="Who can see it" choices={visibilities} />
      <SourcesField fields={['text', 'dueOn', 'owners']} />
    </>
  );
}

function joined(first: Option[], others: Option[]): Option[] {
  return [...first, ...others.filter(({ value }) => !first.some((each) => each.value === value))];
}
