/** What a page needs to change something. */
export { Checkbox, Checkboxes, type Choice, Radios, Select } from './Choices.js';
export { badDates, DateField, isDay } from './DateField.js';
export type { Values } from './drafts.js';
export { EditForm } from './EditForm.js';
export {
  badEdition,
  type Edition,
  EditionPriorities,
  editionInput,
  editionValues,
} from './EditionPriorities.js';
export {
  type FormError,
  type FormError,
  formErrors,
  formErrors,
  type UserError,
  UserErrorFields,
  UserErrorFields,
} from './errors.js';
export { type Form, type Form, useForm, useForm } from './form.js';
export {
  LinkField,
  LinkField,
  LinksField,
  LinksField,
  type Option,
  type Option,
} from './LinkField.js';
export {
  filledLines,
  filledLines,
  type Line,
  type Line,
  linesOf,
  linesOf,
  textOf,
  textOf,
} from './lines.js';
export { PasswordField } from './PasswordField.js';
export {
  badRepeat,
  noRepeat,
  RepeatFields,
  type RepeatValues,
  repeatErrors,
  repeatInput,
} from './RepeatFields.js';
export { type LineColumn, type LineColumn, Rows, Rows } from './Rows.js';
export { RuleFields, ruleInput, ruleNames, ruleValues } from './RuleFields.js';
export { inputOf, useRecordForm } from './record.js';
export { SourcesField } from './SourcesField.js';
export { type Save, useSave } from './save.js';
export { badSources, dayOf, sourceLines, sourcesInput } from './sources.js';
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
