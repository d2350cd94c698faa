//! `/assets`: style sheets and scripts from inside the program. Their addresses bear a digest of
//! their content, so that a browser may keep them for ever; those of others stand in
//! `assets/vendor`, made by `scripts/assets`.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;

use crate::api::finish::only_reads;
use crate::api::problem::{Code, Problem};

/// `assets/`, as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "assets/"]
#[exclude = "package*.json"]
#[exclude = "vendor/LICENCES.txt"]
struct Assets;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Of an address that bears the digest of another content: a page of another version of the program
/// may ask for it while one takes the place of the other.
const NOT_KEPT: &str = "no-cache";
/// Hexadecimal digits of a digest in an address.
const DIGITS: usize = 12;

/// Registers the address of the assets.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(
        web::resource("/assets/{digest}/{name:.+}")
            .route(web::get().to(asset))
            .route(web::head().to(asset))
            .default_service(web::to(only_reads)),
    );
    config.service(
        web::resource("/favicon.ico")
            .route(web::get().to(icon))
            .route(web::head().to(icon))
            .default_service(web::to(only_reads)),
    );
}

/// The icon by the address that browsers ask for beside what is no page, a drawing for example.
async fn icon() -> Result<HttpResponse, Problem> {
    sent("icon.svg", "public, max-age=86400")
}

/// The address of an asset; a name that is none is a mistake, which the address then shows.
pub(crate) fn address(name: &str) -> String {
    let digest = Assets::get(name).map_or_else(|| "unknown".to_owned(), |f| digest(&f));
    format!("/assets/{digest}/{name}")
}

fn digest(file: &rust_embed::EmbeddedFile) -> String {
    let bytes = file.metadata.sha256_hash().into_iter();
    let digits = bytes.flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).take(DIGITS).collect()
}

async fn asset(path: web::Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (asked, name) = path.into_inner();
    let is_current = Assets::get(&name).is_some_and(|file| digest(&file) == asked);
    sent(&name, if is_current { FOR_EVER } else { NOT_KEPT })
}

fn sent(name: &str, kept: &'static str) -> Result<HttpResponse, Problem> {
    let nothing = || Problem::new(Code::UnknownAddress, "Nothing is at this address.");
    let media_type = media_type(name).ok_or_else(nothing)?;
    let file = Assets::get(name).ok_or_else(nothing)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CACHE_CONTROL, kept))
        .body(file.data.into_owned()))
}

fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next()? {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}
