//! Where connections come from: a file, servers of which one is asked at a time, or whatever is
//! written to.

use std::sync::Arc;

use crate::store::connection::{ConnectionPool, Manager, Pooled, Target};
use crate::store::file::ServedFile;
use crate::store::hosts::Hosts;
use crate::store::place::{Mode, Place, has_log, prepare_file};
use crate::store::pulse::Pulse;
use crate::store::server;
use crate::store::{Access, Options, StoreError};

/// Where connections come from; clones share it.
#[derive(Clone)]
pub(super) enum Source {
    /// One pool.
    Pool(ConnectionPool),
    /// A file that may be replaced.
    File(Arc<ServedFile>),
    /// Servers.
    Hosts(Arc<Hosts>),
}

impl Source {
    /// Opens the database once, so that what is wrong with it is told at once and in full.
    pub(super) fn open(
        place: &Place,
        access: Access,
        options: &Options,
    ) -> Result<Self, StoreError> {
        let target = match (place, access) {
            (Place::Sqlite(path), Access::ReadOnly) => {
                prepare_file(path, access)?;
                let mode = readable(path, options)?;
                return Ok(Self::File(ServedFile::new(path, mode, options)?));
            }
            (Place::Postgres(url), Access::ReadOnly) => {
                return Ok(Self::Hosts(Hosts::of(url, options)?));
            }
            (Place::Sqlite(path), Access::ReadWrite) => {
                prepare_file(path, access)?;
                Target::WriteFile { path: path.clone() }
            }
            (Place::Postgres(url), Access::ReadWrite) => {
                Target::WriteServer { url: server::for_writing(url, options) }
            }
        };
        Self::one(target, options)
    }

    /// A file that nobody else knows of yet.
    pub(super) fn draft(path: String, options: &Options) -> Result<Self, StoreError> {
        Self::one(Target::DraftFile { path }, options)
    }

    fn one(target: Target, options: &Options) -> Result<Self, StoreError> {
        let manager = Manager::new(target, options);
        drop(manager.open()?);
        Ok(Self::Pool(manager.pool()))
    }

    pub(super) fn places(&self) -> usize {
        match self {
            Self::Hosts(hosts) => hosts.count(),
            Self::Pool(_) | Self::File(_) => 1,
        }
    }

    /// Connections that are open, and those of them that nobody uses.
    pub(super) fn connections(&self) -> (u32, u32) {
        let count = |pool: &ConnectionPool| {
            let state = pool.state();
            (state.connections, state.idle_connections)
        };
        match self {
            Self::Pool(pool) => count(pool),
            Self::File(file) => count(&file.pool()),
            Self::Hosts(hosts) => {
                let each = hosts.pools().map(count);
                each.fold((0, 0), |(open, idle), (o, i)| (open + o, idle + i))
            }
        }
    }

    /// A connection: to a server that holds this release, where one is named and there are
    /// several. Whose pulse tells whether it is still there is told before it is waited for.
    pub(super) fn connection(
        &self,
        release: Option<&str>,
        waiting_for: &mut dyn FnMut(&Arc<Pulse>),
    ) -> Result<Pooled, StoreError> {
        let pool = match self {
            Self::Hosts(hosts) => return hosts.connection(release, waiting_for),
            Self::Pool(pool) => pool.get(),
            Self::File(file) => file.pool().get(),
        };
        pool.map_err(|e| StoreError::Unreachable(e.to_string()))
    }
}

/// The mode in which a file can be read.
fn readable(path: &str, options: &Options) -> Result<Mode, StoreError> {
    let try_in = |mode| {
        let target = Target::ReadFile { path: path.to_owned(), mode, pinned: None };
        Manager::new(target, options).open().map(|_| mode)
    };
    match try_in(Mode::to_read(path)) {
        Err(_) if !has_log(path) => try_in(Mode::ReadUnchanging),
        tried => tried,
    }
}
