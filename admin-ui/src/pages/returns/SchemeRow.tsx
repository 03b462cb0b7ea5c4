/** One scheme of a return: what was said last, and what there is to say now. */

import type { Form } from '../../forms/form.js';
import { Checkbox, Select, TextArea, type Values } from '../../forms/index.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { ProjectStatusTag, RatingTag } from '../../ui/Status.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';
import { projectStatuses } from '../schemes/choices.js';
import type { Scheme } from './query.js';
import { at, isLeap } from './values.js';

const ratings = ['RED', 'AMBER', 'GREEN', 'NOT_RATED'].map((value) => ({
  value,
  label: words(value),
}));

type Props = {
  form: Form<Values>;
  scheme: Scheme;
  /** Whether somebody else has changed it since the form was opened. */
  conflict: boolean;
};

export function SchemeRow({ form, scheme, conflict }: Props) {
  const { id, name, viewerCanUpdate } = scheme;
  const unchanged = Boolean(form.values[at(id, 'noChange')]);
  return (
    <div className="register-return">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
          <h2 className="govuk-fieldset__heading">{name}</h2>
        </legend>
        <LastTime scheme={scheme} />
        {conflict ? <Changed scheme={scheme} /> : null}
        <Checkbox name={at(id, 'noChange')} label="No change" />
        {unchanged ? null : (
          <>
            <div className="register-return__choices">
              {viewerCanUpdate ? (
                <Select name={at(id, 'status')} label="Status" choices={projectStatuses} />
              ) : null}
              <Select name={at(id, 'rating')} label="How is it going?" choices={ratings} />
            </div>
            <TextArea name={at(id, 'narrative')} label="What is new?" rows={3} />
            {isLeap(form.values, scheme) ? (
              <TextArea
                name={at(id, 'note')}
                label="Why does it go from red to green?"
                hint="Shown in the history. Do not name or describe individuals."
                rows={2}
              />
            ) : null}
          </>
        )}
      </fieldset>
    </div>
  );
}

function LastTime({
  scheme: { status, isStale, latestProgress, lastConfirmedAt },
}: {
  scheme: Scheme;
}) {
  return (
    <div className="register-return__last">
      <p className="govuk-body">
        <ProjectStatusTag status={status} />{' '}
        {latestProgress ? <RatingTag rating={latestProgress.rating} /> : null}{' '}
        {isStale ? <Tag colour="yellow">No news for too long</Tag> : null}
        <span className="register-row-note">
          {latestProgress
            ? `Last update: ${latestProgress.periodLabel ? `${latestProgress.periodLabel}, ` : ''}${day(latestProgress.on)}`
            : 'No update yet'}
          {lastConfirmedAt ? `. Confirmed on ${day(lastConfirmedAt)}` : ''}
        </span>
      </p>
      {latestProgress?.narrative ? <Paragraphs text={latestProgress.narrative} /> : null}
    </div>
  );
}

function Changed({ scheme: { name } }: { scheme: Scheme }) {
  return (
    <div className="govuk-inset-text">
      Somebody else changed {name} while you wrote. Above is how it stands now; what you entered is
      still here. Check it and save again.
    </div>
  );
}
