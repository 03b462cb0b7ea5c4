/** Step one of rolling forward: the new period, and what is carried. */
import { Link } from 'react-router';
import { DateField, EditForm, type Form, type FormError, TextField } from '../../forms/index.js';
import { plan } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import { nameOfPriority } from './names.js';
import type { NextEdition, OldEdition } from './RollForwardPage.js';

type Props = {
  strategy: OldEdition;
  form: Form<NextEdition>;
  errors: FormError[];
  onSubmit(values: NextEdition): void;
};

export function RollForwardChoices({ strategy, form, errors, onSubmit }: Props) {
  const to = plan(strategy.partnership.slug).strategies;
  return (
    <Page title="Roll this strategy forward" caption={strategy.title} hasErrors={errors.length > 0}>
      <p className="govuk-body">
        The next edition begins as a draft of this one, with its priorities, focus areas and the
        schemes that serve them. This edition stays as it is. In the draft you can reword, move and
        add before you publish it.
      </p>
      <DraftNote strategy={strategy} />
      <EditForm
        form={form}
        errors={errors}
        loading={false}
        onSubmit={onSubmit}
        submitLabel="Preview the next edition"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.one(strategy.id)}>
            Cancel
          </Link>
        }
      >
        <TextField name="title" label="Title of the next edition" />
        <TextField
          name="periodLabel"
          label="Period in words"
          hint="For example, 2026/27"
          width={20}
        />
        <DateField name="startsOn" label="First day" hint="For example, 1 4 2026" />
        <DateField name="endsOn" label="Last day" hint="For example, 31 3 2027" />
        <Carried strategy={strategy} form={form} />
      </EditForm>
    </Page>
  );
}

/** A next edition may be under way already: two drafts of one year are rarely meant. */
function DraftNote({ strategy }: { strategy: OldEdition }) {
  const to = plan(strategy.partnership.slug).strategies;
  const next = strategy.partnership.strategies.find(
    ({ supersedes }) => supersedes?.id === strategy.id,
  );
  if (!next) return null;
  return (
    <div className="govuk-inset-text">
      An edition that follows this one is here already:{' '}
      <Link className="govuk-link" to={to.one(next.id)}>
        {next.title}
      </Link>{' '}
      ({next.state === 'DRAFT' ? 'draft' : next.state.toLowerCase()}).
    </div>
  );
}

/** Each priority and focus area with a tick: without it, it is dropped. */
function Carried({ strategy, form }: { strategy: OldEdition; form: Form<NextEdition> }) {
  const { dropPriorities, dropFocusAreas } = form.values;
  const toggle = (name: 'dropPriorities' | 'dropFocusAreas', id: string) => {
    const dropped = form.values[name];
    form.set(
      name,
      dropped.includes(id) ? dropped.filter((other) => other !== id) : [...dropped, id],
    );
  };
  if (strategy.priorities.length === 0)
    return (
      <div className="govuk-inset-text">
        This edition has no priorities: the next one begins empty.
      </div>
    );
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset" aria-describedby="carried-hint">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
          What does the next edition carry on?
        </legend>
        <div className="govuk-hint" id="carried-hint">
          Take the tick away from what is to be dropped. A priority is dropped with its focus areas.
        </div>
        {strategy.priorities.map((priority) => {
          const isDropped = dropPriorities.includes(priority.id);
          return (
            <div key={priority.id} className="register-carried">
              <Tick
                id={priority.id}
                label={nameOfPriority(priority)}
                hint={hintOf(priority)}
                checked={!isDropped}
                onChange={() => toggle('dropPriorities', priority.id)}
              />
              {priority.focusAreas.length > 0 ? (
                <fieldset className="govuk-fieldset register-carried__areas" disabled={isDropped}>
                  <legend className="govuk-visually-hidden">
                    Focus areas of {nameOfPriority(priority)}
                  </legend>
                  {priority.focusAreas.map((area) => (
                    <Tick
                      key={area.id}
                      id={area.id}
                      label={area.title}
                      checked={!isDropped && !dropFocusAreas.includes(area.id)}
                      onChange={() => toggle('dropFocusAreas', area.id)}
                      small
                    />
                  ))}
                </fieldset>
              ) : null}
            </div>
          );
        })}
      </fieldset>
    </div>
  );
}

/** How many serve it; and that its title is not settled, which is carried on too. */
function hintOf({ projects, titleStatus }: OldEdition['priorities'][number]): string {
  const served = count(projects.length, 'project or scheme', 'projects and schemes');
  if (titleStatus === 'VERIFIED') return served;
  return `${served}. ${titleStatus === 'PROVISIONAL' ? 'Provisional title' : 'Title not known'}`;
}

function Tick({
  id,
  label,
  hint,
  checked,
  onChange,
  small = false,
}: {
  id: string;
  label: string;
  hint?: string;
  checked: boolean;
  onChange(): void;
  small?: boolean;
}) {
  return (
    <div className={`govuk-checkboxes${small ? ' govuk-checkboxes--small' : ''}`}>
      <div className="govuk-checkboxes__item">
        <input
          className="govuk-checkboxes__input"
          type="checkbox"
          id={`carry-${id}`}
          checked={checked}
          onChange={onChange}
          aria-describedby={hint ? `carry-${id}-hint` : undefined}
        />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={`carry-${id}`}>
          {label}
        </label>
        {hint ? (
          <div className="govuk-hint govuk-checkboxes__hint" id={`carry-${id}-hint`}>
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}
