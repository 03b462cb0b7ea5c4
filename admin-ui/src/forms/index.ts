/** What a page needs to change something. */
export { Checkbox, Checkboxes, type Choice, Radios, Select } from './Choices.js';
export { badDates, DateField, isDay } from './DateField.js';
export type { Values } from './drafts.js';
export { EditForm } from './EditForm.js';
export { type FormError, formErrors, type UserError, UserErrorFields } from './errors.js';
export { type Form, useForm } from './form.js';
export { LinkField, LinksField, type Option } from './LinkField.js';
export { inputOf, useRecordForm } from './record.js';
export { type Save, useSave } from './save.js';
export { NO_INDIVIDUALS, TextArea } from './TextArea.js';
export { TextField } from './TextField.js';
