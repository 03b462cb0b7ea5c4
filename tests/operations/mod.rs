//! Running the register: backups, putting them back, and looking whether all is well.

mod altered;
mod backup;
mod damaged;
pub mod deep;
mod full_disk;
mod loss;
mod migrating;
mod postgres;
mod readers;
mod restore;
mod shape;
mod signing;
mod users;
