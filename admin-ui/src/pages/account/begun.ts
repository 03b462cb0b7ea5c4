/**
 * What somebody began in this browser and did not finish, kept over a reload: a key that was
 * shown to be read by an app, and recovery codes that were shown to be kept. Only that they
 * were shown is kept, never what they were.
 */

type Step = 'key' | 'codes';

const place = (step: Step, user: string) => `register-shown-${step}:${user}`;

export const begun = {
  note(step: Step, user: string): void {
    try {
      localStorage.setItem(place(step, user), 'yes');
    } catch {
      // A browser that keeps nothing only says less after a reload.
    }
  },
  finish(step: Step, user: string): void {
    try {
      localStorage.removeItem(place(step, user));
    } catch {
      // See note.
    }
  },
  isOpen(step: Step, user: string): boolean {
    try {
      return localStorage.getItem(place(step, user)) !== null;
    } catch {
      return false;
    }
  },
};
