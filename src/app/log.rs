//! Where lines of the log wait until they are written: a thread of its own writes them to standard
//! error, so that nobody who reads slowly, or not at all, holds up a request. What is told and in
//! which form stands in `seeing`.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use tracing_subscriber::fmt::MakeWriter;

/// Lines that wait at the most; further ones are lost, and counted.
const MAX_WAITING: usize = 4_096;
/// Bytes that are written at once.
const MAX_WRITTEN: usize = 64 * 1024;
/// How long lines gather until they are written: a thread that is woken for each costs more than the
/// line.
const GATHERED_FOR: Duration = Duration::from_millis(20);
/// How long the end of the program waits for lines to be written.
const PATIENCE: Duration = Duration::from_secs(1);

// There is one log, as there is one standard error.
/// Lines that found no room.
static LOST: AtomicU64 = AtomicU64::new(0);
/// Lines that are not written yet.
static WAITING: AtomicU64 = AtomicU64::new(0);

/// Lines of the log that were lost because nobody took those before them.
pub(super) fn lines_lost() -> u64 {
    LOST.load(Ordering::Relaxed)
}

/// Waits for what is logged to be written, but not for long; whether it was.
pub(super) fn is_written() -> bool {
    let begun = Instant::now();
    while WAITING.load(Ordering::Acquire) > 0 {
        if begun.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(Duration::from_millis(2));
    }
    true
}

/// The way into the log.
#[derive(Debug, Clone)]
pub(super) struct Lines(SyncSender<Vec<u8>>);

/// Begins to write what is logged.
pub(super) fn start() -> std::io::Result<Lines> {
    let (lines, waiting) = sync_channel(MAX_WAITING);
    thread::Builder::new().name("log".to_owned()).spawn(move || write(&waiting))?;
    Ok(Lines(lines))
}

fn write(waiting: &Receiver<Vec<u8>>) {
    let mut told = 0;
    while let Ok(mut bytes) = waiting.recv() {
        let mut lines = 1;
        thread::sleep(GATHERED_FOR);
        while bytes.len() < MAX_WRITTEN
            && let Ok(line) = waiting.try_recv()
        {
            bytes.extend(line);
            lines += 1;
        }
        // Nobody can be told that the log cannot be written.
        let _unwritten = std::io::stderr().write_all(&bytes);
        WAITING.fetch_sub(lines, Ordering::Release);
        let lost = lines_lost();
        if lost > told {
            tracing::warn!(
                lines = lost - told,
                "lines of the log were lost: whoever reads it does not keep up"
            );
            told = lost;
        }
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Lines {
    /// Takes a line as a whole: that is how they are given.
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        WAITING.fetch_add(1, Ordering::Relaxed);
        if self.0.try_send(line.to_vec()).is_err() {
            WAITING.fetch_sub(1, Ordering::Relaxed);
            LOST.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
