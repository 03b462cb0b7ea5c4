//! A register on a database of its own, filled from partnership files, and its pages.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

pub use crate::founding::SAFER_CHELMSFORD as FOUNDING;

use crate::clock::Clock;
use crate::commands::gate::Gate;
use crate::commands::import::{ImportPartnership, Options};
use crate::graph::register::Register;
use crate::history::change::Actor;
use crate::http::pages::{PublicPages, router};
use crate::store::Store;
use crate::store::db::DatabaseUrl;
use crate::store::migrate::migrate;

/// The page as it was published, its headings lost.
pub const PUBLISHED: &str = include_str!("../../../../data/safer-chelmsford.txt");
/// A partnership that has something of everything, also of what is not public.
pub const EVERYTHING: &str = include_str!("everything.json");

/// A register and its pages; the files go when it is dropped.
pub struct Site {
    pub clock: Clock,
    gate: Option<Gate>,
    router: Router,
    folder: PathBuf,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// An empty register at noon of 1 July 2026.
    pub fn empty() -> Site {
        let folder = std::env::temp_dir().join(format!("register-pages-{}", uuid::Uuid::now_v7().simple()));
        let url: DatabaseUrl = format!("sqlite:{}/register.db", folder.display()).parse().unwrap();
        migrate(&url, &mut url.connect().unwrap()).unwrap();
        let clock = Clock::manual(at("2026-07-01T12:00:00Z"));
        let register = Register::open(Store::open(&url, 2).unwrap(), clock.clone(), 1 << 24).unwrap();
        let gate = Gate::open(&url, clock.clone(), Some(register.clone())).unwrap();
        let cache_control = http::HeaderValue::from_static("public, no-cache");
        let pages = PublicPages::new(register, "type Query {}\n", cache_control);
        Site { clock, gate: Some(gate), router: router(pages), folder }
    }

    /// A register with one partnership from its file.
    pub async fn of(file: &str) -> Site {
        let site = Site::empty();
        site.load(file).await;
        site
    }

    /// Adds the partnership of a file.
    pub async fn load(&self, file: &str) {
        let command =
            ImportPartnership { file: serde_json::from_str(file).unwrap(), options: Options::default() };
        self.gate.as_ref().unwrap().run(command, Actor::import(), "test".into()).await.unwrap();
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.gate = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// What a reader sees of a page: its text without elements, blanks folded.
pub fn text_of(html: &str) -> String {
    let body = &html[html.find("<body").unwrap()..];
    let mut text = String::new();
    let mut inside = true;
    for c in body.chars() {
        match c {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
