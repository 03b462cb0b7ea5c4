//! Partnership files for tests.

use partnership_register::founding::SAFER_CHELMSFORD;
use partnership_register::model::file::PartnershipFile;

/// The founding partnership.
pub fn founding_file() -> PartnershipFile {
    serde_json::from_str(SAFER_CHELMSFORD).unwrap()
}
