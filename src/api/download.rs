//! Files of releases on their way to a client: whole or a range, each under the strong tag of its
//! bytes, and made first where nobody asked for them before.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header::{self, EntityTag, Header, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::api::ask::blocking;
use crate::api::observe;
use crate::api::problem::{Code, Problem};
use crate::api::ranges::{Asked, Place};
use crate::domain::FileKind;
use crate::query::Store;
use crate::release::{Shelf, Shelved};

/// The address names the release and the bytes never change.
const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";
/// Bytes that are read at a time.
const CHUNK: u64 = 256 << 10;
/// How long an answer waits for a file that is being made.
const PATIENCE: Duration = Duration::from_secs(5);

/// A shelf whose files are made one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Shelving {
    shelf: Shelf,
    making: Arc<Mutex<()>>,
}

impl Shelving {
    pub(crate) fn new(shelf: Shelf) -> Self {
        Self { shelf, making: Arc::default() }
    }

    /// A file of a release; made first where it is of the release that is stored.
    pub(crate) async fn file(
        &self,
        store: &Store,
        release: &str,
        kind: FileKind,
    ) -> Result<Option<Shelved>, Problem> {
        if let Some(shelved) = self.shelf.find(release, kind) {
            return Ok(Some(shelved));
        }
        let (files, store, making) = (self.shelf.clone(), store.clone(), self.making.clone());
        let made = actix_web::rt::spawn(observe::carried(async move {
            let _one_at_a_time = making.lock().await;
            blocking(move || files.fill(&store).map_err(|error| unmade(&error))).await
        }));
        match tokio::time::timeout(PATIENCE, made).await {
            Ok(Ok(made)) => made.map(|_| self.shelf.find(release, kind)),
            Ok(Err(error)) => {
                tracing::error!(%error, "the files of a release were not made to the end");
                Err(Problem::new(Code::Internal, "The service failed; the cause is in its log."))
            }
            Err(_) => {
                let detail = "The file is being made; try again in a moment.";
                Err(Problem::new(Code::DatabaseUnavailable, detail))
            }
        }
    }
}

fn unmade(error: &crate::release::ReleaseError) -> Problem {
    if error.is_lost() {
        tracing::warn!(%error, "the files of a release cannot be made any more");
        let detail = "The files of this release are gone and cannot be made again as they were; the \
                      next import makes a release whose files are here.";
        return Problem::new(Code::NotFound, detail);
    }
    tracing::error!(%error, "the files of a release cannot be made");
    Problem::new(Code::Internal, "The file cannot be made; the cause is in the service's log.")
}

/// Answers with a file, or with the range of it that is asked for.
pub(crate) fn send(
    request: &HttpRequest,
    shelved: &Shelved,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let tag = EntityTag::new_strong(shelved.file.sha256.clone());
    let length = u64::try_from(shelved.file.byte_size).unwrap_or_default();
    if has_it(request, &tag) {
        return Ok(about(StatusCode::NOT_MODIFIED, &tag).finish());
    }
    // A range is of what GET sends; HEAD tells of the whole file.
    let asked = Asked::of(request).filter(|_| request.method() == Method::GET);
    let place = asked.map(|asked| asked.within(Some(&tag), length));
    let (status, from, to) = match place {
        None | Some(Place::Whole) => (StatusCode::OK, 0, length),
        Some(Place::Part(first, last)) => (StatusCode::PARTIAL_CONTENT, first, last + 1),
        Some(Place::Nowhere) => return Err(Problem::range_not_satisfiable(length)),
    };
    let mut answer = about(status, &tag);
    answer.content_type(kind.media_type());
    let disposition = format!("attachment; filename=\"{}\"", shelved.file.name);
    answer.insert_header((header::CONTENT_DISPOSITION, disposition));
    // Both kinds are compressed already, and a range is one of these very bytes.
    answer.insert_header((header::CONTENT_ENCODING, "identity"));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {from}-{}/{length}", to.saturating_sub(1));
        answer.insert_header((header::CONTENT_RANGE, range));
    }
    let left = to - from;
    if request.method() == Method::HEAD {
        return Ok(answer.body(FileBody { file: None, left, reading: None }));
    }
    let file = File::open(&shelved.path).and_then(|mut file| {
        file.seek(SeekFrom::Start(from))?;
        Ok(file)
    });
    let file = file.map_err(|error| {
        tracing::error!(%error, path = %shelved.path.display(), "a file of a release is gone");
        Problem::new(Code::Internal, "The service failed; the cause is in its log.")
    })?;
    Ok(answer.body(FileBody { file: Some(file), left, reading: None }))
}

fn about(status: StatusCode, tag: &EntityTag) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::ETAG, tag.to_string()));
    answer.insert_header((header::CACHE_CONTROL, CACHE_CONTROL));
    answer.insert_header((header::ACCEPT_RANGES, "bytes"));
    answer
}

fn has_it(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|t| t.weak_eq(tag)),
        Ok(IfNoneMatch::Any) => request.headers().contains_key(header::IF_NONE_MATCH),
        Err(_) => false,
    }
}

/// What is left of a file.
#[derive(Debug)]
struct FileBody {
    file: Option<File>,
    left: u64,
    reading: Option<JoinHandle<io::Result<(File, Bytes)>>>,
}

impl MessageBody for FileBody {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.left)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        if self.reading.is_none() {
            let wanted = self.left.min(CHUNK);
            let Some(file) = self.file.take().filter(|_| wanted > 0) else {
                return Poll::Ready(None);
            };
            self.reading = Some(tokio::task::spawn_blocking(move || read(file, wanted)));
        }
        let Some(reading) = &mut self.reading else { return Poll::Ready(None) };
        let read = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let (file, bytes) = match read {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => return Poll::Ready(Some(Err(error))),
            Err(error) => return Poll::Ready(Some(Err(io::Error::other(error)))),
        };
        self.left -= u64::try_from(bytes.len()).unwrap_or(self.left);
        self.file = Some(file);
        Poll::Ready(Some(Ok(bytes)))
    }
}

fn read(mut file: File, wanted: u64) -> io::Result<(File, Bytes)> {
    let mut bytes = Vec::new();
    file.by_ref().take(wanted).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter"));
    }
    Ok((file, bytes.into()))
}
