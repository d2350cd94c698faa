//! Conditional reading: an answer is named by the release it was made from and by what was asked,
//! so a client or a cache that has it already is told so without the question being asked again.

use std::time::Instant;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, EntityTag, Header, HeaderName, HeaderValue, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use sha2::{Digest, Sha256};

use crate::api::kept::{Key, Turn};
use crate::api::observe::MadeFrom;
use crate::api::protect::admitted;
use crate::api::{Faces, answered, digest, graphql, query_string};

/// How long caches may answer by themselves: data changes a few times a year, and a correction
/// should still be seen within minutes. A shared cache may go on for a while with what it has while
/// it asks, and for a day where nobody answers.
const OF_THE_LATEST: &str =
    "public, max-age=300, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400";
/// The same where the address names its release: the answer stays as it is.
const OF_ONE_RELEASE: &str = "public, max-age=31536000, immutable";
/// Where an import came between two sessions of one answer.
const OF_TWO_RELEASES: &str = "no-store";
/// The parameter by which an address names its release.
const RELEASE: &str = "release";
/// Hexadecimal digits of a tag.
const TAG_DIGITS: usize = 24;

/// Answers 304 where the client has the answer, without asking the database, and names the answers
/// that it lets through by the release that they were made from.
pub(crate) async fn conditional<B: MessageBody + 'static>(
    faces: web::Data<Faces>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let begun = Instant::now();
    let asked = Question::of(request.request(), &faces);
    let presumed = match (&asked.had, &asked.release) {
        (tags, _) if tags.is_empty() => None,
        (_, Some(named)) => Some(named.clone()),
        _ => faces.latest.id(&faces.store).await,
    };
    if let Some(release) = presumed.filter(|release| asked.has(release)) {
        return Ok(request.into_response(asked.not_modified(&release)).map_into_right_body());
    }
    let _turn = match asked.kept(&faces).await {
        Ok((release, kept)) => {
            request.extensions_mut().insert(MadeFrom(release));
            return Ok(request.into_response(kept).map_into_right_body());
        }
        Err(turn) => turn,
    };
    let room = match faces.guards.admission.enter().await {
        Ok(room) => room,
        Err(problem) => {
            let answer = problem.answer(Some(request.path()));
            return Ok(request.into_response(answer).map_into_right_body());
        }
    };
    let (response, releases) = answered::watch(admitted(room, next.call(request))).await;
    let mut response = response?;
    let mut releases = releases.into_iter();
    let (release, another) = (releases.next(), releases.next());
    if let Some(release) = &release {
        response.request().extensions_mut().insert(MadeFrom(release.clone()));
    }
    if let (Some(release), None) = (&release, &another) {
        faces.latest.saw(release, begun);
    }
    if response.status() != StatusCode::OK || response.headers().contains_key(header::CACHE_CONTROL)
    {
        return Ok(response.map_into_left_body());
    }
    if another.is_some() {
        let value = HeaderValue::from_static(OF_TWO_RELEASES);
        response.headers_mut().insert(header::CACHE_CONTROL, value);
        return Ok(response.map_into_left_body());
    }
    // What the store was not asked for is the same in every release.
    let release = release.unwrap_or_default();
    if asked.has(&release) {
        return Ok(response.into_response(asked.not_modified(&release)).map_into_right_body());
    }
    asked.describe(response.headers_mut(), &release);
    // Nobody would find it: what is kept is looked for under the release that is stored.
    if !asked.may_be_kept || release.is_empty() {
        return Ok(response.map_into_left_body());
    }
    let (request, response) = response.into_parts();
    let response = faces.kept.keep(asked.key(&release), response);
    Ok(ServiceResponse::new(request, response).map_into_right_body())
}

/// What was asked for, as far as it tells answers apart.
pub(crate) struct Question {
    /// Of the version of the program, how the service is configured, the address and the headers
    /// that the answer depends on.
    digest: Sha256,
    /// The headers that the answer depends on.
    vary: &'static str,
    /// The release that the address names.
    release: Option<String>,
    /// The tags of the answers that the client has.
    had: Vec<EntityTag>,
    /// Whether all of the answer is asked for.
    may_be_kept: bool,
}

impl Question {
    /// The question of a request, without its body.
    pub(crate) fn of(request: &HttpRequest, faces: &Faces) -> Self {
        Self::configured(request, faces.service.fingerprint() ^ faces.guards.fingerprint)
    }

