//! Lists that cross partnerships.
