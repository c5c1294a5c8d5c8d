//! How long a test waits for what should be there.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Longest wait for anything; far above what two busy cores need.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is looked at meanwhile.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Looks again and again until it is so, or patience ends.
pub async fn wait<T, F: Future<Output = Result<T>>>(look: impl Fn() -> F) -> Result<T> {
    let started = Instant::now();
    loop {
        match look().await {
            Ok(found) => return Ok(found),
            Err(problem) if started.elapsed() > PATIENCE => return Err(problem),
            Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    }
}
