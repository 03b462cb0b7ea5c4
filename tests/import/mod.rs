//! Import and export of partnership files.

mod founding;
