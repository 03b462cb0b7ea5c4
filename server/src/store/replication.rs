//! Whether PostgreSQL calls triggers in a connection. In one that is told to be of a replica,
//! by the setting `session_replication_role`, it does not, nor does it ask foreign keys: whoever
//! may set that for a database or a role takes away what guards the history.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// Has triggers called in this connection, where this user may say so.
const CALLED: &str = "
    DO $$ BEGIN
        IF current_setting('session_replication_role') <> 'origin' THEN
            SET session_replication_role = origin;
        END IF;
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END $$";

#[derive(QueryableByName)]
struct Role {
    #[diesel(sql_type = Text)]
    role: String,
}

/// Has triggers called, whatever the database or the role is set to, where this user may.
pub(super) fn call_triggers(conn: &mut PgConnection) -> QueryResult<()> {
    conn.batch_execute(CALLED)
}

/// Why nothing may be written in this connection, if so.
pub(super) fn refusal(conn: &mut PgConnection) -> QueryResult<Option<String>> {
    let asked = "SELECT current_setting('session_replication_role') AS role";
    let Role { role } = diesel::sql_query(asked).get_result(conn)?;
    Ok((role != "origin").then(|| {
        format!(
            "its setting session_replication_role is `{role}`, so no trigger would guard the history. \
             `partnership-register check --deep` says where that is set; as a superuser, take it back with ALTER DATABASE \
             or ALTER ROLE and RESET session_replication_role"
        )
    }))
}
