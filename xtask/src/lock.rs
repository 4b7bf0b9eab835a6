//! One build at a time: two xtasks in one clone must not write the same bundle.

use std::fs::{self, File, TryLockError};

use crate::error::{Context, Result};
use crate::{paths, stage};

/// Held while it lives; the operating system frees it even after a crash.
pub struct Lock {
    _file: File,
}

/// Waits for other xtasks in this clone, saying so when it takes waiting.
pub fn acquire() -> Result<Lock> {
    let path = paths::target().join("xtask.lock");
    fs::create_dir_all(paths::target()).context(|| "create the target folder".into())?;
    let file = File::create(&path).context(|| format!("open {}", paths::display(&path)))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            stage::say("waiting for another `cargo xtask` in this folder to finish its build");
            file.lock().context(|| format!("lock {}", paths::display(&path)))?;
        }
        Err(TryLockError::Error(error)) => stage::say(format!("building without a lock: {error}")),
    }
    Ok(Lock { _file: file })
}
