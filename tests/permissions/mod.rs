//! Who may do what: every mutation run by everybody, on their own records and others'.

mod cases;
mod gone;
mod matrix;
mod random;
mod repeated;
mod scene;
