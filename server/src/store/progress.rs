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
const RATINGS: i64 = 500;

/// A rating of a subject, with the day that it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    /// The day.
    pub on: NaiveDate,
    /// The update that gives it; of those of one day the later one comes after.
    pub id: ProgressUpdateId,
    /// The rating.
    pub rating: Rating,
}

/// The latest ratings of a subject in order of their days; what is not rated and what was
/// archived is left out.
pub(super) fn ratings(conn: &mut Conn, subject: ProgressSubject) -> Result<Vec<Rated>> {
    use schema::progress_update as table;
    let id = AnyId::from(subject).to_string();
    let rated = table::table
        .filter(table::archived.eq(false))
        .filter(table::rating.ne(Rating::NotRated.word()))
        .order((table::reported_on.desc(), table::id.desc()))
        .select((table::reported_on, table::id, table::rating))
        .limit(RATINGS);
    let rows: Vec<(NaiveDate, String, String)> = match subject {
        ProgressSubject::Project(_) => rated.filter(table::project_id.eq(id)).load(conn)?,
        ProgressSubject::Priority(_) => rated.filter(table::priority_id.eq(id)).load(conn)?,
        ProgressSubject::FocusArea(_) => rated.filter(table::focus_area_id.eq(id)).load(conn)?,
    };
    let rated = |(on, id, rating)| Ok(Rated { on, id: IdText::decode(id)?, rating: Word::decode(rating)? });
    rows.into_iter().rev().map(rated).collect()
}
