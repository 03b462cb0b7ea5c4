//! Succession of agencies, in SQL.

use super::rows::*;

stored! {
    Succession in succession as SuccessionRow by register;
    columns {
        from_id: IdText = from,
        to_id: Opt<IdText> = to,
        kind: Word = kind,
        taken_effect_on: Opt<Plain<NaiveDate>> = on,
    }
    links {
    }
}
