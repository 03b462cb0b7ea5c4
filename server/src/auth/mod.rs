//! Who may see and do what.

pub mod actor;
pub mod policy;
pub mod scope;
pub mod viewer;
