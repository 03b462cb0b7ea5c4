//! Import and export of partnership files.

mod again;
mod founding;
mod public;
mod refusals;
mod round_trip;
