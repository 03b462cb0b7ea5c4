//! Projects and schemes, in SQL.

use super::rows::*;

stored! {
    Project in project as ProjectRow by plan;
    columns {
        partnership_id: IdText = partnership,
        name: Plain<String> = name,
        kind: Word = kind,
        status: Word = status,
        description: Opt<Plain<String>> = description,
        website: Opt<Plain<String>> = website,
        lead_agency_id: Opt<IdText> = lead_agency,
        lead_post: Opt<Plain<String>> = lead_post,
        starts_on: Opt<Plain<NaiveDate>> = starts_on,
        ends_on: Opt<Plain<NaiveDate>> = ends_on,
        last_confirmed_at: Opt<Moment> = last_confirmed_at,
        visibility: Word = visibility,
        told: Opt<Json> = told,
    }
    links {
        partner_agencies: project_partner_agency(project_id -> agency_id),
    }
}
