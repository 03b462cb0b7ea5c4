//! Strategies, in SQL.

use super::rows::*;

stored! {
    Strategy in strategy as StrategyRow by plan;
    columns {
        partnership_id: IdText = partnership,
        kind: Word = kind,
        state: Word = state,
        title: Plain<String> = title,
        period_label: Opt<Plain<String>> = period_label,
        edition_label: Opt<Plain<String>> = edition_label,
        starts_on: Opt<Plain<NaiveDate>> = starts_on,
        ends_on: Opt<Plain<NaiveDate>> = ends_on,
        summary: Opt<Plain<String>> = summary,
        supersedes_id: Opt<IdText> = supersedes,
        approvals: Json = approvals,
        told: Opt<Json> = told,
    }
    links {
    }
}
