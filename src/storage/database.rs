//! The object stores, and what can go wrong with them.

use js_sys::{Array, Promise};
use std::fmt;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::platform;

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
    /// The store has not answered so far.
    Silent,
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
            Self::Silent => f.write_str("The browser's storage does not answer, so nothing is kept so far."),
            Self::Full => f.write_str("The browser's storage is full, so the latest changes are not kept."),
            Self::Damaged(what) => write!(f, "The stored design is damaged: {what}."),
            Self::Other(what) => write!(f, "The browser could not store the changes: {what}."),
        }
    }
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        let Some(exception) = error.dyn_ref::<DomException>() else { return Self::Other("no reason was given".into()) };
        if exception.name() == "QuotaExceededError" { Self::Full } else { Self::Other(exception.message()) }
    }
}

/// What a request came to.
pub async fn done(request: IdbRequest) -> Result<JsValue, Trouble> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(JsValue::from(request.error()?).into()),
    }
}

/// Nothing more is coming: the browser need not wait for this page, which may be gone soon, to find that out.
#[expect(deprecated, reason = "the bindings take it for an old one; the standard has it and no other")]
pub fn end(transaction: &IdbTransaction) -> Result<(), Trouble> {
    Ok(transaction.commit()?)
}

/// Waits until all of a transaction is in the store.
pub async fn kept(transaction: IdbTransaction) -> Result<(), Trouble> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        // What fails in a transaction aborts it, and only then is the reason known.
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(|_| JsValue::from(transaction.error()).into())
}

/// Opens the database, making its stores the first time.
pub async fn open() -> Result<IdbDatabase, Trouble> {
    let factory = platform::window().indexed_db().ok().flatten().ok_or(Trouble::Unavailable)?;
    let request = factory.open_with_u32(NAME, VERSION).map_err(|_| Trouble::Unavailable)?;
    let asked = request.clone();
    let make_stores = Closure::once_into_js(move || {
        let Ok(database) = asked.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
        for store in [INDEX, SNAPSHOTS, LOG] {
            // A store that is there already is what we want.
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(make_stores.unchecked_ref()));
    let database: IdbDatabase = done(request.into()).await.map_err(|_| Trouble::Unavailable)?.unchecked_into();
    let held = database.clone();
    // A newer build in another tab wants to upgrade; holding on would block it.
    let give_way = Closure::once_into_js(move || held.close());
    database.set_onversionchange(Some(give_way.unchecked_ref()));
    Ok(database)
}

/// A transaction over some stores.
pub fn transaction(database: &IdbDatabase, stores: &[&str], write: bool) -> Result<IdbTransaction, Trouble> {
    let mode = if write { IdbTransactionMode::Readwrite } else { IdbTransactionMode::Readonly };
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    Ok(database.transaction_with_str_sequence_and_mode(&names, mode)?)
}

/// One store of a transaction.
pub fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, Trouble> {
    Ok(transaction.object_store(name)?)
}

/// The bytes of a stored value.
pub fn bytes(value: &JsValue) -> Vec<u8> {
    js_sys::Uint8Array::new(value).to_vec()
}
