//! `/log/tile/<L>/<N>[.p/<W>]`: 256 hashes of one level of the log, or the first W of them.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use tlog_tiles::tile::Tile;

use super::{Log, bytes, failed, number_of};
use crate::error::{Error, Result};
use crate::http::fault::Fault;
use crate::http::headers::IMMUTABLE;
use crate::store::checkpoint::{self, Stored};
use crate::store::tx::snapshot;

/// The height of all tiles of the format: eight levels of the log in each.
const HEIGHT: u8 = 8;
/// How long the tiles of a log that goes on from a declared loss are kept at the address
/// that does not name it: caches may still hold those of the log before it.
const BRIEF: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// A tile of the log as it is called now.
pub(super) async fn current(State(log): State<Log>, Path(tile): Path<String>, _: Request) -> Response {
    answer(log, None, &tile).await
}

/// A tile at the address of a log by its number.
pub(super) async fn numbered(
    State(log): State<Log>,
    Path((number, tile)): Path<(String, String)>,
    _: Request,
) -> Response {
    match number_of(&number) {
        Some(number) => answer(log, Some(number), &tile).await,
        None => Fault::not_found().into_response(),
    }
}

async fn answer(log: Log, number: Option<u64>, path: &str) -> Response {
    let Some(tile) = tile_of(path) else { return Fault::not_found().into_response() };
    match log.register.store().read(move |conn| read(conn, &tile, number)).await {
        Ok(Some((data, now))) => {
            let lasting = now == 1 || number.is_some();
            bytes(data, "application/octet-stream", if lasting { IMMUTABLE } else { BRIEF })
        }
        Ok(None) => Fault::not_found().into_response(),
        Err(error) => failed(&error).into_response(),
    }
}

/// The tile of hashes that a path names. The library panics over levels and widths that
/// no tile has, so they are looked at first.
fn tile_of(path: &str) -> Option<Tile> {
    let level: u8 = path.split('/').next()?.parse().ok()?;
    let width = path.rsplit_once(".p/").map(|(_, width)| width.parse::<u32>());
    if level >= 8 || width.is_some_and(|width| !matches!(width, Ok(1..=255))) {
        return None;
    }
    // The library writes the height into the path; the format leaves it out.
    let tile = Tile::from_path(&format!("tile/{HEIGHT}/{path}")).ok()?;
    (tile.level_index() < 1 << 48).then_some(tile)
}

/// The bytes of a tile that the newest checkpoint covers, and the number of its log.
fn read(conn: &mut crate::store::Conn, tile: &Tile, number: Option<u64>) -> Result<Option<(Vec<u8>, u64)>> {
    snapshot(conn, |conn| {
        let Some(found) = checkpoint::latest(conn)? else { return Ok(None) };
        let covered = found.signed.checkpoint.size >> (HEIGHT * tile.level());
        let last = (tile.level_index() << HEIGHT) + u64::from(tile.width());
        if last > covered || number.is_some_and(|number| number != found.origin.number) {
            return Ok(None);
        }
        let data = tile.read_data(&Stored::of(conn)).map_err(|why| Error::internal(why.to_string()))?;
        Ok(Some((data, found.origin.number)))
    })
}
