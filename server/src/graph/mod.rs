//! A partnership in memory, read through a view.
//!
//! [`partnership`] builds the immutable graph of one partnership from its records,
//! [`directory`] that of the agencies and partnerships of the whole register.
//! [`register`] keeps both current. [`view`] is the only way to read either: it carries
//! the scope of the request and notes what was read. [`feed`] tells those who listen that
//! something was committed.

pub mod attendance;
pub mod calendar;
pub mod checks;
pub mod directory;
pub mod feed;
mod filter;
pub mod follower;
pub mod footprint;
mod gaps;
pub mod list;
pub mod partnership;
pub mod ratings;
pub mod read;
pub mod register;
pub mod request;
pub mod responsibility;
pub mod returns;
pub mod view;
