export { default } from '../NotFoundPage.js';
