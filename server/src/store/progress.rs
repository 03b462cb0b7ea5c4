//! Progress updates, in SQL.

use super::rows::*;

stored! {
    ProgressUpdate in progress_update as ProgressUpdateRow by plan;
    columns {
        partnership_id: IdText = partnership,
        project_id: Opt<IdText> = project,
        priority_id: Opt<IdText> = priority,
        focus_area_id: Opt<IdText> = focus_area,
        reported_on: Plain<NaiveDate> = on,
        period_label: Opt<Plain<String>> = period_label,
        rating: Word = rating,
        rating_as_published: Opt<Plain<String>> = rating_as_published,
        narrative: Opt<Plain<String>> = narrative,
        reported_by_id: Opt<IdText> = reported_by,
        visibility: Word = visibility,
    }
    links {
    }
}

/// How many ratings of one subject are looked at.
const RATINGS: i64 = 20;

/// The latest ratings of a subject up to a day, the last first; what is not rated and
/// what was archived is left out.
pub(super) fn ratings(
    conn: &mut Conn,
    subject: ProgressSubject,
    until: NaiveDate,
) -> Result<Vec<(ProgressUpdateId, Rating)>> {
    use schema::progress_update as table;
    let id = AnyId::from(subject).to_string();
    let rated = table::table
        .filter(table::archived.eq(false))
        .filter(table::rating.ne(Rating::NotRated.word()))
        .filter(table::reported_on.le(until))
        .order((table::reported_on.desc(), table::id.desc()))
        .select((table::id, table::rating))
        .limit(RATINGS);
    let rows: Vec<(String, String)> = match subject {
        ProgressSubject::Project(_) => rated.filter(table::project_id.eq(id)).load(conn)?,
        ProgressSubject::Priority(_) => rated.filter(table::priority_id.eq(id)).load(conn)?,
        ProgressSubject::FocusArea(_) => rated.filter(table::focus_area_id.eq(id)).load(conn)?,
    };
    rows.into_iter().map(|(id, rating)| Ok((IdText::decode(id)?, Word::decode(rating)?))).collect()
}
