//! Running the register: backups, putting them back, and looking whether all is well.

mod backup;
mod deep;
mod postgres;
mod restore;
