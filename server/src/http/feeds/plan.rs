//! `plan.json`: the public plan as a partnership file.

use crate::error::{Error, Result};
use crate::model::file::PartnershipFile;

/// The file as indented JSON that ends with a line break, as `export` writes it.
///
/// # Errors
/// None in practice: a partnership file always serialises.
pub fn render(file: &PartnershipFile) -> Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(file).map_err(Error::internal)?;
    json.push(b'\n');
    Ok(json)
}
