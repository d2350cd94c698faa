//! The body of an answer that is sent while it is being made. It ends well only where it was told
//! to: anything else breaks the connection, so that no part is ever taken for the whole.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::Receiver;

/// What comes to a body.
#[derive(Debug)]
pub(super) enum Piece {
    /// More of it.
    Bytes(Bytes),
    /// That it is whole.
    End,
}

/// A body on its way.
#[derive(Debug)]
pub(crate) struct Transfer {
    first: Option<Bytes>,
    rest: Option<Receiver<Piece>>,
}

/// A body that ended before it was whole.
#[derive(Debug, thiserror::Error)]
#[error("the answer broke off before its end")]
pub(crate) struct Broken;

impl Transfer {
    pub(super) fn new(first: Bytes, rest: Receiver<Piece>) -> Self {
        Self { first: Some(first).filter(|first| !first.is_empty()), rest: Some(rest) }
    }

    /// Of an answer of which the head alone is asked for.
    pub(crate) fn none() -> Self {
        Self { first: None, rest: None }
    }
}

impl MessageBody for Transfer {
    type Error = Broken;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Broken>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let piece = ready!(rest.poll_recv(context));
        Poll::Ready(match piece {
            Some(Piece::Bytes(bytes)) => Some(Ok(bytes)),
            Some(Piece::End) => {
                self.rest = None;
                None
            }
            None => {
                self.rest = None;
                Some(Err(Broken))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc;

    fn read(pieces: Vec<Piece>) -> Result<String, Broken> {
        let (sender, receiver) = mpsc::channel(pieces.len().max(1));
        for piece in pieces {
            sender.try_send(piece).unwrap();
        }
        drop(sender);
        let mut body = Box::pin(Transfer::new(Bytes::from_static(b"a"), receiver));
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut text = String::new();
        while let Poll::Ready(Some(bytes)) = body.as_mut().poll_next(&mut context) {
            text.push_str(std::str::from_utf8(&bytes?).unwrap());
        }
        Ok(text)
    }

    #[test]
    fn a_body_that_was_not_told_to_end_is_broken() {
        let piece = || Piece::Bytes(Bytes::from_static(b"b"));
        assert_eq!(read(vec![piece(), Piece::End]).unwrap(), "ab");
        assert!(read(vec![piece()]).is_err());
        assert!(read(Vec::new()).is_err());
    }
}
