//! Who makes a change, for whom.

use crate::model::{AgencyId, UserId};

/// Who makes a change, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The id of the user, or the name of a part of the system such as `system:import`.
    pub id: String,
    /// The role under which it was allowed.
    pub role: String,
    /// The agency acted for.
    pub agency: Option<AgencyId>,
}

impl Actor {
    /// The import of partnership files, which has no user of its own.
    pub fn import() -> Self {
        Self::system(IMPORT)
    }

    /// Whoever works at the machine itself, by the command line.
    pub fn command_line() -> Self {
        Self::system(COMMAND_LINE)
    }

    /// Somebody who changes their own account.
    pub fn owner(user: UserId, role: &str) -> Self {
        Actor { id: user.to_string(), role: role.to_owned(), agency: None }
    }

    /// The program itself, such as when it locks an account.
    pub fn register() -> Self {
        Self::system(REGISTER)
    }

    fn system(id: &str) -> Self {
        Actor { id: id.to_owned(), role: "SYSTEM".to_owned(), agency: None }
    }
}

/// The id of the actor that imports partnership files.
pub const IMPORT: &str = "system:import";
/// The id of the actor that is the command line.
pub const COMMAND_LINE: &str = "system:command-line";
/// The id of the actor that is the program itself.
pub const REGISTER: &str = "system:register";
