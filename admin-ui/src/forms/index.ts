/** What a page needs to change something. */

export { Beside } from './beside.js';
export { Checkbox, Checkboxes, type Choice, Radios, Select } from './Choices.js';
export { badDates, DateField } from './DateField.js';
export type { Values } from './drafts.js';
export { EditForm } from './EditForm.js';
export {
  badEdition,
  type Edition,
  EditionPriorities,
  editionInput,
  editionValues,
} from './EditionPriorities.js';
export { type FormError, formErrors, type UserError, UserErrorFields } from './errors.js';
export { type Form, useForm } from './form.js';
export { LinkField, LinksField, type Option } from './LinkField.js';
export { filledLines, type Line, linesOf, textOf } from './lines.js';
export { More } from './More.js';
export { useNeeded } from './needed.js';
export { PasswordField } from './PasswordField.js';
export { usePending } from './pending.js';
export {
  badNewDates,
  noRepeat,
  RepeatFields,
  type RepeatValues,
  repeatErrors,
  repeatInput,
} from './RepeatFields.js';
export { type LineColumn, Rows } from './Rows.js';
export { RuleFields, ruleInput, ruleNames, ruleValues } from './RuleFields.js';
export { inputOf, useRecordForm } from './record.js';
export { SourcesField } from './SourcesField.js';
export { type Outcome, type Save, useSave } from './save.js';
export { badSources, sourceLines, sourcesInput } from './sources.js';
export { NO_INDIVIDUALS, TextArea } from './TextArea.js';
export { TextField } from './TextField.js';
export {
  badWhen,
  noWhen,
  WhenFields,
  type WhenValues,
  whenInput,
  whenValues,
} from './WhenFields.js';
