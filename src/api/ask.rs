//! From the asynchronous faces to the synchronous questions, and back with a problem if need be.

use std::pin::pin;
use std::time::Duration;

use crate::api::problem::{Code, Problem};
use crate::api::{answered, observe, protect};
use crate::query::{self, Asking, Error, Session, Store};

/// How often it is looked whether the database still answers, while an answer is waited for.
const LOOK: Duration = Duration::from_millis(100);

/// Asks a question in a session of its own, on a thread that may block, and tells the release that
/// the session saw to whoever watches the answer.
///
/// # Errors
///
/// The problem to answer with; its cause is in the log.
pub async fn ask<T, Q>(store: &Store, question: Q) -> Result<T, Problem>
where
    T: Send + 'static,
    Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
{
    let watched = answered::is_watched();
    let asked = in_session(store, move |mut session| {
        let answer = question(&mut session)?;
        let release = if watched { query::release_id(&mut session)? } else { None };
        Ok((answer, release.unwrap_or_default()))
    });
    let (answer, release) = asked.await?;
    answered::tell(&release);
    Ok(answer)
}

/// Works with a session of its own, on a thread that may block.
///
/// # Errors
///
/// The problem to answer with; its cause is in the log.
pub(crate) async fn in_session<T, W>(store: &Store, work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce(Session) -> Result<T, Problem> + Send + 'static,
{
    let asking = store.asking();
    let asked = asking.clone();
    let working = blocking(move || work(asked.session().map_err(Error::from)?));
    unless_lost(&asking, working).await
}

/// Waits for an answer as long as the database is there to give it. A thread that waits for a
/// server that hangs cannot be ended; it ends when the server goes on or is gone.
pub(crate) async fn unless_lost<T>(
    asking: &Asking,
    working: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let mut working = pin!(working);
    loop {
        match tokio::time::timeout(LOOK, working.as_mut()).await {
            Ok(answer) => return answer,
            Err(_) if asking.is_lost() => {
                tracing::warn!("the database stopped answering in the middle of a question");
                return Err(Problem::new(Code::DatabaseUnavailable, UNAVAILABLE_DETAIL));
            }
            Err(_) => {}
        }
    }
}

/// Does what may block on a thread that may.
///
/// # Errors
///
/// The problem to answer with; its cause is in the log.
pub(crate) async fn blocking<T, W>(work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce() -> Result<T, Problem> + Send + 'static,
{
    let room = protect::current();
    if let Some(room) = room.as_ref().filter(|room| room.is_late()) {
        return Err(room.late());
    }
    let kept = room.clone();
    let span = tracing::Span::current();
    let work = observe::question(work);
    let working = tokio::task::spawn_blocking(move || {
        let answer = span.in_scope(work);
        drop(kept);
        answer
    });
    let worked = match &room {
        Some(room) => match tokio::time::timeout_at(room.until, working).await {
            Ok(worked) => worked,
            Err(_) => return Err(room.late()),
        },
        None => working.await,
    };
    match worked {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "a question did not come to an end");
            Err(Problem::new(Code::Internal, INTERNAL_DETAIL))
        }
    }
}

const UNAVAILABLE_DETAIL: &str = "The database does not answer; try again in a moment.";
const INTERNAL_DETAIL: &str = "The service failed; the cause is in its log.";

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::InvalidParameter { .. } => Code::InvalidParameter,
            Error::UnknownValue { .. } => Code::UnknownValue,
            Error::DoubleCount { .. } => Code::DoubleCount,
            Error::NotFound { .. } => Code::NotFound,
            Error::InvalidCursor { .. } => Code::InvalidCursor,
            Error::PageSize { .. } => Code::PageSize,
            Error::ReleaseGone { id } => return release_gone(id),
            Error::DatabaseUnavailable(cause) => {
                tracing::warn!(%cause, "the database is not available");
                return Self::new(Code::DatabaseUnavailable, UNAVAILABLE_DETAIL);
            }
            Error::Internal(cause) => {
                tracing::error!(%cause, "a question failed");
                return Self::new(Code::Internal, INTERNAL_DETAIL);
            }
        };
        let detail = error.to_string();
        match error.parameter() {
            Some(parameter) => {
                let prefix = format!("parameter `{parameter}`: ");
                let detail = detail.strip_prefix(&prefix).unwrap_or(&detail);
                Self::parameter(code, parameter, detail)
            }
            None => Self::new(code, detail),
        }
    }
}

/// What was asked of a release that was replaced can still be read in its files.
fn release_gone(id: &str) -> Problem {
    let detail = format!(
        "release {id} was replaced by another; its data is to be downloaded at \
         /v1/dataset/releases/{id}, and without this parameter the newest release answers"
    );
    Problem::parameter(Code::ReleaseGone, "release", detail)
}
