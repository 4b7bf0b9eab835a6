//! The object stores, and what can go wrong with them.

use idb::{Database, DatabaseEvent, Error, ObjectStore, ObjectStoreParams, Transaction, TransactionMode};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

const NAME: &str = "linchpin";
const VERSION: u32 = 1;
/// What the list of designs shows, one JSON text a design.
pub const INDEX: &str = "index";
/// All ops of a design up to some moment.
pub const SNAPSHOTS: &str = "snapshots";
/// The ops since, one entry a save, under keys that start with the design's id.
pub const LOG: &str = "log";

/// Why something could not be kept or found.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The browser gives this page no storage: private mode, a policy, a sandboxed frame.
    Unavailable,
    /// The browser's quota is used up.
    Full,
    /// What was stored cannot be read.
    Damaged(String),
    /// Anything else, in the browser's words.
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => {
                f.write_str("This browser gives the page no storage, so nothing is kept after closing it.")
            }
            Self::Full => f.write_str("The browser's storage is full, so the latest changes are not kept."),
            Self::Damaged(what) => write!(f, "The stored design is damaged: {what}."),
            Self::Other(what) => write!(f, "The browser could not store the changes: {what}."),
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        let name = match &error {
            Error::DomException(exception) => exception.name(),
            _ => String::new(),
        };
        if name == "QuotaExceededError" || error.to_string().contains("Quota") {
            Self::Full
        } else {
            Self::Other(error.to_string())
        }
    }
}

/// Opens the database, making its stores the first time.
pub async fn open() -> Result<Database, Trouble> {
    let factory = idb::Factory::new().map_err(|_| Trouble::Unavailable)?;
    let mut request = factory.open(NAME, Some(VERSION)).map_err(|_| Trouble::Unavailable)?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            for store in [INDEX, SNAPSHOTS, LOG] {
                // A store that is there already is what we want.
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    let mut database = request.await.map_err(|_| Trouble::Unavailable)?;
    database.on_version_change(|event| {
        // A newer build in another tab wants to upgrade; holding on would block it.
        if let Some(database) = event.target().and_then(|target| target.dyn_into::<web_sys::IdbDatabase>().ok()) {
            database.close();
        }
    });
    Ok(database)
}

/// A transaction over some stores.
pub fn transaction(database: &Database, stores: &[&str], write: bool) -> Result<Transaction, Trouble> {
    let mode = if write { TransactionMode::ReadWrite } else { TransactionMode::ReadOnly };
    Ok(database.transaction(stores, mode)?)
}

/// One store of a transaction.
pub fn store(transaction: &Transaction, name: &str) -> Result<ObjectStore, Trouble> {
    Ok(transaction.object_store(name)?)
}

/// The bytes of a stored value.
pub fn bytes(value: &JsValue) -> Vec<u8> {
    js_sys::Uint8Array::new(value).to_vec()
}
