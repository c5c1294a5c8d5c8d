//! Reading the accepted services, with a second thread for what takes long: JSON.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use portal_hsds::model::Service;
use rusqlite::{Connection, Row, Rows};

use crate::publish::PublishError;

/// Services that go from thread to thread at once: a few hundred KB.
const BATCH: usize = 64;

/// Batches on their way at once: one is worked on, the next is there.
const AHEAD: usize = 2;

/// Reads every accepted service, source by source, makes something of it in another thread, and takes that here,
/// in the same order.
pub fn each_service<T: Send>(
    working: &Connection,
    mut make: impl FnMut(Service) -> Result<T, PublishError> + Send,
    mut take: impl FnMut(T) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let mut statement = working.prepare("SELECT body FROM service ORDER BY source, id")?;
    let mut rows = statement.query([])?;
    thread::scope(|scope| {
        let (bodies, given) = sync_channel::<Vec<String>>(AHEAD);
        let (made, results) = sync_channel(AHEAD);
        scope.spawn(move || work(&given, &made, &mut make));
        let mut next = || send_batch(&mut rows, &bodies);
        let mut ahead = 0;
        while ahead < AHEAD && next()? {
            ahead += 1;
        }
        while ahead > 0 {
            // The thread only ends when `bodies` is dropped; a panic in it goes on when the scope ends.
            let Ok(batch) = results.recv() else { break };
            ahead -= 1;
            if next()? {
                ahead += 1;
            }
            for result in batch {
                take(result?)?;
            }
        }
        Ok(())
    })
}

type Made<T> = Vec<Result<T, PublishError>>;

fn work<T>(
    given: &Receiver<Vec<String>>,
    made: &SyncSender<Made<T>>,
    make: &mut impl FnMut(Service) -> Result<T, PublishError>,
) {
    for bodies in given {
        let one = |body: &String| make(serde_json::from_str(body)?);
        let batch: Made<T> = bodies.iter().map(one).collect();
        // Nobody waits for it any more: what was made before failed.
        if made.send(batch).is_err() {
            return;
        }
    }
}

/// Sends the next services; `false` when there are none.
fn send_batch(rows: &mut Rows<'_>, to: &SyncSender<Vec<String>>) -> Result<bool, PublishError> {
    let body = |row: &Row<'_>| row.get::<_, String>(0);
    let mut batch = Vec::with_capacity(BATCH);
    while batch.len() < BATCH {
        let Some(row) = rows.next()? else { break };
        batch.push(body(row)?);
    }
    Ok(!batch.is_empty() && to.send(batch).is_ok())
}
