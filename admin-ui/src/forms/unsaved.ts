/** The forms on this page that hold something unsaved: asked before signing out, let go of after it. */

const forms = new Set<() => void>();

export const unsaved = {
  /** Adds a form, by how it is let go of; gives what takes it out again. */
  add(letGo: () => void): () => void {
    forms.add(letGo);
    return () => {
      forms.delete(letGo);
    };
  },
  /** Whether signing out would lose something. */
  isAny(): boolean {
    return forms.size > 0;
  },
  /** The page may be left without being asked again. */
  letGo(): void {
    for (const letGo of forms) letGo();
  },
};
