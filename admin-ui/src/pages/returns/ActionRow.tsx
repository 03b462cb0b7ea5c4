/** One action of a return that is due. */
import { Checkbox, TextArea } from '../../forms/index.js';
import { Tag } from '../../ui/Tag.js';
import { day } from '../../ui/words.js';
import type { DueAction } from './query.js';
import { at } from './values.js';

export const titleOf = ({ reference, text }: DueAction) =>
  reference ? `${reference}: ${text}` : text;

export function ActionRow({ action, conflict }: { action: DueAction; conflict: boolean }) {
  const { id, dueOn, isOverdue } = action;
  return (
    <div className="register-return">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
          {titleOf(action)}
        </legend>
        <p className="govuk-body register-return__last">
          {dueOn ? `Due on ${day(dueOn)}` : 'No due date'}{' '}
          {isOverdue ? <Tag colour="red">Overdue</Tag> : null}
        </p>
        {conflict ? (
          <div className="govuk-inset-text">
            Somebody else changed this action while you wrote. Check what you entered and save
            again.
          </div>
        ) : null}
        <Checkbox name={at(id, 'done')} label="Done" />
        <TextArea name={at(id, 'note')} label="What was done so far?" rows={2} />
      </fieldset>
    </div>
  );
}