    fn configured(request: &HttpRequest, configured: u64) -> Self {
        let pairs = query_string::pairs(request.query_string()).unwrap_or_default();
        // REST refuses parameters that mean nothing; GraphQL lets all pass but the release.
        let is_rest = request.path() != graphql::PATH;
        let named = |name| pairs.iter().find(|(n, _)| n == name && (is_rest || n == RELEASE));
        let (vary, headers): (_, &[HeaderName]) = match (named("format"), named("language")) {
            (None, None) => ("Accept, Accept-Language", &[header::ACCEPT, header::ACCEPT_LANGUAGE]),
            (Some(_), None) => ("Accept-Language", &[header::ACCEPT_LANGUAGE]),
            (None, Some(_)) => ("Accept", &[header::ACCEPT]),
            (Some(_), Some(_)) => ("", &[]),
        };
        let address = request.uri().to_string();
        let mut digest = Sha256::new();
        let parts =
            [env!("CARGO_PKG_VERSION").as_bytes(), &configured.to_be_bytes(), address.as_bytes()];
        for part in parts {
            digest.update(part);
            digest.update([0]);
        }
        // The host stands in the links of the answer. A header that is sent in several lines counts
        // as a whole: what an answer is made of is not always the first.
        for name in [header::HOST].iter().chain(headers) {
            for value in request.headers().get_all(name) {
                digest.update(value);
                digest.update([1]);
            }
            digest.update([0]);
        }
        let had = match IfNoneMatch::parse(request) {
            // `*` would match any answer, also one that this address does not have.
            Ok(IfNoneMatch::Items(tags)) => tags,
            _ => Vec::new(),
        };
        Self {
            digest,
            vary,
            release: named(RELEASE).map(|(_, id)| id.clone()),
            had,
            may_be_kept: !request.headers().contains_key(header::RANGE),
        }
    }

    /// The question of a request with this body, which is never that of one without, not even where
    /// there is nothing in it.
    pub(crate) fn with_body(mut self, body: &[u8]) -> Self {
        self.digest.update([2]);
        self.digest.update(body);
        self
    }

    /// The answer that is kept, with the release that it was made from: the one that is stored, by
    /// all that is known. Otherwise the turn to answer, to be held until the answer is kept; none
    /// where an answer will not be.
    pub(crate) async fn kept(&self, faces: &Faces) -> Result<(String, HttpResponse), Option<Turn>> {
        if !faces.kept.is_on() || !self.may_be_kept {
            return Err(None);
        }
        let latest = faces.latest.id(&faces.store).await.ok_or(None)?;
        if self.release.as_ref().is_some_and(|named| *named != latest) {
            return Err(None);
        }
        let key = self.key(&latest);
        if let Some(answer) = faces.kept.answer(&key) {
            return Ok((latest, answer));
        }
        let turn = faces.kept.turn(&key).await;
        // It may have been kept since.
        faces.kept.answer(&key).map(|answer| (latest, answer)).ok_or(turn)
    }

    /// What the answer is found by, as made from this release.
    pub(crate) fn key(&self, release: &str) -> Key {
        self.digest.clone().chain_update(release).finalize().into()
    }

    /// The name of the answer, as made from this release.
    fn tag(&self, release: &str) -> EntityTag {
        let digest = digest::hexadecimal(&self.key(release));
        EntityTag::new_strong(digest.chars().take(TAG_DIGITS).collect())
    }

    /// Whether the client has the answer, as made from this release.
    fn has(&self, release: &str) -> bool {
        let tag = self.tag(release);
        self.had.iter().any(|had| had.weak_eq(&tag))
    }

    fn not_modified(&self, release: &str) -> HttpResponse {
        let mut response = HttpResponse::NotModified().finish();
        self.describe(response.headers_mut(), release);
        response
    }

    fn describe(&self, headers: &mut header::HeaderMap, release: &str) {
        let stays = self.release.as_deref() == Some(release);
        let kept = HeaderValue::from_static(if stays { OF_ONE_RELEASE } else { OF_THE_LATEST });
        headers.insert(header::CACHE_CONTROL, kept);
        if !self.vary.is_empty() {
            headers.append(header::VARY, HeaderValue::from_static(self.vary));
        }
        if let Ok(value) = HeaderValue::from_str(&self.tag(release).to_string()) {
            headers.insert(header::ETAG, value);
        }
    }
}

/// An answer that was compressed on the way is not the same bytes: its tag becomes a weak one.
pub(crate) async fn weaken_compressed<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    // Said only to keep an answer from being compressed.
    let encoding = response.headers().get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| encoding == "identity") {
        response.headers_mut().remove(header::CONTENT_ENCODING);
    }
    if response.headers().contains_key(header::CONTENT_ENCODING) {
        let tag = response.headers().get(header::ETAG).and_then(|t| t.to_str().ok());
        let weak = tag
            .filter(|tag| !tag.starts_with("W/"))
            .and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok());
        if let Some(weak) = weak {
            response.headers_mut().insert(header::ETAG, weak);
        }
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn kept(address: &str, release: &str) -> String {
        let question = Question::configured(&TestRequest::with_uri(address).to_http_request(), 0);
        let mut headers = header::HeaderMap::new();
        question.describe(&mut headers, release);
        headers.get(header::CACHE_CONTROL).unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn an_answer_of_the_release_that_its_address_names_stays() {
        assert_eq!(kept("/v1/units?release=abc", "abc"), OF_ONE_RELEASE);
        assert_eq!(kept("/graphql?release=abc", "abc"), OF_ONE_RELEASE);
        for (address, release) in
            [("/v1/units?release=abc", "def"), ("/v1/units", "abc"), ("/v1/units?release=", "abc")]
        {
            assert_eq!(kept(address, release), OF_THE_LATEST, "{address}");
        }
    }
}
