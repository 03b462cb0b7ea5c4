//! Requests for updates, in SQL.

use super::rows::*;
use super::schema::update_request as table;

stored! {
    UpdateRequest in update_request as UpdateRequestRow by plan;
    columns {
        partnership_id: IdText = partnership,
        state: Word = state,
        due_on: Plain<NaiveDate> = due_on,
        message: Opt<Plain<String>> = message,
        remind_on: Json = remind_on,
        reminded: Json = reminded,
        answers: Json = answers,
    }
    links {
        agencies: update_request_agency(update_request_id -> agency_id),
    }
}

/// The request with this id.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn find(conn: &mut Conn, id: UpdateRequestId) -> Result<Option<UpdateRequest>> {
    UpdateRequest::find(conn, id)
}

/// The requests of a partnership, the newest first.
///
/// # Errors
/// As [`find`].
pub fn of_partnership(conn: &mut Conn, partnership: PartnershipId) -> Result<Vec<UpdateRequest>> {
    let mut requests = UpdateRequest::load(conn, Some(partnership))?;
    requests.reverse();
    Ok(requests)
}

/// All requests that await answers.
///
/// # Errors
/// As [`find`].
pub fn open(conn: &mut Conn) -> Result<Vec<UpdateRequest>> {
    let ids: Vec<String> = table::table
        .filter(table::state.eq(UpdateRequestState::Open.word()))
        .order(table::id)
        .select(table::id)
        .load(conn)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(UpdateRequest::find(conn, IdText::decode(id)?)?);
    }
    Ok(found)
}
